-- Every figure with the sentence part it stands in and the page it was read from.
select f.notice_id, n.inspected_body, f.item_no, f.raw, f.value_norm, f.unit_norm, f.role, f.clause, f.char_start,
       f.char_end, n.url
from figures f
join notices n using (notice_id, revision)
