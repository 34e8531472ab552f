"""Which counts add up to what a notice says of a kind of handling: each person once, as far as the notice tells."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from schemas.accountability import DisciplineCount


def added_up(rows: Sequence[DisciplineCount]) -> tuple[DisciplineCount, ...]:
    """The linked rows of a notice, each with whether it counts towards the total of its kind."""
    by_no = {row.count_no: row for row in rows}
    by_kind: dict[str, list[DisciplineCount]] = defaultdict(list)
    for row in rows:
        by_kind[row.kind].append(row)
    counted = {row.count_no for own in by_kind.values() for row in _counted(own, by_no)}
    return tuple(replace(row, counted=row.count_no in counted) for row in rows)


def _counted(own: Sequence[DisciplineCount], by_no: Mapping[int, DisciplineCount]) -> list[DisciplineCount]:
    # Where a notice accounts for its handling apart from the items (台江区: 对285名责任人作出处理), that holds what they say.
    account = [row for row in own if row.item_path is None]
    told = account or own
    numbers = {row.count_no for row in told}
    parts = {row.count_no for row in told if any(up.count_no in numbers for up in _above(row, by_no))}
    # 19 of these 22 were dealt with, said earlier on its own: what stands here as a part is one there too.
    parts |= {row.repeats_count_no for row in told if row.count_no in parts and row.repeats_count_no}
    whole = [row for row in told if row.count_no not in parts and row.repeats_count_no not in numbers]
    return _greatest(whole, by_no) if account else whole


def _above(row: DisciplineCount, by_no: Mapping[int, DisciplineCount]) -> Iterator[DisciplineCount]:
    """The wholes that a count is a part of, however far up."""
    seen = {row.count_no}
    while row.part_of_count_no is not None and row.part_of_count_no not in seen:
        row = by_no[row.part_of_count_no]
        seen.add(row.count_no)
        yield row


def _greatest(rows: Sequence[DisciplineCount], by_no: Mapping[int, DisciplineCount]) -> list[DisciplineCount]:
    """Of several accounts the one with the most: 处理干部270人, and two sentences on 285名责任人, speak of the same."""
    accounts: dict[int, list[DisciplineCount]] = defaultdict(list)
    for row in rows:
        *_, top = (row, *_above(row, by_no))
        accounts[top.count_no].append(row)
    return max(accounts.values(), key=lambda some: sum(row.persons or row.cases or 0 for row in some), default=[])
