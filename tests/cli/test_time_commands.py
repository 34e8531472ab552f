"""as-of, changes, diff and store, as a user runs them."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest
from collecting import collect
from processes import BIN, environment

from tasks.home import Home
from tasks.publish import publish
from tasks.store import Store


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two days of two sites. Not written again."""
    place = Home(tmp_path_factory.mktemp("home"))
    for day in (1, 2):
        collect(place, "shaxian", "fzxq", day=day)
        publish(Store.existing(place.store), place.published)
    return place


def tongbao(home: Home, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "tongbao", *arguments, "--home", home.root],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def answer(home: Home, *arguments: str | Path) -> str:
    done = tongbao(home, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_as_of_a_day_tells_rows_by_table_and_the_notices_that_stood(home: Home) -> None:
    told = json.loads(answer(home, "as-of", "2099-01-01", "--json"))
    assert sorted(one["revision"] for one in told["notices"]) == [1, 2]
    assert told["rows"]["notices"] == 2
    assert told["rows"]["changes"] == 5
    assert json.loads(answer(home, "as-of", "2000-01-01", "--json"))["notices"] == []
    first = Store.existing(home.store).releases()["recorded_at"][0].isoformat()
    then = json.loads(answer(home, "as-of", "2099-01-01", "--known-at", first, "--json"))
    assert [one["revision"] for one in then["notices"]] == [1, 1]
    assert "沙县区委" in re.sub(r"\s", "", answer(home, "as-of", "2099-01-01"))


def test_as_of_writes_the_tables_of_then_into_a_folder_with_persons_masked(home: Home, tmp_path: Path) -> None:
    first = Store.existing(home.store).releases()["recorded_at"][0].isoformat()
    for form in ("parquet", "csv"):
        answer(home, "as-of", "2099-01-01", "--known-at", first, "--to", tmp_path / form, "--format", form)
    files = {path.stem: path for path in (tmp_path / "parquet").rglob("*.parquet")}
    assert pl.read_parquet(files["notices"])["revision"].to_list() == [1, 1]
    assert pl.read_parquet(files["changes"]).is_empty()
    assert {path.stem for path in (tmp_path / "csv").rglob("*.csv")} == set(files)
    assert "陈晓翔" not in "".join(pl.read_parquet(files["texts"])["text"])


def test_a_day_that_is_none_and_one_before_all_are_named(home: Home) -> None:
    done = tongbao(home, "as-of", "tomorrow")
    assert done.returncode == 2
    assert "'tomorrow' is no day and no time. Write 2026-03-01" in done.stderr
    early = tongbao(home, "as-of", "2026-01-01", "--known-at", "2001-01-01")
    assert early.returncode == 1
    assert "knew nothing" in early.stderr


def test_diff_shows_figures_whole_and_names_masked_and_writes_a_page(home: Home, tmp_path: Path) -> None:
    notices = Store.existing(home.store).current_notices()
    changed = notices.filter(pl.col("revision") == 2)["notice_id"].item()
    shown = answer(home, "diff", changed)
    assert "[-27.05万元-]{+28.15万元+}" in shown
    assert "figure_changed" in shown
    page = tmp_path / "diff.html"
    answer(home, "diff", changed, "--from", "1", "--to", "2", "--html", page)
    html = page.read_text("utf-8")
    assert "<del>27.05万元</del><ins>28.15万元</ins>" in html
    assert "陈晓翔" not in html
    assert "陈某某" in html
    answer(home, "diff", changed, "--html", page, "--edition", "restricted")
    assert "陈晓翔" in page.read_text("utf-8")
    missing = tongbao(home, "diff", changed, "--to", "9")
    assert (missing.returncode, "has no revision" in missing.stderr) == (26, True)


def test_changes_since_a_day_are_the_publishers_own_unless_another_cause_is_named(home: Home) -> None:
    told = json.loads(answer(home, "changes", "--since", "2020-01-01", "--json"))
    assert {one["cause"] for one in told} == {"source_revision"}
    assert len(told) == 5
    assert json.loads(answer(home, "changes", "--since", "2099-01-01", "--json")) == []
    assert json.loads(answer(home, "changes", "--since", "2020-01-01", "--cause", "identity_merge", "--json")) == []
    assert "5 changes in 1 notices." in answer(home, "changes", "--since", "2020-01-01")
    assert tongbao(home, "changes", "--since", "2020-01-01", "--cause", "weather").returncode == 18


def test_store_lists_checks_compacts_and_vacuums(home: Home, tmp_path: Path) -> None:
    mine = Home(Path(shutil.copytree(home.root, tmp_path / "home", symlinks=True)))
    assert [one["kept"] for one in json.loads(answer(mine, "store", "releases", "--json"))] == [True, True]
    assert "Whole: 2 releases, 1 to 2." in answer(mine, "store", "check")
    assert "Release 3:" in answer(mine, "store", "compact")
    assert "Would be removed" in answer(mine, "store", "vacuum", "--keep", "1", "--dry-run")
    assert len(list((mine.published / "versions").glob("[0-9]*"))) == 2
    answer(mine, "store", "vacuum", "--keep", "1")
    assert len(list((mine.published / "versions").glob("[0-9]*"))) == 1
    assert [one["kept"] for one in json.loads(answer(mine, "store", "releases", "--json"))] == [False, False, True]
    assert "Whole: 1 releases" in answer(mine, "store", "check")
    next((mine.store / "items").glob("*.parquet")).unlink()
    damaged = tongbao(mine, "store", "check")
    assert damaged.returncode == 1
    assert "items." in damaged.stdout
