-- Persons and cases of each notice by kind of handling, as it counts them: each once, as far as the notice tells.
select p.notice_id, p.inspected_body, p.province, p.city, p.county, p.year, c.kind,
       sum(c.persons)::bigint as persons, sum(c.cases)::bigint as cases
from discipline_counts c
join places p using (notice_id, revision)
where c.counted
group by all
order by p.notice_id, persons desc nulls last, c.kind
