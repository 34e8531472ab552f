-- Persons sanctioned by kind, each person and kind of a notice once.
select p.province, p.city, p.year, s.kind, count(*) as persons
from sanctions s
join places p using (notice_id, revision)
where s.same_as_sanction_no is null
group by all
order by persons desc
