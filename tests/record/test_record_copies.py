"""What a copy tells of itself: how far behind the first it is, why it was chosen or not, where its words differ."""

import datetime as dt
from dataclasses import replace

from record_pages import CUT, NOW, TEXT, known, page, recorded, steps

from schemas.history import COPIES
from schemas.operations import CAPTURES
from schemas.values import NoticePage
from tasks.record import sighted

WORSE = TEXT.replace("27.05万元", "28.15万元").replace("累计完成专业化联营", "累计完专业化联营")


def at(made: NoticePage, hours: int | None) -> NoticePage:
    """The page with a time of publication, or none."""
    published = None if hours is None else NOW - dt.timedelta(days=30) + dt.timedelta(hours=hours)
    notice = replace(made.parsed.notice, published_at=published)
    return replace(made, parsed=replace(made.parsed, notice=notice))


def test_a_copy_is_as_far_behind_as_its_time_of_publication_says() -> None:
    found = recorded(None, at(page("own", "b"), 0), at(page("other", "a"), 26))
    assert {row.copy.url: row.copy.delay for row in found.copies} == {
        "http://own.example/b": 0,
        "http://other.example/a": 26 * 3600,
    }


def test_without_a_time_of_publication_it_is_as_far_behind_as_it_was_found() -> None:
    late = page("other", "a")
    late = replace(late, capture=replace(late.capture, fetched_at=NOW + dt.timedelta(days=2)))
    found = recorded(known(page("own", "b")), late)
    assert [(row.copy.url, row.copy.delay) for row in found.copies] == [("http://other.example/a", 2 * 86400)]


def test_an_earlier_original_found_late_puts_every_copy_behind_it() -> None:
    repost = at(page("other", "a"), 5)
    held = known(repost)
    held = replace(
        held,
        copies={url: replace(row, published_at=repost.parsed.notice.published_at) for url, row in held.copies.items()},
    )
    found = recorded(held, at(page("own", "b"), 1), repost)
    assert {row.copy.url: row.copy.delay for row in found.copies} == {
        "http://own.example/b": 0,
        "http://other.example/a": 4 * 3600,
    }


def test_the_clauses_in_which_a_copy_differs_are_quoted_from_both_texts() -> None:
    own, repost = page("own", "b"), page("other", "a", WORSE)
    found = recorded(None, own, repost)
    rows = {row.copy.url: row for row in found.copies}
    assert rows["http://own.example/b"].drifted == ()
    drifted = rows["http://other.example/a"].drifted
    assert [one.clauses for one in drifted] == [1, 1]
    assert rows["http://other.example/a"].copy.drift == 2
    words = [(one.canonical_words, one.copy_words) for one in drifted]
    assert any("27.05万元" in (ours or "") and "28.15万元" in (theirs or "") for ours, theirs in words)
    for one in drifted:
        assert own.parsed.text[one.canonical_start : one.canonical_end] == one.canonical_words
        assert repost.parsed.text[one.copy_start : one.copy_end] == one.copy_words


def test_a_footer_cut_off_is_one_stretch_that_the_copy_lacks() -> None:
    found = recorded(None, page("own", "b"), page("other", "a", CUT))
    [stretch] = next(row.drifted for row in found.copies if row.copy.role == "copy")
    assert (stretch.copy_words, stretch.clauses) == (None, 13)
    assert stretch.canonical_words is not None
    assert stretch.canonical_words.startswith("欢迎广大干部群众")


def test_the_reason_says_why_a_page_was_chosen_and_another_not() -> None:
    half = TEXT[: len(TEXT) // 2]
    found = recorded(None, page("own", "half", half), page("other", "a"), page("own", "cut", CUT))
    reasons = {row.copy.url: (row.copy.role, row.copy.reason) for row in found.copies}
    assert reasons["http://own.example/cut"] == (
        "canonical",
        "test; the inspected body's own region, without its closing lines",
    )
    assert reasons["http://own.example/half"][1].endswith("own region, a part of the text")
    assert reasons["http://other.example/a"][1].endswith("another region's site, complete")


def test_a_part_found_later_never_takes_the_whole_texts_place() -> None:
    held = known(page("other", "a"))
    assert steps(held, page("own", "half", TEXT[: len(TEXT) // 2]))[0].cause is None


def test_a_copy_was_last_seen_when_its_page_last_answered() -> None:
    own = page("own", "b")
    copies = COPIES.frame((row.copy,) for row in recorded(None, own, page("other", "a")).copies)
    days = [(0, "ok"), (1, "not_modified"), (2, "blocked")]
    captures = CAPTURES.frame(
        (replace(own.capture, capture_id=f"c{day}", fetched_at=NOW + dt.timedelta(days=day), outcome=outcome),)
        for day, outcome in days
    )
    found = {
        row["url"]: (row["last_seen"], row["last_outcome"]) for row in sighted(copies, captures).iter_rows(named=True)
    }
    assert found == {
        "http://own.example/b": (NOW + dt.timedelta(days=1), "blocked"),
        "http://other.example/a": (None, None),
    }
