-- What changed in the month of the newest change: revisions of the sources, no news of ours.
select c.notice_id, n.inspected_body, c.revision, c.recorded_at, c.kind, c.note_zh, c.note_en, c.before, c.after, n.url
from changes c
join notices n using (notice_id)
where c.cause = 'source_revision'
  and date_trunc('month', c.recorded_at) = (select date_trunc('month', max(recorded_at)) from changes)
order by c.recorded_at, c.notice_id, c.revision, c.change_no
