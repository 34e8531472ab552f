-- Totals a notice declares of itself beside what its text holds.
select n.inspected_body, c."check", c.declared, c.parsed, c.outcome, c.detail, c.notice_id
from checks c
join notices n using (notice_id, revision)
where c."check" like '%_declared' or c."check" like 'persons_in_%'
order by c.notice_id, c.check_no
