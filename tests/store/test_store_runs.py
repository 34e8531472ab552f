"""A run is all there or not there; reading goes through releases."""

import datetime as dt
import json
from pathlib import Path

import polars as pl
import pytest
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError
from store_rows import Spec, add, changes, copies, frames, release_row

from schemas.dataset import APPEND_ORDER, SCHEMA_VERSION, TABLES
from schemas.errors import DataProblem, NoPermission, NoStore, StoreVersion, UnreadableFile, WrongStore
from schemas.figures import FIGURES
from schemas.history import CHANGES, COPIES
from schemas.notice import NOTICES, TEXTS
from schemas.operations import CAPTURES, FINGERPRINTS, RELEASES
from schemas.structure import ITEMS
from tasks.store import Store
from tasks.store import delta as delta_tables


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", sample=True)


def test_a_new_store_reads_as_empty_tables_of_the_right_schema(store: Store) -> None:
    assert store.release() is None
    for table in TABLES.values():
        assert store.read(table).schema == table.polars
        assert store.current(table).is_empty()
    assert store.check() == ()


def test_what_a_run_appends_is_read_back_with_every_type(store: Store) -> None:
    spec = Spec(notice_id="a", items=3)
    release = add(store, spec)
    for name, frame in frames([spec], 1).items():
        read = store.read(TABLES[name])
        assert read.schema == TABLES[name].polars
        assert read.sort(TABLES[name].key).equals(frame.sort(TABLES[name].key))
    assert release == store.release()
    assert release.dataset_changed
    assert set(json.loads(release.versions)) == {table.name for table in APPEND_ORDER}
    assert store.check() == ()


def test_current_rows_are_those_of_the_latest_revision_and_the_latest_copy(store: Store) -> None:
    add(store, Spec(notice_id="a", items=3), Spec(notice_id="b"))
    add(
        store,
        Spec(notice_id="a", revision=2, items=1),
        more={"changes": changes("a", 2, 2), "copies": copies("a", "https://example.org/b.html", 2)},
    )
    assert store.read(NOTICES).height == 3
    assert store.current_notices().select("notice_id", "revision").rows() == [("a", 2), ("b", 1)]
    for table in (ITEMS, FIGURES, FINGERPRINTS):
        assert store.current(table).group_by("notice_id").len().sort("notice_id").rows() == [("a", 1), ("b", 2)]
    assert store.current(TEXTS).height == 2
    assert store.current(CHANGES).height == 1
    assert store.current(CAPTURES).height == 3
    assert dict(store.current(COPIES).select("url", "notice_id").rows()) == {
        "https://example.org/a.html": "a",
        "https://example.org/b.html": "a",
    }


def test_a_copy_that_moved_to_another_notice_is_not_found_under_the_first(store: Store) -> None:
    add(store, Spec(notice_id="a"), Spec(notice_id="b"))
    add(store, more={"copies": copies("a", "https://example.org/b.html", 2)})
    assert store.scan_current(COPIES).filter(pl.col("notice_id") == "b").collect().is_empty()


def test_reading_takes_columns_and_a_predicate(store: Store) -> None:
    add(store, Spec(notice_id="a"), Spec(notice_id="b"))
    found = store.read(ITEMS, ["item_path"], pl.col("notice_id") == "b")
    assert found.columns == ["item_path"]
    assert found.height == 2


def test_an_older_release_reads_as_it_was(store: Store) -> None:
    add(store, Spec(notice_id="a"))
    add(store, Spec(notice_id="a", revision=2), Spec(notice_id="b"))
    then = store.as_of(1)
    assert then.current_notices().select("notice_id", "revision").rows() == [("a", 1)]
    assert then.releases().height == 1
    assert then.read(RELEASES).height == 1
    with pytest.raises(DataProblem, match="no release 7"):
        store.as_of(7)


def test_a_run_that_finds_nothing_new_adds_one_release_and_no_other_row(store: Store) -> None:
    first = add(store, Spec(notice_id="a"))
    second = add(store)
    assert second.release == 2
    assert not second.dataset_changed
    assert second.versions == first.versions
    assert store.releases()["release"].to_list() == [1, 2]


def test_captures_alone_do_not_change_the_dataset(store: Store) -> None:
    only = frames([Spec(notice_id="a")], 1)["captures"]
    assert not add(store, more={"captures": only}).dataset_changed
    assert store.read(CAPTURES).height == 1


def test_appending_a_run_again_adds_nothing(store: Store) -> None:
    rows = frames([Spec(notice_id="a")], 1)
    with store.lease("run"):
        assert store.begin() == 1
        once = store.append(rows, release_row(1))
        assert store.append(rows, release_row(1)) == once
    assert store.check() == ()
    assert store.read(ITEMS).height == 2


def test_appending_again_after_a_failure_half_way_finishes_the_run(store: Store) -> None:
    rows = frames([Spec(notice_id="a")], 1)
    broken = rows | {"notices": rows["notices"].with_columns(url=pl.lit(None, pl.String))}
    with store.lease("run"):
        store.begin()
        with pytest.raises((DeltaError, ValueError)):
            store.append(broken, release_row(1))
        assert store.release() is None
        store.append(rows, release_row(1))
    assert store.check() == ()
    assert store.read(ITEMS).height == 2
    assert store.read(NOTICES).height == 1


