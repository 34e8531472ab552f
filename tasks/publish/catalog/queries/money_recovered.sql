-- Money that came back, by city and year: done flows only, each sum once (no parts, no repeats).
select p.province, p.city, p.year, m.direction, count(*) as flows, sum(m.amount_cny) as yuan
from money_flows m
join places p using (notice_id, revision)
where m.state = 'done' and m.direction in ('recovered', 'returned')
  and m.part_of_flow_no is null and m.repeats_flow_no is null
group by all
order by yuan desc
