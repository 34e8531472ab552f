"""The parser against what a person read: it may get better, never worse."""

from functools import cache

import pytest
from goldens import Row, columns, identity, load
from notices import GOLDEN_NAMES, REPOSITORY, golden_page
from score import scores, total

from schemas.dataset import FACTS, TABLES
from schemas.table import Table
from schemas.values import ParsedNotice
from tasks.parse import parse

FLOORS = REPOSITORY / "tests" / "golden" / "floors.tsv"
GOLDEN = [(name, table.name) for table in FACTS for name in GOLDEN_NAMES if load(name, table.name) is not None]


@cache
def parsed_page(name: str) -> ParsedNotice:
    return parse(golden_page(name))


def golden(name: str, table: str) -> list[Row]:
    return load(name, table) or []


def floors() -> dict[str, tuple[float, ...]]:
    rows = [line.split("\t") for line in FLOORS.read_text("utf-8").splitlines()[1:]]
    return {table: tuple(map(float, shares)) for table, *shares in rows}


@pytest.mark.parametrize("table", FACTS, ids=lambda table: table.name)
def test_no_table_is_read_worse_than_it_was(table: Table) -> None:
    parsed = {name: parsed_page(name) for name in GOLDEN_NAMES}
    shares = total(scores(table.name, parsed)).shares
    assert all(share >= floor for share, floor in zip(shares, floors()[table.name], strict=True)), shares


def test_every_table_of_facts_has_golden_rows_and_a_floor() -> None:
    assert {table for _, table in GOLDEN} == {table.name for table in FACTS} == set(floors())


@pytest.mark.parametrize(("name", "table"), GOLDEN)
def test_golden_rows_quote_the_text_and_are_told_apart(name: str, table: str) -> None:
    text, quote, rows = golden_page(name).text, TABLES[table].quote, golden(name, table)
    for row in rows:
        assert list(row) == columns(table)
        if quote and row.get(quote):
            assert text[int(row["char_start"]) : int(row["char_end"])] == row[quote].replace("\\n", "\n")
    keys = [identity(table, row) for row in rows]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(
    ("heading", "persons", "entries"),
    [("党纪政务处分情况(13人)", 13, 12), ("组织处理情况(12人)", 12, 6), ("诫勉谈话处理情况(27人)", 27, 13)],
)
def test_the_lists_of_taijiang_hold_the_persons_and_entries_a_reader_counted(
    heading: str, persons: int, entries: int, parsed: dict[str, ParsedNotice]
) -> None:
    notice = parsed["taijiang"]
    path = next(section.section_path for section in notice.sections if section.heading == heading)
    rows = [row for row in notice.sanctions if row.section_path == path]
    assert len({(row.entry_start, row.person) for row in rows}) == persons
    assert len({row.entry_start for row in rows}) == entries


@pytest.mark.parametrize("table", ["money_flows", "discipline_counts"])
@pytest.mark.parametrize("name", [name for name in GOLDEN_NAMES if load(name, "figures") is not None])
def test_a_sum_or_a_count_is_of_the_time_of_its_figure(name: str, table: str) -> None:
    times = ("period_start", "period_end", "period_precision", "period_source")
    figures = golden(name, "figures")
    for row in golden(name, table):
        within = range(int(row["char_start"]), int(row["char_end"]))
        number = row.get("persons") or row.get("cases")
        of_it = [one for one in figures if int(one["char_start"]) in within and number in {None, one["value"]}]
        assert [row[time] for time in times] in [[one[time] for time in times] for one in of_it], row["raw"]
