"""From pages to a release, without Prefect: which page speaks for a notice, and what counts as news."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from collecting import SOURCES, collect

from schemas.errors import DataProblem
from schemas.history import ADJUSTMENTS, CHANGES, COPIES
from schemas.notice import NOTICES
from tasks.divergence import differences
from tasks.home import Home
from tasks.known import SiteMemory
from tasks.publish import publish
from tasks.recall import recall
from tasks.replay import rebuild
from tasks.store import Store
from tasks.verify import verify


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_an_original_found_after_its_repost_takes_over_and_is_no_news(place: Home) -> None:
    first = collect(place, "fujian-jw")
    assert (first.new, first.changed) == (2, 0)
    second = collect(place, "shaxian", "changle")
    assert (second.new, second.changed) == (0, 2)
    store = Store.existing(place.store)
    notices = store.current(NOTICES)
    assert notices.select("source_id", "revision", "cause").rows() == [
        ("changle", 2, "identity_merge"),
        ("shaxian", 2, "identity_merge"),
    ]
    assert store.current(CHANGES).is_empty()
    assert set(store.current(ADJUSTMENTS)["cause"]) == {"identity_merge"}
    roles = store.current(COPIES).select("source_id", "role").sort("source_id").rows()
    assert roles == [("changle", "canonical"), ("fujian-jw", "copy"), ("fujian-jw", "copy"), ("shaxian", "canonical")]


def test_a_notice_keeps_its_id_whichever_page_is_found_first(place: Home, tmp_path: Path) -> None:
    collect(place, "fujian-jw")
    collect(place, "shaxian", "changle")
    other = Home(tmp_path / "other")
    collect(other, "changle", "shaxian")
    collect(other, "fujian-jw")
    ids = [set(Store.existing(home.store).current(NOTICES)["notice_id"]) for home in (place, other)]
    assert len(ids[0]) == len(ids[1]) == 2
    assert ids[0] == ids[1]


def test_a_repost_found_after_its_original_adds_a_copy_and_nothing_else(place: Home) -> None:
    collect(place, "shaxian")
    later = collect(place, "fujian-jw")
    assert (later.new, later.changed, later.unchanged) == (1, 0, 1)
    store = Store.existing(place.store)
    shaxian = store.current(NOTICES).filter(pl.col("source_id") == "shaxian")
    assert shaxian["revision"].to_list() == [1]
    assert store.current(CHANGES).is_empty()


def test_when_the_source_is_edited_its_reposts_drift(place: Home) -> None:
    collect(place, "shaxian", "fujian-jw")
    before = _drift(place)
    collect(place, "shaxian", "fujian-jw", day=2)
    assert _drift(place) > before > 0


def _drift(place: Home) -> int:
    copies = Store.existing(place.store).current(COPIES)
    drift: int = copies.filter((pl.col("role") == "copy") & pl.col("title").str.contains("沙县"))["drift"].item()
    return drift


def test_a_page_is_asked_again_with_the_validators_of_its_last_answer_never_a_walls(place: Home) -> None:
    collect(place, "taijiang")
    collect(place, "taijiang", day=2)
    lookup = recall(Store.existing(place.store), SOURCES)
    (page,) = SiteMemory.of(SOURCES["taijiang"], lookup).due(dt.datetime.max.replace(tzinfo=dt.UTC))
    assert page.carries
    assert page.validators is not None
    assert page.validators.last_modified == "Sun, 04 Jan 2026 18:00:00 GMT"


def test_replay_rebuilds_the_same_rows_from_the_archive_alone(place: Home) -> None:
    collect(place, "fujian-jw", "shaxian")
    collect(place, "changle", "shaxian", "fujian-jw", day=2)
    stored = Store.existing(place.store)
    summaries = list(rebuild(place, SOURCES, sample=True))
    assert [(one.new, one.changed) for one in summaries] == [(2, 0), (0, 2)]
    assert all(one.same for one in differences(stored, Store.existing(place.replayed)))


def test_an_archive_that_was_tampered_with_is_found_out(place: Home) -> None:
    collect(place, "luojiang", "fzxq")
    assert verify(place).misplaced == ()
    archived = {path.name: path for path in place.archive.rglob("*.warc.gz")}
    archived["luojiang.warc.gz"].write_bytes(archived["luojiang.warc.gz"].read_bytes()[:-5000])
    with pytest.raises(DataProblem, match="luojiang"):
        verify(place)


def test_a_run_that_finds_nothing_new_writes_no_file_of_a_notice(place: Home) -> None:
    collect(place, "shaxian")
    first = publish(Store.existing(place.store), place.published)
    before = _files(place)
    assert not collect(place, "shaxian").dataset_changed
    again = publish(Store.existing(place.store), place.published)
    after = _files(place)
    assert (first.switched, again.switched) == (True, True)
    # What the runs did is published with every run; of it, the month that grew.
    changed = {name.partition("/")[0] for name in after if after[name] != before.get(name)}
    assert changed == {"captures", "pages", "source_health"}
    assert before.keys() == after.keys()


def _files(place: Home) -> dict[str, tuple[int, int]]:
    current = (place.published / "current").resolve()
    return {
        path.relative_to(current).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in current.rglob("*.parquet")
    }
