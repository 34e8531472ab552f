"""notices list, show, log, merge and split, as a user runs them."""

import json
import shutil
import subprocess
from pathlib import Path

import polars as pl
import pytest
from collecting import collect
from processes import BIN, environment

from schemas.history import COPIES
from tasks.home import Home
from tasks.publish import publish
from tasks.store import Store

SHAXIAN, BINHAI = "350405-20250220-551a14", "350100-20210325-dee303"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Two days of three sites, one of which re-posts. Not written again."""
    place = Home(tmp_path_factory.mktemp("collected"))
    for day in (1, 2):
        collect(place, "shaxian", "fzxq", "fujian-jw", day=day)
        publish(Store.existing(place.store), place.published)
    return place


@pytest.fixture
def home(collected: Home, tmp_path: Path) -> Home:
    return Home(Path(shutil.copytree(collected.root, tmp_path / "home", symlinks=True)))


def tongbao(home: Home, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "tongbao", "notices", *arguments, "--home", home.root],
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def answer(home: Home, *arguments: str) -> str:
    done = tongbao(home, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def refused(home: Home, code: int, words: str, *arguments: str) -> None:
    done = tongbao(home, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith("tongbao: ")
    assert done.stderr.count("\n") == 1, "one line"
    assert words in done.stderr


def published(home: Home) -> dict[str, list[str]]:
    """The ids of notices in the published folder, and of the notices that the pages there carry."""
    current = (home.published / "current").resolve()
    ids = {name: pl.read_parquet(current / name / "*.parquet")["notice_id"] for name in ("notices", "copies", "items")}
    return {name: sorted(rows.unique()) for name, rows in ids.items()}


def tables(home: Home) -> dict[Path, int]:
    """Every file of the store's tables and of what was published, and when it was last written."""
    files = [*home.store.glob("*/*.parquet"), *home.store.glob("*/_delta_log/*"), *home.published.rglob("*")]
    return {path: path.stat().st_mtime_ns for path in files}


def carried(home: Home) -> pl.DataFrame:
    return Store.existing(home.store).current(COPIES).select("url", "notice_id", "role", "delay", "drift")


def test_the_notices_are_listed_with_their_ids(collected: Home) -> None:
    told = json.loads(answer(collected, "list", "--json"))
    assert {SHAXIAN, BINHAI} <= {one["notice_id"] for one in told}
    assert SHAXIAN in answer(collected, "list")


def test_a_notice_is_shown_with_its_pages_and_revisions(collected: Home) -> None:
    shown = answer(collected, "show", "350405")
    for words in (
        "中共三明市沙县区委关于巡视整改进展情况的通报",
        "省委巡视七组",
        "2024-08-18 to 2024-09-30",
        "http://jw.fujian.example/info/1035/26911.htm",
        "hours behind · 32 clauses differ · live",
        "source_revision",
    ):
        assert words in shown
    told = json.loads(answer(collected, "show", SHAXIAN, "--json"))
    assert [page["role"] for page in told["pages"]] == ["canonical", "copy"]
    assert [one["changes"] for one in told["revisions"]] == [0, 5]


def test_before_a_decision_the_two_are_shown_side_by_side_and_nothing_is_recorded(home: Home) -> None:
    before = tables(home)
    shown = answer(home, "merge", SHAXIAN, BINHAI, "--dry-run")
    for words in ("中共三明市沙县区委", "2025-02-20", "2021-03-25", "Facts that differ: ", "feedback_on"):
        assert words in shown
    assert "of the shorter text" in shown.lower()
    assert f"{BINHAI} would be merged into {SHAXIAN}" in shown
    assert f"→ {SHAXIAN}, copy" in shown
    assert "Nothing was recorded" in shown
    assert tables(home) == before


def test_a_merge_is_published_told_by_the_log_and_undone_by_a_split(home: Home) -> None:
    stood, pages = published(home), carried(home)
    told = answer(home, "merge", SHAXIAN, BINHAI, "--reason", "One office,\n read side by side.")
    assert f"{BINHAI} is merged into {SHAXIAN}" in told
    assert f"Undo: tongbao notices split {SHAXIAN} {BINHAI}" in told
    assert published(home) == {name: [one for one in ids if one != BINHAI] for name, ids in stood.items()}
    assert BINHAI not in carried(home)["notice_id"]
    assert BINHAI not in answer(home, "list")
    refused(home, 26, f"{BINHAI} was merged into {SHAXIAN}. Name that one.", "show", BINHAI)
    (merge,) = json.loads(answer(home, "log", "--json"))
    assert (merge["action"], merge["by_person"], merge["reason"]) == ("merge", True, "One office, read side by side.")
    assert "feedback_on" in merge["evidence"]
    answer(home, "split", SHAXIAN, BINHAI, "--reason", "Two after all.")
    assert published(home) == stood
    assert carried(home).equals(pages)
    assert Store.existing(home.store).check() == ()
    log = answer(home, "log", BINHAI)
    assert log.index("split by a person") < log.index("merged by a person")
    assert log.count("a later decision took its place") == 1
    assert "Two after all." in log


def test_two_notices_are_kept_apart_and_the_log_says_so(home: Home) -> None:
    stood = published(home)
    shown = answer(home, "keep", SHAXIAN, BINHAI, "--reason", "Two offices of one name.")
    assert f"{BINHAI} is kept apart from {SHAXIAN}" in shown
    assert published(home) == stood
    (kept,) = json.loads(answer(home, "log", "--json"))
    assert (kept["action"], kept["by_person"], kept["reason"]) == ("keep", True, "Two offices of one name.")
    assert "held apart by a person" in answer(home, "log")


def test_a_decision_without_its_reason_or_that_does_not_fit_is_refused_in_one_sentence(home: Home) -> None:
    refused(home, 2, "--reason", "merge", SHAXIAN, BINHAI)
    refused(home, 2, "--reason", "merge", SHAXIAN, BINHAI, "--reason", " \n")
    refused(home, 26, "There is no notice '999999'. Choose of: ", "merge", SHAXIAN, "999999", "--reason", "x")
    refused(home, 26, "notices begin with '350'", "merge", SHAXIAN, "350", "--reason", "x")
    refused(home, 27, f"{SHAXIAN} is one with itself", "merge", SHAXIAN, SHAXIAN, "--reason", "x")
    refused(home, 27, f"{BINHAI} was not merged into {SHAXIAN}", "split", SHAXIAN, BINHAI, "--dry-run")
    assert Store.existing(home.store).releases().height == 2


def test_a_decision_waits_for_no_run_and_needs_a_store(home: Home, tmp_path: Path) -> None:
    with Store.existing(home.store).lease("run-held"):
        refused(home, 21, "run-held", "merge", SHAXIAN, BINHAI, "--reason", "x")
    for arguments in (("merge", SHAXIAN, BINHAI, "--reason", "x"), ("log",), ("list",), ("show", SHAXIAN)):
        refused(Home(tmp_path / "empty"), 25, "tongbao run", *arguments)


def test_a_person_named_in_a_reason_is_masked_but_in_the_restricted_edition(home: Home) -> None:
    answer(home, "merge", SHAXIAN, BINHAI, "--reason", "陈晓翔 stands in both.")
    assert "陈某某 stands in both." in answer(home, "log")
    assert "陈晓翔 stands in both." in answer(home, "log", "--edition", "restricted")
