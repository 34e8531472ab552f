"""Readers in a process of their own, while ten releases are published and old ones go: each sees whole releases."""

import datetime as dt
import json
from multiprocessing.connection import Connection
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from processes import processes
from publish_child import hold_open, resolve_anew
from store_rows import Spec, add

from tasks.publish import publish
from tasks.publish.retention import retire
from tasks.store import Store

RELEASES = 10


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", sample=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "published"


def release(store: Store, folder: Path, number: int) -> int:
    """A notice more, of one of three years, and a new revision of the first: two files change, the others stay."""
    first = Spec(notice_id="first", revision=number, words=f"第{number}版")
    made = add(store, first, Spec(notice_id=f"n{number}", signed_on=dt.date(2023 + number % 3, 5, 1)))
    publish(store, folder)
    return made.release


def released(store: Store, folder: Path, pipe: Connection, *, also_kept: set[int]) -> list[dict[str, int]]:
    """Publishes ten releases beside a reader that is ready, retiring old ones; gives what the reader saw."""
    assert pipe.recv() == "ready"
    for number in range(2, RELEASES + 2):
        last = release(store, folder, number)
        # A reader has the time of three publications to read what it resolved.
        retire(folder, {*range(last - 3, last + 1), *also_kept}, dry_run=False)
    pipe.send("stop")
    seen: list[dict[str, int]] = json.loads(pipe.recv())
    for rows in seen:
        # Each notice has two items and a text, in each release.
        assert rows == {"notices": rows["notices"], "items": 2 * rows["notices"], "texts": rows["notices"]}
    return seen


def test_who_opened_a_release_reads_it_unchanged_through_ten_more(store: Store, folder: Path) -> None:
    first = release(store, folder, 1)
    ours, theirs = processes().Pipe()
    reader = processes().Process(target=hold_open, args=(folder, theirs))
    reader.start()
    # Else a reader that fails would leave the test waiting for what it does not send.
    theirs.close()
    seen = released(store, folder, ours, also_kept={first})
    reader.join()
    assert reader.exitcode == 0
    assert {rows["notices"] for rows in seen} == {2}


def test_who_resolves_current_anew_sees_each_release_whole_and_never_an_older_one(store: Store, folder: Path) -> None:
    release(store, folder, 1)
    ours, theirs = processes().Pipe()
    reader = processes().Process(target=resolve_anew, args=(folder, theirs))
    reader.start()
    # Else a reader that fails would leave the test waiting for what it does not send.
    theirs.close()
    seen = [rows["notices"] for rows in released(store, folder, ours, also_kept=set())]
    reader.join()
    assert reader.exitcode == 0
    assert seen == sorted(seen)
    assert seen[-1] == RELEASES + 2
    assert len(set(seen)) > 2
    assert sorted(int(path.name) for path in (folder / "versions").iterdir() if path.is_dir()) == [8, 9, 10, 11]


def test_files_open_when_their_version_is_retired_are_read_to_the_end(store: Store, folder: Path) -> None:
    release(store, folder, 1)
    files = [path.open("rb") for path in (folder / "current").resolve().glob("items/*.parquet")]
    for number in (2, 3):
        last = release(store, folder, number)
    retire(folder, {last}, dry_run=False)
    assert not (folder / "versions" / "1").exists()
    read = [pq.ParquetFile(file).read() for file in files]
    for file in files:
        file.close()
    assert sum(rows.num_rows for rows in read) == 4
    assert {text for rows in read for text in rows["text"].to_pylist() if "版" in text} == {"1.第1版", "2.第1版"}
