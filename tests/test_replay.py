"""Replay: the same bytes and rules give the same files; other rules give a report a person reads first."""

import dataclasses
import hashlib
from pathlib import Path

import polars as pl
import pytest
from collecting import SOURCES, collect

from schemas.dataset import TABLES
from schemas.structure import ITEMS
from tasks import reading
from tasks.divergence import difference, differences
from tasks.home import Home
from tasks.parse import parse
from tasks.publish import publish
from tasks.replay import accept, rebuild
from tasks.review import Rules, cause, hidden, review
from tasks.store import Store, compact

UPGRADED = Rules(stored=("1",), replayed="2")
SAME = Rules(stored=("2",), replayed="2")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Home:
    home = Home(tmp_path_factory.mktemp("replay"))
    collect(home, "shaxian", "fujian-jw")
    collect(home, "shaxian", "fujian-jw", day=2)
    return home


def rows_published(store: Store, folder: Path) -> dict[str, str]:
    """Digest of every Parquet file of a publication made anew."""
    publish(store, folder)
    files = (folder / "current").resolve().rglob("*.parquet")
    return {f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_archive_alone_gives_the_published_files_byte_for_byte(place: Home, tmp_path: Path) -> None:
    list(rebuild(place, SOURCES, sample=True))
    stored, replayed = Store.existing(place.store), Store.existing(place.replayed)
    ours, theirs = rows_published(stored, tmp_path / "ours"), rows_published(replayed, tmp_path / "theirs")
    assert len(ours) > 20
    assert ours == theirs
    report = review(differences(stored, replayed), SAME, hidden)
    assert "Every row is rebuilt alike." in report


def test_other_rules_give_rows_changed_by_table_and_kind_and_none_of_it_is_news(
    place: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_rules(page: object) -> object:
        parsed = parse(page)  # type: ignore[arg-type]
        items = tuple(dataclasses.replace(one, status="ongoing") if one.item_no == 3 else one for one in parsed.items)
        return dataclasses.replace(parsed, items=items, contacts=parsed.contacts[1:])

    monkeypatch.setattr(reading, "parse", other_rules)
    list(rebuild(place, SOURCES, sample=True))
    found = differences(Store.existing(place.store), Store.existing(place.replayed))
    by_table = {one.table: one for one in found}
    assert by_table["items"].changed > 0
    assert (by_table["items"].added, by_table["items"].removed) == (0, 0)
    assert set(by_table["items"].columns) == {"status"}
    assert by_table["contacts"].removed > 0
    assert by_table["texts"].same
    assert by_table["captures"].same
    report = review(found, UPGRADED, hidden)
    assert cause(UPGRADED) == "parser_upgrade"
    assert "nothing below is news" in report
    assert "→ `ongoing`" in report
    assert "0598" not in report, "what reaches a person is not shown"
    assert cause(SAME) == "unexplained"


def test_compaction_of_the_store_changes_nothing_of_what_a_replay_gives(place: Home) -> None:
    compact(Store.existing(place.store))
    list(rebuild(place, SOURCES, sample=True))
    assert all(one.same for one in differences(Store.existing(place.store), Store.existing(place.replayed)))


def test_rows_are_paired_by_their_key_and_counted_by_kind() -> None:
    rows = TABLES["items"].empty()
    values = {"notice_id": ["a"] * 3, "revision": [1] * 3, "item_path": ["i1", "i2", "i3"], "status": ["done"] * 3}
    stored = pl.concat([rows, pl.DataFrame(values)], how="diagonal")
    replayed = stored.filter(pl.col("item_path") != "i1").with_columns(
        status=pl.when(pl.col("item_path") == "i2").then(pl.lit("partly")).otherwise("status"),
        item_path=pl.col("item_path").replace("i3", "i4"),
    )
    found = difference(ITEMS, stored, replayed)
    assert (found.added, found.removed, found.changed) == (1, 2, 1)
    assert found.columns == {"status": 1}
    assert found.examples["changed"][0].key == "a 1 i2"


def test_an_accepted_replay_takes_the_stores_place_and_the_old_one_is_kept(tmp_path: Path) -> None:
    home = Home(tmp_path)
    collect(home, "shaxian")
    (summary,) = rebuild(home, SOURCES, sample=True)
    accept(home, summary.release)
    assert Store.existing(home.store).check() == ()
    assert Store.existing(home.root / "store.before-replay-1").check() == ()
    assert not home.replayed.exists()


def test_accepting_twice_without_a_run_between_keeps_both_old_stores(tmp_path: Path) -> None:
    home = Home(tmp_path)
    collect(home, "shaxian")
    for _ in range(2):
        (summary,) = rebuild(home, SOURCES, sample=True)
        accept(home, summary.release)
    kept = sorted(path.name for path in home.root.glob("store*"))
    assert kept == ["store", "store.before-replay-1", "store.before-replay-1.2"]
    assert all(Store.existing(home.root / name).check() == () for name in kept)
