"""Fragments seen before their whole, merges and their undoing, over runs that are archived, stored and replayed."""

import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from cases.texts import text_of
from identity_runs import SOURCES, decided, html, run

from schemas.errors import BadDecision, UnknownNotice
from schemas.history import COPIES, IDENTITY_LOG
from schemas.notice import NOTICES, TEXTS
from tasks.divergence import differences
from tasks.home import Home
from tasks.identity import known_notices
from tasks.replay import rebuild
from tasks.store import Store

WHOLE = text_of("changle")
LINES = WHOLE.split("\n")
FIRST = "\n".join(LINES[:34])
REST = "\n".join(LINES[38:])
OWN, SISTER, THIRD = (f"http://{site}.example/1.htm" for site in ("changle", "sister", "third"))


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(tmp_path)


def notices(home: Home) -> list[tuple[str, int, str, str]]:
    return Store.existing(home.store).current(NOTICES).select("notice_id", "revision", "cause", "url").rows()


def standing(home: Home) -> dict[str, str]:
    """The notice that each page carries now."""
    return dict(Store.existing(home.store).current(COPIES).select("url", "notice_id").sort("url").rows())


def log(home: Home) -> list[tuple[str, str, str, bool]]:
    rows = Store.existing(home.store).current(IDENTITY_LOG)
    return rows.select("action", "notice_id", "other_id", "by_person").rows()


@pytest.mark.parametrize("fragment", [FIRST, REST, "\n".join(LINES[20:55])])
def test_a_notice_seen_first_as_a_fragment_and_later_whole_keeps_its_id(place: Home, fragment: str) -> None:
    run(place, 1, {SISTER: html(fragment)})
    [(notice_id, *_)] = notices(place)
    run(place, 2, {OWN: html(WHOLE)})
    assert notices(place) == [(notice_id, 2, "identity_merge", OWN)]
    assert len(Store.existing(place.store).current(TEXTS)["text"].item()) > 2 * len(fragment) * 0.6


def test_a_page_that_fills_up_at_its_own_address_keeps_its_id(place: Home) -> None:
    run(place, 1, {OWN: html(FIRST)})
    [(notice_id, *_)] = notices(place)
    run(place, 2, {OWN: html(WHOLE)})
    assert notices(place) == [(notice_id, 2, "source_revision", OWN)]


def test_the_whole_is_read_even_where_only_a_sister_site_has_it(place: Home) -> None:
    run(place, 1, {OWN: html(REST)})
    run(place, 2, {SISTER: html(WHOLE)})
    [(_, revision, _, url)] = notices(place)
    assert (revision, url) == (2, SISTER)


def fragments_then_whole(place: Home) -> tuple[str, str]:
    run(place, 1, {SISTER: html(REST)})
    run(place, 2, {THIRD: html(FIRST)})
    (rest, *_), (first, *_) = sorted(notices(place), key=lambda row: row[3])
    assert rest != first
    run(place, 3, {OWN: html(WHOLE)})
    return first, rest


def test_two_fragments_become_one_notice_once_the_whole_is_seen_and_the_log_says_why(place: Home) -> None:
    first, rest = fragments_then_whole(place)
    assert [row[0] for row in notices(place)] == [first]
    assert ("merge", first, rest, False) in log(place)
    store = Store.existing(place.store)
    assert set(store.current(COPIES)["notice_id"]) == {first}
    assert store.check() == ()
    merge = store.current(IDENTITY_LOG).filter(pl.col("action") == "merge").row(0, named=True)
    assert OWN in merge["reason"]
    assert "grams=1.000" in merge["evidence"]


def test_before_the_merge_the_store_still_shows_both(place: Home) -> None:
    fragments_then_whole(place)
    then = Store.existing(place.store).as_of(2)
    assert then.current(NOTICES).height == 2


def test_a_merge_undone_gives_both_notices_their_pages_back_and_no_run_joins_them_again(place: Home) -> None:
    first, rest = fragments_then_whole(place)
    decided(place, 4, "split", first, rest)
    assert standing(place) == {SISTER: rest, THIRD: first, OWN: first}
    assert {row[0] for row in notices(place)} == {first, rest}
    again = {"http://third.example/2.htm": html(WHOLE.replace("的", "地", 3))}
    run(place, 5, again)
    assert {row[0] for row in notices(place)} == {first, rest}
    assert Store.existing(place.store).check() == ()


def test_a_merge_undone_leaves_every_page_as_far_behind_the_first_as_it_was(place: Home) -> None:
    columns = ["url", "notice_id", "role", "delay", "drift", "body_sha256"]
    run(place, 1, {SISTER: html(FIRST)})
    run(place, 2, {THIRD: html(text_of("shaxian"))})
    before = Store.existing(place.store).current(COPIES).select(columns)
    early, late = before["notice_id"]
    decided(place, 3, "merge", late, early)
    assert Store.existing(place.store).current(COPIES).select(columns)["delay"].to_list() != before["delay"].to_list()
    decided(place, 4, "split", late, early)
    assert Store.existing(place.store).current(COPIES).select(columns).equals(before)
    assert Store.existing(place.store).check() == ()


