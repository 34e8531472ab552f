"""kill -9, and a full disk, anywhere between the first request and the published file."""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from pipeline_child import run
from store_child import finished, killed_after

from schemas.errors import DiskFull
from tasks.archive import read_record
from tasks.home import Home
from tasks.store import Store

KILLS = int(os.environ.get("TONGBAO_KILLS", "4"))
TIMES = ["valid_from", "recorded_at", "first_seen", "fetched_at", "warc_file", "warc_offset", "release", "run_id"]


def published(home: Home) -> dict[str, pl.DataFrame]:
    """The published tables without times, runs and places in the archive."""
    tables = {}
    for folder in sorted((home.published / "current").resolve().iterdir()):
        if folder.is_dir() and list(folder.glob("*.parquet")):
            rows = pl.read_parquet(folder / "*.parquet")
            kept = rows.drop([name for name in TIMES if name in rows.columns])
            tables[folder.name] = kept.sort(kept.columns)
    return tables


def assert_kept(home: Home, acknowledged: Path) -> int:
    """Every capture the archive ever said it had can be read back, byte for byte; gives how many."""
    lines = [json.loads(line) for line in acknowledged.read_text().splitlines()]
    told = [line for line in lines if line[0] is not None and line[2] is not None]
    for file, offset, sha256 in told:
        assert hashlib.sha256(read_record(home.archive, file, offset)).hexdigest() == sha256
    return len(told)


def test_a_run_killed_anywhere_loses_no_capture_and_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    chance = random.Random(20260702)
    home, acknowledged = Home(tmp_path / "home"), tmp_path / "acknowledged"
    codes = []
    for day in (1, 2):
        for _ in range(KILLS // 2):
            codes.append(killed_after(chance.uniform(0.05, 3), run, home.root, day, acknowledged))
            if (home.store / "store.json").exists():
                assert Store.existing(home.store).check() == ()
        assert finished(run, home.root, day, acknowledged) == 0
        assert finished(run, tmp_path / "undisturbed", day, tmp_path / "noted") == 0
    assert set(codes) <= {-signal.SIGKILL, 0}
    assert -signal.SIGKILL in codes
    assert assert_kept(home, acknowledged) >= assert_kept(Home(tmp_path / "undisturbed"), tmp_path / "noted")
    ours, theirs = published(home), published(Home(tmp_path / "undisturbed"))
    assert set(ours) == set(theirs)
    for name in NOTICE_TABLES:
        assert ours[name].equals(theirs[name]), name


NOTICE_TABLES = ("notices", "texts", "items", "measures", "figures", "money_flows", "changes", "sanctions")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    command = shutil.which("mount")
    if command is None:
        pytest.skip("no mount command: a small disk cannot be made")
    mounted = subprocess.run(
        [command, "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(f"a tmpfs cannot be mounted here: {mounted.stderr.strip()}")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


@pytest.mark.parametrize("room", [4_096, 150_000, 300_000])
def test_a_disk_that_fills_up_in_the_middle_of_a_run_loses_nothing(small_disk: Path, tmp_path: Path, room: int) -> None:
    home, acknowledged = Home(small_disk / "home"), tmp_path / "acknowledged"
    run(home.root, 1, acknowledged)
    before = published(home)
    filler = small_disk / "filler"
    free = shutil.disk_usage(small_disk).free
    filler.write_bytes(b"0" * max(0, free - room))
    with pytest.raises(DiskFull, match=r"[Nn]o room"):
        run(home.root, 2, acknowledged)
    assert Store.existing(home.store).check() == ()
    assert all(published(home)[name].equals(rows) for name, rows in before.items())
    filler.unlink()
    run(home.root, 2, acknowledged)
    assert_kept(home, acknowledged)
    run(tmp_path / "undisturbed", 1, tmp_path / "noted")
    run(tmp_path / "undisturbed", 2, tmp_path / "noted")
    ours, theirs = published(home), published(Home(tmp_path / "undisturbed"))
    for name in NOTICE_TABLES:
        assert ours[name].equals(theirs[name]), name
