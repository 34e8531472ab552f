-- Money that came back, by place and year of the notice: done flows only, each sum once (no parts, no repeats), 余 and 约 as printed.
select p.province, p.city, p.county, p.year, m.direction, count(*) as flows, sum(m.amount_cny) as yuan
from money_flows m
join places p using (notice_id, revision)
where m.state = 'done' and m.direction in ('recovered', 'returned')
  and m.part_of_flow_no is null and m.repeats_flow_no is null
group by all
order by yuan desc
