"""What a BI tool filters by lets its engine leave row groups and files unread: DuckDB's own counts of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest
from many import many_store

from tasks.home import Home
from tasks.publish import spans
from tasks.publish.build import Making, build
from tasks.store import Store

NOTICES = 560


@dataclass(frozen=True, slots=True)
class Scan:
    """Row groups of a table that a query read, and those it has."""

    read: int
    all: int


@pytest.fixture(scope="module")
def folder(published_home: Home, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Parquet of many notices, signed in two calendar years, in a file of each: as more of them would be."""
    place = tmp_path_factory.mktemp("many")
    store = many_store(Store.existing(published_home.store), place / "store", NOTICES, years=1)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(spans, "NOTICES_A_FILE", NOTICES - 1)
        build(Making(view=store.snapshot(), edition="restricted", current=place / "none", last=None), place)
    return place


def scan(folder: Path, table: str, query: str) -> Scan:
    """What the query reads of the table, as DuckDB's profiler counts it."""
    profile = folder / "profile.json"
    with duckdb.connect() as session:
        for name in ("figures", "notices", "items"):
            session.execute(f"create view {name} as from '{folder}/{name}/*.parquet'")
        session.execute(f"set enable_profiling = 'json'; set profiling_output = '{profile}'")
        session.execute(query).fetchall()
    scans = [
        one
        for one in operators(json.loads(profile.read_text("utf-8"))["operator"])
        if f"/{table}/" in one["extra_info"].get("Filename(s)", "")
    ]
    assert scans, f"{table} is not read"
    return Scan(sum(one["row_groups_scanned"] for one in scans), sum(one["total_row_groups_to_scan"] for one in scans))


def operators(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in found:
        yield one
        yield from operators(one.get("children", []))


def any_notice(folder: Path) -> str:
    """A notice from the middle of the country."""
    rows = duckdb.sql(f"select notice_id from '{folder}/notices/*.parquet' order by 1 limit 1 offset {NOTICES // 2}")
    return str(rows.fetchall()[0][0])


def test_a_file_holds_a_year_and_figures_have_several_row_groups(folder: Path) -> None:
    files = sorted((folder / "figures").glob("*.parquet"))
    assert [file.stem for file in files] == ["2014", "2015"]
    groups = [pq.read_metadata(file).num_row_groups for file in files]
    assert max(groups) >= 2


def test_a_notice_is_found_in_one_row_group_a_file(folder: Path) -> None:
    found = scan(folder, "figures", f"select raw, clause from figures where notice_id = '{any_notice(folder)}'")
    assert found.read <= 2 < found.all


def test_a_province_or_county_is_a_range_of_notice_ids_and_leaves_row_groups_unread(folder: Path) -> None:
    for code in ("35", "350405"):
        found = scan(folder, "figures", f"select sum(value_norm) from figures where starts_with(notice_id, '{code}')")
        assert found.read <= 2 < found.all


def test_a_filter_on_the_province_of_notices_reaches_their_figures(folder: Path) -> None:
    query = "select sum(f.value_norm) from figures f join notices n using (notice_id) where n.province_code = '350000'"
    found = scan(folder, "figures", query)
    assert found.read <= 2 < found.all


def test_a_filter_on_the_day_leaves_the_file_of_another_year_unread(folder: Path) -> None:
    query = "select count(*), min(title) from notices where signed_on between '2015-03-01' and '2015-09-30'"
    found = scan(folder, "notices", query)
    assert (found.read, found.all) == (1, 2)


def test_every_row_group_says_what_it_holds_and_where_its_pages_are(folder: Path) -> None:
    for file in (folder / "figures").glob("*.parquet"):
        meta = pq.read_metadata(file)
        names = meta.schema.names
        for group in range(meta.num_row_groups):
            column = meta.row_group(group).column(names.index("notice_id"))
            assert column.statistics.has_min_max
            assert column.has_column_index
            assert column.has_offset_index
            assert column.compression == "ZSTD"
