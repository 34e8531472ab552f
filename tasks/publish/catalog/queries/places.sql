-- Each notice with the names of its province, city and county, and the year it was signed or published.
select n.notice_id, n.revision, n.inspected_body, n.inspection_kind, n.division_code,
       p.name as province, c.name as city, d.name as division,
       year(coalesce(n.signed_on, n.published_on, n.feedback_on)) as year
from notices n
left join current_divisions d on d.code = n.division_code
left join current_divisions c on c.code = left(n.division_code, 4) || '00'
left join current_divisions p on p.code = n.province_code
