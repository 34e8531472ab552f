-- Each notice with its place, and the year it was signed or published.
select notice_id, revision, inspected_body, inspection_kind, division_code, province, city, county,
       year(coalesce(signed_on, published_on, feedback_on)) as year
from notices
