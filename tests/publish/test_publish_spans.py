"""A span of time is one file until it has many notices, then the spans within it are; only what changed is written."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_rows import Spec, add

from schemas.notice import NOTICES
from tasks.publish import manifest, publish, spans
from tasks.store import Store


@pytest.fixture(autouse=True)
def two_notices_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "NOTICES_A_FILE", 2)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", sample=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "published"


def signed(*days: str) -> list[Spec]:
    return [Spec(notice_id=f"n-{day}", signed_on=dt.date.fromisoformat(day)) for day in days]


def stems(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "current" / "items").glob("*.parquet"))


def inodes(folder: Path) -> dict[str, int]:
    return {path.stem: path.stat().st_ino for path in (folder / "current" / "items").glob("*.parquet")}


def test_a_small_publication_is_one_file_a_table(store: Store, folder: Path) -> None:
    add(store, *signed("2019-01-05"), Spec(notice_id="x", signed_on=None))
    publish(store, folder)
    assert stems(folder) == ["all"]


def test_five_years_of_few_notices_are_one_file(store: Store, folder: Path) -> None:
    add(store, *signed("2021-01-01", "2025-12-31", "2026-01-01"), Spec(notice_id="x", signed_on=None))
    publish(store, folder)
    assert stems(folder) == ["2021-2025", "2026-2030", "undated"]


def test_years_of_many_are_divided_and_so_are_a_year_and_a_quarter_of_many(store: Store, folder: Path) -> None:
    days = ("2024-05-01", "2025-01-05", "2025-02-05", "2025-03-05", "2025-07-01", "2025-08-01", "2026-01-01")
    add(store, *signed(*days))
    publish(store, folder)
    assert stems(folder) == ["2024", "2025-01", "2025-02", "2025-03", "2025-q3", "2026-2030"]


def test_a_notice_that_divides_its_year_leaves_the_other_years_alone(store: Store, folder: Path) -> None:
    add(store, *signed("2024-05-01", "2025-01-05", "2025-12-30"))
    publish(store, folder)
    before = inodes(folder)
    add(store, *signed("2025-07-01"))
    publish(store, folder)
    assert stems(folder) == ["2024", "2025-q1", "2025-q3", "2025-q4"]
    assert inodes(folder)["2024"] == before["2024"]
    before = inodes(folder)
    add(store, *signed("2025-08-01"))
    publish(store, folder)
    assert {stem for stem, inode in inodes(folder).items() if before[stem] != inode} == {"2025-q3"}


@pytest.mark.parametrize("then", [0, 1, 4, 100])
def test_files_that_another_version_divided_otherwise_lose_no_row(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch, then: int
) -> None:
    monkeypatch.setattr(spans, "NOTICES_A_FILE", then)
    add(store, *signed("2024-05-01", "2025-01-05", "2025-12-30"))
    publish(store, folder)
    monkeypatch.setattr(spans, "NOTICES_A_FILE", 2)
    add(store, *signed("2026-07-01"))
    publish(store, folder)
    publish(store, folder.parent / "once")
    again, once = manifest.read(folder / "current"), manifest.read(folder.parent / "once" / "current")
    assert again is not None
    assert once is not None
    assert again.files == once.files
    assert again.tables["notices"] == 4


DAYS = st.dates(dt.date(2024, 11, 1), dt.date(2026, 2, 28))


@given(runs=st.lists(st.lists(st.tuples(st.integers(0, 7), DAYS | st.none()), min_size=1, max_size=4), max_size=3))
@settings(max_examples=6, deadline=None)
def test_release_by_release_gives_the_files_of_publishing_once(
    runs: list[list[tuple[int, dt.date | None]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("spans")
    store = Store.open(place / "store", sample=True)
    add(store, *signed("2025-05-01"))
    publish(store, place / "each")
    revisions: dict[str, int] = {}
    for run in runs:
        # A notice may be revised, and its day with it: it then moves from one file to another.
        days = {f"n{number}": day for number, day in run}
        revisions |= {name: revisions.get(name, 0) + 1 for name in days}
        add(store, *(Spec(notice_id=name, revision=revisions[name], signed_on=day) for name, day in days.items()))
        publish(store, place / "each")
    publish(store, place / "once")
    each, once = manifest.read(place / "each" / "current"), manifest.read(place / "once" / "current")
    assert each is not None
    assert once is not None
    assert each.files == once.files
    notices = pl.read_parquet(place / "each" / "current" / "notices" / "*.parquet")
    assert notices.sort("notice_id").equals(store.current(NOTICES).sort("notice_id"))
