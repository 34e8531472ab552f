"""Compaction and vacuum never take what a kept release needs."""

import json
from pathlib import Path

import pytest
from deltalake import DeltaTable
from hypothesis import example, given, settings
from hypothesis import strategies as st
from store_child import specs
from store_rows import Spec, add, frames, release_row

from schemas.dataset import APPEND_ORDER
from schemas.errors import DataProblem, NoStore
from schemas.notice import NOTICES
from schemas.structure import ITEMS
from tasks.store import Store, compact, vacuum
from tasks.store import delta as delta_tables


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", sample=True)


def contents(store: Store, release: int) -> dict[str, list[tuple[object, ...]]]:
    then = store.as_of(release)
    return {table.name: then.read(table).sort(table.key).rows() for table in APPEND_ORDER}


def files(store: Store) -> set[Path]:
    return set(store.path(ITEMS).glob("*.parquet"))


def test_compaction_joins_files_and_every_release_reads_as_before(store: Store) -> None:
    for number in range(1, 6):
        add(store, *specs(number))
    before = {number: contents(store, number) for number in range(1, 6)}
    done = compact(store)
    assert done.release == 6
    assert "items" in done.tables
    assert len(DeltaTable(store.path(ITEMS)).file_uris()) == 1
    assert {number: contents(store, number) for number in before} == before
    assert contents(store, 6) == before[5]
    assert store.check() == ()
    assert compact(store).release is None, "nothing is left to join"
    assert add(store, *specs(7)).release == 7
    assert len(store.read(NOTICES)) == len(before[5]["notices"]) + 2


def test_a_compaction_killed_on_its_way_is_taken_back(store: Store) -> None:
    for number in range(1, 4):
        add(store, *specs(number))
    with store.lease("killed"):
        delta_tables.compact(store.path(ITEMS), ITEMS, store.begin())
    assert add(store, *specs(4)).release == 4
    assert store.check() == ()
    assert [store.as_of(number).current_notices().height for number in range(1, 5)] == [1, 2, 3, 4]


def test_vacuum_removes_the_small_files_only_releases_not_kept_needed(store: Store) -> None:
    for number in range(1, 6):
        add(store, *specs(number))
    compact(store)
    small = files(store)
    kept = {number: contents(store, number) for number in (4, 5, 6)}
    dry = vacuum(store, 3, dry_run=True)
    assert dry.kept == (4, 5, 6)
    going = {one.table for one in dry.removed if one.files}
    assert going == {"releases"}, "releases 4 and 5 still need every small file; that table is read at its last version"
    assert vacuum(store, 1, dry_run=True).kept == (6,)
    assert files(store) == small, "a dry run removes nothing"
    assert {number: contents(store, number) for number in kept} == kept
    done = vacuum(store, 1, dry_run=False)
    assert done.kept == (6,)
    assert {one.table: one.files for one in done.removed}["items"] == 5
    assert len(files(store)) == 1
    assert contents(store, 6) == kept[6]
    assert store.check() == ()
    with pytest.raises(DataProblem, match=r"Release 5 .* was vacuumed.*Releases from 6 on"):
        store.as_of(5)


def test_vacuum_removes_what_killed_runs_left(store: Store) -> None:
    add(store, Spec(notice_id="a"))
    with store.lease("killed"):
        number = store.begin()
        delta_tables.append(
            DeltaTable(store.path(ITEMS)), ITEMS, frames([Spec(notice_id="b")], number)["items"], number
        )
    orphans = {path.name for path in files(store)}
    vacuum(store, 1, dry_run=False)
    assert len(orphans) == 2
    assert len(files(store)) == 1
    assert store.check() == ()
    assert add(store, Spec(notice_id="b")).release == 2


def test_one_release_at_least_is_kept_and_a_store_without_any_is_named(store: Store) -> None:
    with pytest.raises(NoStore):
        vacuum(store, 1, dry_run=False)
    with pytest.raises(NoStore):
        compact(store)
    add(store, Spec(notice_id="a"))
    with pytest.raises(DataProblem, match="0 releases kept"):
        vacuum(store, 0, dry_run=False)


STEPS = st.lists(st.sampled_from(["run", "compact", "killed", "vacuum1", "vacuum2"]), max_size=5)


@given(STEPS)
@example(["killed", "vacuum1", "vacuum1"])
@example(["run", "compact", "run", "vacuum2", "killed"])
@settings(max_examples=8, deadline=None)
def test_whatever_order_upkeep_and_runs_come_in_every_kept_release_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    store = Store.open(tmp_path_factory.mktemp("upkeep") / "store", sample=True)
    add(store, *specs(1))
    known = {1: contents(store, 1)}
    first = 1
    for step in steps:
        last = max(known)
        if step == "run":
            made = add(store, *specs(last + 1)).release
            known[made] = contents(store, made)
        elif step == "compact":
            joined = compact(store).release
            known |= {joined: known[last]} if joined else {}
        elif step == "killed":
            with store.lease("killed"):
                number = store.begin()
                delta_tables.append(
                    DeltaTable(store.path(ITEMS)), ITEMS, frames([Spec(notice_id="x")], number)["items"], number
                )
        else:
            first = vacuum(store, int(step[-1]), dry_run=False).kept[0]
        for release, rows in known.items():
            if release >= first:
                assert contents(store, release) == rows, (steps, release)
        assert store.check() == ()


def test_check_finds_a_file_of_an_older_release_that_is_missing_or_cut(store: Store) -> None:
    for number in range(1, 4):
        add(store, *specs(number))
    compact(store)
    version = json.loads(store.as_of(2).releases()["versions"][-1])["items"]
    lost, cut = (store.path(ITEMS) / file.path for file in delta_tables.files(store.path(ITEMS), version))
    lost.unlink()
    cut.write_bytes(cut.read_bytes()[:-1])
    found = [fault for fault in store.check() if fault.rule == "files_present"]
    assert [(fault.table, fault.count) for fault in found] == [("items", 1), ("items", 2), ("items", 2)]
    assert found[0].detail.startswith("release 1 needs")


def test_check_finds_rows_that_a_later_release_lost(store: Store) -> None:
    add(store, *specs(1))
    add(store, *specs(2))
    DeltaTable(store.path(ITEMS)).delete("notice_id = 'n1'")
    add(store, *specs(3))
    assert store.check() == (), "what no release pins is taken back"
    with store.lease("tampering"):
        number = store.begin()
        DeltaTable(store.path(ITEMS)).delete("notice_id = 'n1'")
        store.append({}, release_row(number))
    assert ("items", "only_added") in {(fault.table, fault.rule) for fault in store.check()}
