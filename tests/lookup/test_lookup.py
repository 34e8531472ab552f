"""The lookup: however it came to be, it holds what one made anew from the store holds, and never more than the store."""

import shutil
from pathlib import Path
from sqlite3 import ProgrammingError

import pytest
from collecting import SOURCES, collect
from lookup_contents import contents, made_anew

from schemas.errors import DataProblem
from tasks.home import Home
from tasks.known import SiteMemory
from tasks.lookup import Lookup
from tasks.lookup.lookup import NAME
from tasks.recall import recall
from tasks.store import Store

SITES = ("fujian-jw", "shaxian", "changle")


@pytest.fixture(scope="module")
def two_days(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Both days of the sample; ``one`` beside the home is the lookup as the first left it."""
    home = Home(tmp_path_factory.mktemp("lookup") / "home")
    collect(home, *SITES)
    shutil.copy(home.store / NAME, home.root.parent / "one")
    collect(home, *SITES, day=2)
    return home


@pytest.fixture
def home(two_days: Home, tmp_path: Path) -> Home:
    """A copy to spoil, and the lookup of its first day."""
    shutil.copytree(two_days.root, tmp_path / "home")
    shutil.copy(two_days.root.parent / "one", tmp_path / "one")
    return Home(tmp_path / "home")


def test_it_grew_with_the_runs_into_what_the_whole_store_says(home: Home) -> None:
    grown = contents(home.store)
    assert {name for name, rows in grown.items() if rows} >= {
        "page",
        "asked",
        "copy",
        "notice",
        "payload",
        "entry",
        "list",
    }
    assert grown == made_anew(Store.existing(home.store), SOURCES)


def test_one_that_a_killed_run_left_behind_is_caught_up(home: Home, tmp_path: Path) -> None:
    now = contents(home.store)
    shutil.copy(tmp_path / "one", home.store / NAME)
    assert contents(home.store) != now
    recall(Store.existing(home.store), SOURCES).close()
    assert contents(home.store) == now


def test_a_run_after_a_kill_finds_what_an_undisturbed_one_finds(home: Home, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "one", home.store / NAME)
    summary = collect(home, *SITES, day=2)
    assert (summary.new, summary.changed) == (0, 0)
    assert contents(home.store) == made_anew(Store.existing(home.store), SOURCES)


@pytest.mark.parametrize("spoiled", [b"", b"no database" * 500, b"SQLite format 3\0"])
def test_a_damaged_one_is_made_anew(home: Home, spoiled: bytes) -> None:
    now = contents(home.store)
    (home.store / NAME).write_bytes(spoiled)
    recall(Store.existing(home.store), SOURCES).close()
    assert contents(home.store) == now


def test_one_of_another_store_or_ahead_of_it_is_made_anew(home: Home, tmp_path: Path) -> None:
    other = Home(tmp_path / "other")
    collect(other, "taijiang")
    now = contents(other.store)
    shutil.copy(home.store / NAME, other.store / NAME)
    recall(Store.existing(other.store), SOURCES).close()
    assert contents(other.store) == now
    shutil.copy(tmp_path / "one", tmp_path / NAME)
    recall(Store.existing(home.store).as_of(1), SOURCES).close()
    assert contents(home.store) == contents(tmp_path)


def test_pages_torn_in_its_middle_are_told_with_the_remedy(home: Home) -> None:
    path = home.store / NAME
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)  # its first two pages hold its schema and its state
    path.write_bytes(data)
    with pytest.raises(DataProblem, match="made anew"):
        SiteMemory.of(SOURCES["shaxian"], recall(Store.existing(home.store), SOURCES)).among(["http://a.example/"])


def test_what_is_learned_is_learned_whole_or_not_at_all() -> None:
    lookup = Lookup.empty()
    with pytest.raises(ProgrammingError), lookup.learning(5):
        lookup.write("INSERT INTO settled VALUES (?, ?)", [("http://a.example/", "a"), ("one value too few",)])
    assert lookup.rows("SELECT * FROM settled") == []
    assert (lookup.release, lookup.rows("SELECT release FROM state")) == (0, [(0,)])
