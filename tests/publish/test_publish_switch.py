"""Whoever reads ``current`` sees one whole publication: during a switch, after a kill, without links."""

import hashlib
import json
import random
import signal
import threading
import time
from pathlib import Path

import duckdb
import pytest
from publish_child import publish_runs
from store_child import finished, killed_after
from store_rows import Spec, add

from tasks.publish import publish, switch
from tasks.store import Store

RUNS = 3


def assert_whole(version: Path) -> int:
    """Every file the manifest names is there, as named, and no other; gives the release."""
    manifest = json.loads((version / "manifest.json").read_text())
    named = {file["path"]: file["sha256"] for file in manifest["files"]}
    there = {
        str(file.relative_to(version)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in version.rglob("*.parquet")
    }
    assert there == named
    release: int = manifest["release"]
    return release


def test_a_reader_never_sees_a_torn_set_during_ten_publications(tmp_path: Path) -> None:
    store, folder = Store.open(tmp_path / "store", sample=True), tmp_path / "published"
    add(store, Spec(notice_id="n0"))
    publish(store, folder)
    duck = duckdb.connect()
    stop, seen, failures = threading.Event(), [], []

    def read() -> None:
        while not stop.is_set():
            try:
                seen.append(assert_whole((folder / "current").resolve()))
                # A glob through the link too, by a reader that opens each file once: the table is one file here.
                (items,) = duck.execute(f"SELECT count(*) FROM '{folder}/current/items/*.parquet'").fetchall()[0]
                assert items % 2 == 0
                time.sleep(0.005)
            except Exception as error:  # noqa: BLE001 (whatever it is, the test must fail by it)
                failures.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 11):
        add(store, Spec(notice_id=f"n{number}"))
        publish(store, folder)
    stop.set()
    reader.join()
    assert failures == []
    assert seen == sorted(seen)
    assert len(set(seen)) > 3


def test_a_publisher_killed_at_any_moment_leaves_current_whole_and_the_next_one_clean(tmp_path: Path) -> None:
    chance = random.Random(20260702)
    home = tmp_path / "home"
    for _ in range(4):
        assert killed_after(chance.uniform(0.05, 0.9), publish_runs, home, RUNS) in (-signal.SIGKILL, 0)
        if (home / "published" / "current").exists():
            assert_whole((home / "published" / "current").resolve())
    assert finished(publish_runs, home, RUNS) == 0
    assert finished(publish_runs, tmp_path / "undisturbed", RUNS) == 0
    current = (home / "published" / "current").resolve()
    assert assert_whole(current) == RUNS
    assert not list((home / "published" / "versions").glob("*.partial"))
    undisturbed = tmp_path / "undisturbed" / "published" / "current"
    ours, theirs = (json.loads((each / "manifest.json").read_text())["files"] for each in (current, undisturbed))
    assert ours == theirs


def test_orphans_of_a_killed_publication_are_removed_by_the_next(tmp_path: Path) -> None:
    store, folder = Store.open(tmp_path / "store", sample=True), tmp_path / "published"
    orphan = folder / "versions" / "1.partial" / "items"
    orphan.mkdir(parents=True)
    (orphan / "2026-06.parquet").write_bytes(b"half")
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    assert sorted(path.name for path in (folder / "versions").iterdir() if path.is_dir()) == ["1"]
    assert_whole((folder / "current").resolve())


def test_a_version_built_before_the_kill_is_switched_to_and_not_built_again(tmp_path: Path) -> None:
    store, folder = Store.open(tmp_path / "store", sample=True), tmp_path / "published"
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    add(store, Spec(notice_id="b"))
    publish(store, folder)
    switch.switch(folder / "current", folder / "versions" / "1")
    made = publish(store, folder)
    assert (made.release, made.files_written, made.switched) == (2, 0, True)
    assert assert_whole((folder / "current").resolve()) == 2


def test_without_symbolic_links_a_folder_takes_the_place(tmp_path: Path) -> None:
    store, folder = Store.open(tmp_path / "store", sample=True), tmp_path / "published"
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    (folder / "current").unlink()
    switch.switch_by_rename(folder / "current", folder / "versions" / "1")
    assert not (folder / "current").is_symlink()
    assert assert_whole(folder / "current") == 1
    add(store, Spec(notice_id="b"))
    assert publish(store, folder).switched
    assert assert_whole(folder / "current") == 2
    assert sorted(path.name for path in folder.iterdir()) == ["current", "index.json", "versions"]


def test_a_link_across_file_systems_becomes_a_copy_with_the_same_time(tmp_path: Path) -> None:
    shared = Path("/dev/shm")
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system to link across")
    source, target = tmp_path / "a.parquet", shared / f"{tmp_path.name}-{tmp_path.parent.name}" / "a.parquet"
    source.write_bytes(b"rows")
    try:
        target.parent.mkdir()
        switch.link(source, target)
        assert target.read_bytes() == b"rows"
        assert target.stat().st_mtime_ns == source.stat().st_mtime_ns
        assert target.stat().st_ino != source.stat().st_ino
    finally:
        target.unlink(missing_ok=True)
        target.parent.rmdir()
