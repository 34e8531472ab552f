"""The main job as a user runs it: the real command, the real flows, a real Prefect server."""

import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import duckdb
import httpx
import pandas as pd
import polars as pl
import pytest
from processes import BIN, environment

from schemas.dataset import PUBLISHED_LOGS, PUBLISHED_NOTICES

ITEMS = {"changle": 52, "taijiang": 98, "luojiang": 66, "fzxq": 9, "shaxian": 83}
# Of the run that wrote a row: its times, and the names and places that hold its id
TIMES = ["valid_from", "recorded_at", "first_seen", "capture_id", "warc_file", "warc_offset", "release"]


def tongbao(home: Path, server: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "tongbao", *arguments],
        env=settings(home, server),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def settings(home: Path, server: str) -> dict[str, str]:
    (home / "prefect").mkdir(parents=True, exist_ok=True)
    return environment(TONGBAO_HOME=str(home), PREFECT_API_URL=server, PREFECT_HOME=str(home / "prefect"))


def summary(home: Path, server: str, *arguments: str) -> dict[str, int]:
    done = tongbao(home, server, "run", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "quiet in a pipe"
    counts: dict[str, int] = json.loads(done.stdout)
    return {name: counts[name] for name in ("found", "new", "changed", "unchanged", "refused", "quarantined")}


def published(home: Path) -> dict[str, pl.DataFrame]:
    """The published tables of notices without the times of recording, rows in an order of their own."""
    tables = {}
    for table in PUBLISHED_NOTICES:
        rows = pl.read_parquet(home / "published" / "current" / table.name / "*.parquet")
        kept = rows.drop([name for name in TIMES if name in rows.columns])
        tables[table.name] = kept.sort(kept.columns)
    return tables


def files_of(home: Path) -> dict[str, tuple[int, int, int]]:
    current = (home / "published" / "current").resolve()
    files = {path.relative_to(current).as_posix(): path.stat() for path in current.rglob("*.parquet")}
    return {name: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in files.items()}


@pytest.fixture(scope="module")
def first_day(tmp_path_factory: pytest.TempPathFactory, server: str) -> Path:
    """A home after one undisturbed run of day 1. Not written again."""
    home = tmp_path_factory.mktemp("first")
    counts = summary(home, server)
    assert counts == {"found": 8, "new": 5, "changed": 0, "unchanged": 0, "refused": 1, "quarantined": 0}
    return home


@pytest.fixture(scope="module")
def second_day(tmp_path_factory: pytest.TempPathFactory, server: str, first_day: Path) -> Path:
    """The same home after an undisturbed run of day 2. Not written again."""
    home = shutil.copytree(first_day, tmp_path_factory.mktemp("second") / "home", symlinks=True)
    counts = summary(home, server, "--day", "2")
    assert counts == {"found": 8, "new": 0, "changed": 1, "unchanged": 1, "refused": 4, "quarantined": 0}
    return home


def test_the_published_folder_opens_alike_in_duckdb_polars_and_pandas(first_day: Path) -> None:
    glob = f"{first_day}/published/current/items/*.parquet"
    by_source = f"select source_id, count(*) from '{glob}' join '{glob.replace('items', 'notices')}' using (notice_id) group by 1"
    assert dict(duckdb.sql(by_source).fetchall()) == ITEMS
    items = pl.read_parquet(glob)
    files = sorted((first_day / "published" / "current" / "items").resolve().glob("*.parquet"))
    frame = pd.concat(pd.read_parquet(file) for file in files)
    assert len(frame) == items.height == sum(ITEMS.values())
    assert items.filter(pl.col("item_no") == 35)["text"].str.starts_with("35.2025年来").any()


def test_reposts_are_copies_and_not_notices(first_day: Path) -> None:
    tables = published(first_day)
    assert tables["notices"].height == 5
    roles = tables["copies"].select("source_id", "role").rows()
    assert sorted(roles) == [
        ("changle", "canonical"),
        ("fujian-jw", "copy"),
        ("fujian-jw", "copy"),
        ("fzxq", "canonical"),
        ("luojiang", "canonical"),
        ("shaxian", "canonical"),
        ("taijiang", "canonical"),
    ]


def test_nothing_changed_means_no_new_byte_in_any_table_of_notices(
    tmp_path: Path, first_day: Path, server: str
) -> None:
    home = shutil.copytree(first_day, tmp_path / "home", symlinks=True)
    before = files_of(home)
    counts = summary(home, server)
    assert counts == {"found": 8, "new": 0, "changed": 0, "unchanged": 5, "refused": 1, "quarantined": 0}
    after = files_of(home)
    assert before.keys() == after.keys()
    # What the run did is published all the same: its attempts, how each page and each source stands.
    logs = {name.partition("/")[0] for name in after if after[name] != before[name]}
    assert logs == {table.name for table in PUBLISHED_LOGS}


def test_the_failing_source_is_shown_and_the_others_are_published(second_day: Path, server: str) -> None:
    glob = f"{second_day}/published/current/{{}}/*.parquet"
    health = (
        f"select source_id, state from '{glob.format('source_health')}' qualify started_at = max(started_at) over ()"
    )
    states = dict(duckdb.sql(health).fetchall())
    assert states == dict.fromkeys(("changle", "fujian-jw", "fzxq", "luojiang", "shaxian"), "ok") | {
        "taijiang": "failing"
    }
    pages = dict(duckdb.sql(f"select state, count(*) from '{glob.format('pages')}' group by 1").fetchall())
    # One page is missing once, by status or in words: no takedown. The wall says nothing of the page behind it.
    assert pages == {"live": 6, "soft_404": 2}
    artifacts = httpx.post(f"{server}/artifacts/latest/filter", json={}).json()
    sources = json.loads(next(one["data"] for one in artifacts if one["key"] == "collect-sources"))
    assert {"taijiang", "fzxq"} <= {row["source"] for row in sources}


def test_day_2_shows_exactly_the_edits_made(second_day: Path) -> None:
    tables = published(second_day)
    changes = tables["changes"].sort("change_no")
    assert changes["cause"].unique().to_list() == ["source_revision"]
    assert changes.select("kind", "item_no_before", "item_no_after").rows() == [
        ("status_changed", 2, 2),
        ("figure_changed", 8, 8),
        ("item_moved", 20, 22),
        ("item_dropped", 42, None),
        ("item_added", None, 69),
    ]
    figure = changes.filter(pl.col("kind") == "figure_changed").row(0, named=True)
    assert (figure["before"], figure["after"]) == ("27.05万元", "28.15万元")
    # The page that is gone, the wall and the soft 404 took nothing away.
    assert tables["notices"].height == 5
    assert tables["notices"].filter(pl.col("revision") == 2)["source_id"].to_list() == ["shaxian"]
    drifts = dict(tables["copies"].filter(pl.col("role") == "copy").select("title", "drift").iter_rows())
    shaxian = next(drift for title, drift in drifts.items() if "沙县" in title)
    changle = next(drift for title, drift in drifts.items() if "长乐" in title)
    assert shaxian > changle > 0


def test_the_wall_and_the_missing_pages_are_recorded_as_what_they_are(second_day: Path) -> None:
    captures = pl.scan_delta(str(second_day / "store" / "captures")).filter(pl.col("purpose") == "page").collect()
    last = captures.sort("fetched_at").group_by("url", maintain_order=True).last()
    outcomes = {row["source_id"]: row["outcome"] for row in last.iter_rows(named=True) if "4288" not in row["url"]}
    assert outcomes["taijiang"] == "blocked"
    assert outcomes["fzxq"] == "soft_not_found"
    assert outcomes["luojiang"] == "gone"
    assert outcomes["changle"] == "ok"
    assert captures["warc_offset"].null_count() == 0


def test_verify_proves_every_quote(second_day: Path, server: str) -> None:
    done = tongbao(second_day, server, "verify")
    assert done.returncode == 0, done.stdout + done.stderr


def test_replay_rebuilds_every_row_from_the_archive(second_day: Path, server: str) -> None:
    done = tongbao(second_day, server, "replay")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("2 runs replayed")


def test_diff_shows_the_changes_of_a_notice(second_day: Path, server: str) -> None:
    done = tongbao(second_day, server, "diff", "350405")
    assert done.returncode == 0
    assert "27.05万元" in done.stdout
    assert "Item 20 moved; it is now item 22" in done.stdout


def test_the_run_left_its_summary_and_its_changes_in_the_ui(second_day: Path, server: str) -> None:
    artifacts = {
        artifact["key"]: artifact["data"]
        for artifact in httpx.post(f"{server}/artifacts/latest/filter", json={}).json()
    }
    assert "| **new** | 0 |" in artifacts["collect-summary"]
    kinds = [row["kind"] for row in json.loads(artifacts["collect-changes"])]
    assert kinds == ["status_changed", "figure_changed", "item_moved", "item_dropped", "item_added"]
    assert {row["why"] for row in json.loads(artifacts["collect-refused"])} >= {"blocked", "gone", "soft_not_found"}


# Counted from the first byte in the archive: while pages come in, while they are read and stored, while published.
@pytest.mark.parametrize("seconds", [0.0, 0.4, 0.8, 1.2, 1.8])
def test_a_killed_run_is_made_good_by_the_next(
    tmp_path: Path, server: str, first_day: Path, second_day: Path, seconds: float
) -> None:
    home = shutil.copytree(first_day, tmp_path / "home", symlinks=True)
    process = subprocess.Popen(
        [BIN / "tongbao", "run", "--day", "2"],
        env=settings(home, server),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    runs = len(list((home / "archive").iterdir()))
    while len(list((home / "archive").iterdir())) == runs:
        assert process.poll() is None, "the run ended before it archived anything"
        time.sleep(0.01)
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
    whole = [published(first_day), published(second_day)]
    assert any(same(published(home), tables) for tables in whole), "a reader saw half a run"
    summary(home, server, "--day", "2")
    assert same(published(home), whole[1])


def same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> bool:
    return one.keys() == other.keys() and all(one[name].equals(other[name]) for name in one)


def test_a_second_run_waits_for_nobody_and_says_who_holds_the_store(tmp_path: Path, server: str) -> None:
    holder = subprocess.Popen(
        [
            BIN / "python",
            "-c",
            "import sys; from pathlib import Path; from tasks.store import Store\n"
            "store = Store.open(Path(sys.argv[1]) / 'store', sample=True)\n"
            "with store.lease('the first run'): print('held', flush=True); sys.stdin.read()",
            tmp_path,
        ],
        env=settings(tmp_path, server),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    done = tongbao(tmp_path, server, "run")
    holder.communicate(b"")
    assert done.returncode == 21
    assert f"process {holder.pid}" in done.stderr
    assert done.stderr.count("\n") == 1
