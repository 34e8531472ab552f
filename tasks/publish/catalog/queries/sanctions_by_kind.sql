-- Persons that notices name as dealt with, by kind, each person and kind of a notice once. Most notices count, and name nobody.
select p.province, p.city, p.county, p.year, s.kind, count(*) as named_persons
from sanctions s
join places p using (notice_id, revision)
where s.same_as_sanction_no is null
group by all
order by named_persons desc