def test_what_a_person_keeps_apart_no_run_joins_and_a_replay_keeps_apart(place: Home) -> None:
    run(place, 1, {SISTER: html(REST)})
    run(place, 2, {THIRD: html(FIRST)})
    (rest, *_), (first, *_) = sorted(notices(place), key=lambda row: row[3])
    before = standing(place)
    decided(place, 3, "keep", first, rest)
    assert standing(place) == before
    run(place, 4, {OWN: html(WHOLE)})
    assert {row[0] for row in notices(place)} == {first, rest}
    assert [row for row in log(place) if row[0] == "merge"] == []
    list(rebuild(place, SOURCES, sample=True))
    assert all(one.same for one in differences(Store.existing(place.store), Store.existing(place.replayed)))
    decided(place, 5, "merge", first, rest)
    assert [row[0] for row in notices(place)] == [first]


def test_a_split_undone_joins_them_again(place: Home) -> None:
    first, rest = fragments_then_whole(place)
    decided(place, 4, "split", first, rest)
    decided(place, 5, "merge", first, rest)
    assert [row[0] for row in notices(place)] == [first]
    assert set(Store.existing(place.store).current(COPIES)["notice_id"]) == {first}


def test_a_notice_that_was_read_from_a_page_it_must_give_back_is_corrected(place: Home) -> None:
    run(place, 1, {SISTER: html(FIRST), THIRD: html(text_of("shaxian"))})
    wrong, right = sorted(row[0] for row in notices(place))
    decided(place, 2, "merge", right, wrong)
    decided(place, 3, "split", right, wrong)
    assert {row[0]: row[1] for row in notices(place)} == {right: 1, wrong: 1}


def test_what_was_never_merged_cannot_be_split(place: Home) -> None:
    run(place, 1, {SISTER: html(FIRST), THIRD: html(text_of("shaxian"))})
    one, other = (row[0] for row in notices(place))
    with pytest.raises(BadDecision, match="was not merged"):
        decided(place, 2, "split", one, other)
    with pytest.raises(UnknownNotice, match="no notice"):
        decided(place, 3, "merge", one, "x-00000000-000000")


def test_what_was_merged_away_takes_no_more_part_in_a_decision(place: Home) -> None:
    run(place, 1, {SISTER: html(FIRST), THIRD: html(text_of("shaxian")), OWN: html(text_of("luojiang"))})
    before = standing(place)
    one, other, third = before.values()
    decided(place, 2, "merge", one, other)
    with pytest.raises(BadDecision, match=f"{one} is one with itself"):
        decided(place, 3, "merge", one, one)
    for pair in ((one, other), (third, other), (other, third)):
        with pytest.raises(BadDecision, match=f"{other} was merged into {one}"):
            decided(place, 3, "merge", *pair)
    decided(place, 3, "merge", third, one)
    with pytest.raises(BadDecision, match=f"{one} was merged into {third}"):
        decided(place, 4, "split", one, other)
    assert {row[0] for row in notices(place)} == {third}
    decided(place, 4, "split", third, one)
    decided(place, 5, "split", one, other)
    assert standing(place) == before


def test_a_replay_makes_merges_and_decisions_again(place: Home) -> None:
    first, rest = fragments_then_whole(place)
    decided(place, 4, "split", first, rest)
    run(place, 5, {"http://third.example/2.htm": html(FIRST)})
    list(rebuild(place, SOURCES, sample=True))
    found = differences(Store.existing(place.store), Store.existing(place.replayed))
    assert [one.table for one in found if not one.same] == []


@pytest.mark.parametrize("damage", ["lost", "torn", "of another store"])
def test_an_index_that_is_lost_torn_or_not_of_this_store_is_made_anew(place: Home, damage: str) -> None:
    first, _ = fragments_then_whole(place)
    manifest = place.store / "index" / "manifest.json"
    held = manifest.read_bytes()
    uid = Store.existing(place.store).uid().encode()
    if damage == "lost":
        manifest.unlink()
    else:
        manifest.write_bytes(held[:-5] if damage == "torn" else held.replace(uid, b"another"))
    found = known_notices(Store.existing(place.store))
    assert found.at([OWN, SISTER, THIRD]) == dict.fromkeys([OWN, SISTER, THIRD], first)
    assert found.index.release == 3


def test_an_index_left_behind_by_a_killed_run_is_caught_up(place: Home, tmp_path: Path) -> None:
    run(place, 1, {SISTER: html(FIRST)})
    shutil.copytree(place.store / "index", tmp_path / "kept")
    run(place, 2, {THIRD: html(text_of("shaxian"))})
    straight = known_notices(Store.existing(place.store))
    shutil.rmtree(place.store / "index")
    shutil.copytree(tmp_path / "kept", place.store / "index")
    found = known_notices(Store.existing(place.store))
    assert found.index.release == 2
    for other in (straight, found):
        assert set(other.at([SISTER, THIRD])) == {SISTER, THIRD}
    every = np.unique(np.concatenate([one.hashes for one in straight.index.segments]))
    assert np.array_equal(found.counts(every), straight.counts(every))
