-- How many items of each notice are done, looked into with nothing found, partly done, open, or not said, by its own words.
select p.notice_id, p.inspected_body, p.province, p.city, p.county, p.year, count(*) as items,
       count(*) filter (i.status = 'done') as done,
       count(*) filter (i.status = 'nothing_found') as nothing_found,
       count(*) filter (i.status = 'partly') as partly,
       count(*) filter (i.status in ('ongoing', 'planned', 'not_done')) as open,
       count(*) filter (i.status = 'unstated') as unstated,
       round(done / nullif(items - unstated - nothing_found, 0), 4) as done_share_of_stated
from items i
join places p using (notice_id, revision)
group by all
order by p.notice_id