def test_a_run_that_ended_half_way_leaves_nothing_to_the_next(store: Store) -> None:
    add(store, Spec(notice_id="a"))
    with store.lease("run"):
        number = store.begin()
        for name, frame in frames([Spec(notice_id="b")], number).items():
            if name != "notices":
                delta_tables.append(DeltaTable(store.path(TABLES[name])), TABLES[name], frame, number)
    assert store.read(ITEMS)["notice_id"].unique().to_list() == ["a"]
    assert add(store, Spec(notice_id="c")).release == 2
    assert set(store.read(ITEMS)["notice_id"]) == {"a", "c"}
    assert store.check() == ()


def test_orphans_of_a_store_without_a_release_are_taken_back(store: Store) -> None:
    with store.lease("run"):
        store.begin()
        delta_tables.append(DeltaTable(store.path(ITEMS)), ITEMS, frames([Spec(notice_id="b")], 1)["items"], 1)
    add(store, Spec(notice_id="a"))
    assert set(store.read(ITEMS)["notice_id"]) == {"a"}


def test_beginning_again_and_again_adds_no_version(store: Store) -> None:
    add(store, Spec(notice_id="a"))
    with store.lease("run"):
        delta_tables.append(DeltaTable(store.path(ITEMS)), ITEMS, frames([Spec(notice_id="b")], 2)["items"], 2)
        assert [store.begin() for _ in range(3)] == [2, 2, 2]
    assert DeltaTable(store.path(ITEMS)).version() == 3  # made, appended, appended, brought back once


def test_many_appends_are_compacted_and_old_releases_still_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delta_tables, "_COMPACT_AT", 3)
    for number in range(1, 6):
        add(store, Spec(notice_id=f"n{number}"))
    assert len(DeltaTable(store.path(ITEMS)).file_uris()) <= 3
    assert [store.as_of(number).current_notices().height for number in range(1, 6)] == [1, 2, 3, 4, 5]
    assert store.check() == ()


def test_writing_needs_the_lease_and_the_number_begin_gave(store: Store) -> None:
    with pytest.raises(RuntimeError, match="lease"):
        store.begin()
    with pytest.raises(RuntimeError, match="begin"):
        store.append({}, release_row(1))
    with store.lease("run"):
        store.begin()
        with pytest.raises(RuntimeError, match="not 2"):
            store.append({}, release_row(2))
        with pytest.raises(ValueError, match="another release"):
            store.append(frames([Spec(notice_id="a")], 5), release_row(1))
        with pytest.raises(ValueError, match="no table releases"):
            store.append({"releases": RELEASES.empty()}, release_row(1))


def test_tables_keep_their_history_for_ten_years_and_ask_no_new_protocol(store: Store) -> None:
    add(store, Spec(notice_id="a"))
    for table in TABLES.values():
        delta = DeltaTable(store.path(table))
        configuration = delta.metadata().configuration
        assert configuration["delta.logRetentionDuration"] == "interval 3650 days"
        assert configuration["delta.deletedFileRetentionDuration"] == "interval 3650 days"
        protocol = delta.protocol()
        assert (protocol.min_reader_version, protocol.min_writer_version) == (1, 2)


def test_a_store_of_another_schema_version_is_refused(store: Store) -> None:
    (store.folder / "store.json").write_text('{"schema_version": 99, "sample": true}')
    for opened in (lambda: Store.open(store.folder, sample=True), lambda: Store.existing(store.folder)):
        with pytest.raises(StoreVersion, match=rf"version 99.*reads {SCHEMA_VERSION}.*new home") as caught:
            opened()
        assert str(store.folder) in caught.value.what


def test_the_sample_and_real_sites_do_not_share_a_store(store: Store) -> None:
    with pytest.raises(WrongStore, match="holds the bundled sample; this run is of real sites"):
        Store.open(store.folder, sample=False)
    assert Store.existing(store.folder).sample


def test_a_reader_is_told_that_nothing_was_collected_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoStore):
        Store.existing(tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_json_is_named(store: Store) -> None:
    (store.folder / "store.json").write_text("{")
    with pytest.raises(UnreadableFile, match=r"store\.json"):
        Store.open(store.folder, sample=True)


def test_a_store_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for folder in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(NoPermission, match="a file stands where a folder is needed"):
            Store.open(folder, sample=True)


def test_check_finds_double_keys_missing_parents_and_unreadable_tables(store: Store) -> None:
    rows = frames([Spec(notice_id="a")], 1)
    doubled = rows | {"items": pl.concat([rows["items"], rows["items"]]), "notices": NOTICES.empty()}
    add(store, more=doubled)
    found = {(fault.table, fault.rule): fault.count for fault in store.check()}
    assert found[("items", "unique_key")] == 4
    assert found[("items", "has_notice")] == 4
    assert found[("copies", "has_notice")] == 1
    for file in store.path(FIGURES).glob("*.parquet"):
        file.unlink()
    assert ("figures", "readable") in {(fault.table, fault.rule) for fault in store.check()}


def test_times_are_utc_to_the_microsecond(store: Store) -> None:
    exact = dt.datetime(2026, 7, 1, 23, 59, 59, 123456, tzinfo=dt.UTC)
    rows = frames([Spec(notice_id="a")], 1)
    add(store, more=rows | {"notices": rows["notices"].with_columns(valid_from=pl.lit(exact))})
    assert store.read(NOTICES)["valid_from"].to_list() == [exact]
