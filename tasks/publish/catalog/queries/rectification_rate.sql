-- How many items of each notice are done, partly done, open, or not said: done as a share of those that say.
select p.notice_id, p.inspected_body, p.city, p.year, count(*) as items,
       count(*) filter (i.status in ('done', 'nothing_found')) as done,
       count(*) filter (i.status = 'partly') as partly,
       count(*) filter (i.status in ('ongoing', 'planned', 'not_done')) as open,
       count(*) filter (i.status = 'unstated') as unstated,
       round(done / nullif(items - unstated, 0), 4) as done_share_of_stated
from items i
join places p using (notice_id, revision)
group by all
order by p.notice_id
