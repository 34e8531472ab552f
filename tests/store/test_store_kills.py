"""kill -9 in the middle of a run; two writers at once; a disk that fills up."""

import os
import random
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from processes import processes
from store_child import finished, hold, killed_after, specs, write_runs
from store_rows import Spec, add

from schemas.dataset import TABLES
from schemas.errors import DiskFull, NoPermission, StoreBusy
from schemas.notice import NOTICES
from schemas.operations import RELEASES
from schemas.structure import ITEMS
from tasks.store import Store

# CI kills a few; `TONGBAO_KILLS=200 pytest tests/store/test_store_kills.py` is the long way.
KILLS = int(os.environ.get("TONGBAO_KILLS", "8"))
ENDLESS = 1_000_000


def assert_whole(store: Store) -> int:
    """Every row of every run up to the release, and none of a later one; gives the release."""
    release = store.release()
    if release is None:
        # Nothing to hold on to: the first release may come between this look and the next.
        return 0
    store, done = store.as_of(release.release), release.release
    expected = [(spec.notice_id, spec.revision) for run in range(1, done + 1) for spec in specs(run)]
    assert sorted(store.read(NOTICES, ["notice_id", "revision"]).rows()) == sorted(expected)
    assert store.read(ITEMS).height == sum(spec.items for run in range(1, done + 1) for spec in specs(run))
    assert store.check() == ()
    return done


def test_runs_killed_at_any_moment_leave_whole_releases_and_end_as_undisturbed_ones(tmp_path: Path) -> None:
    chance = random.Random(20260701)
    folder = tmp_path / "store"
    Store.open(folder, sample=True)
    with reading(folder) as seen:
        for _ in range(KILLS):
            assert killed_after(chance.uniform(0.02, 0.6), write_runs, folder, ENDLESS) == -signal.SIGKILL
            seen.append(assert_whole(Store.existing(folder)))
    assert seen == sorted(seen), "no release is ever taken back"
    last = seen[-1] + 1
    for path in (folder, tmp_path / "undisturbed"):
        assert finished(write_runs, path, last) == 0
    store, undisturbed = Store.existing(folder), Store.existing(tmp_path / "undisturbed")
    assert assert_whole(store) == last
    for table in TABLES.values():
        ours, theirs = (each.read(table).sort(table.key) for each in (store, undisturbed))
        if table == RELEASES:
            ours, theirs = ours.drop("versions"), theirs.drop("versions")
        assert ours.equals(theirs), table.name


@contextmanager
def reading(folder: Path) -> Iterator[list[int]]:
    """Reads the store over and over while the block writes and kills; gives the releases met, each seen to be whole."""
    seen: list[int] = []
    faults: list[BaseException] = []
    done = threading.Event()
    reader = threading.Thread(target=_read_on, args=(folder, seen, faults, done))
    reader.start()
    try:
        yield seen
    finally:
        done.set()
        reader.join()
    assert faults == []
    assert seen


def _read_on(folder: Path, seen: list[int], faults: list[BaseException], done: threading.Event) -> None:
    while not done.is_set() and not faults:
        try:
            assert_whole(Store.existing(folder))
            done.wait(0.05)
        except BaseException as error:  # noqa: BLE001
            faults.append(error)


def test_a_second_writer_is_told_who_holds_the_store_until_that_one_dies(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store", sample=True)
    held = processes().Event()
    holder = processes().Process(target=hold, args=(store.folder, held))
    holder.start()
    try:
        assert held.wait(20)
        with (
            pytest.raises(StoreBusy, match=f"process {holder.pid} on .*run run-held, since 20") as busy,
            store.lease("b"),
        ):
            pass
        assert busy.value.remedy
    finally:
        holder.kill()
        holder.join()
    with store.lease("run-after"):
        assert store.begin() == 1


def test_the_lease_excludes_another_part_of_the_same_process_and_ends_with_its_block(tmp_path: Path) -> None:
    one, two = (Store.open(tmp_path / "store", sample=True) for _ in range(2))
    with one.lease("first"), pytest.raises(StoreBusy, match="first"), two.lease("second"):
        pass
    with two.lease("second"):
        pass
    assert not (tmp_path / "store" / ".lease.json").exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = shutil.which("mount")
    if command is None:
        pytest.skip("no mount command: a small disk cannot be made")
    mounted = subprocess.run(
        [command, "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a tmpfs cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(filler: Path) -> None:
    """Takes the room that is left, to the last page."""
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 4096)


def test_a_full_disk_is_named_and_the_last_release_stays_whole(small_disk: Path) -> None:
    store = Store.open(small_disk / "store", sample=True)
    add(store, Spec(notice_id="a"))
    filler = small_disk / "filler"
    fill(filler)
    with pytest.raises(DiskFull, match="no room"):
        add(store, Spec(notice_id="b"))
    assert store.current_notices()["notice_id"].to_list() == ["a"]
    assert store.check() == ()
    filler.unlink()
    assert add(store, Spec(notice_id="b")).release == 2
    assert store.check() == ()


def test_a_read_only_disk_is_named_and_still_read(small_disk: Path) -> None:
    store = Store.open(small_disk / "store", sample=True)
    add(store, Spec(notice_id="a"))
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(NoPermission, match="may not be written"):
        add(store, Spec(notice_id="b"))
    with pytest.raises(NoPermission, match="may not be written"):
        Store.open(small_disk / "other", sample=True)
    assert Store.existing(store.folder).current_notices().height == 1
