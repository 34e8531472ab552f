"""When a page is asked again: sooner after a change, later the longer it is quiet, never all pages at once."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.watch import Past, next_due
from tasks.watch.due import bounds

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
T0 = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)

BASES = st.timedeltas(min_value=dt.timedelta(hours=1), max_value=90 * DAY)
QUIET = st.timedeltas(min_value=dt.timedelta(0), max_value=4000 * DAY)
URLS = st.integers(0, 10_000).map(lambda number: f"http://h.example/{number}.html")


def past(quiet=dt.timedelta(0), url="http://h.example/a.html", **given):
    whole = Past(url=url, asked_at=T0, changed_at=T0 - quiet, had=True, failures=0, missing=False)
    return replace(whole, **given)


def interval(one, base):
    return next_due(one, base) - one.asked_at


@settings(deadline=None)
@given(base=BASES, quiet=QUIET, url=URLS, failures=st.integers(0, 50), missing=st.booleans())
def test_a_page_that_was_had_is_asked_within_the_bounds_whatever_befell_it(base, quiet, url, failures, missing):
    shortest, longest = bounds(base)
    one = past(quiet, url, failures=failures, missing=missing and failures > 0)
    # A microsecond of rounding.
    assert shortest - dt.timedelta(microseconds=1) <= interval(one, base) <= longest


@settings(deadline=None)
@given(base=BASES, one=QUIET, other=QUIET, url=URLS)
def test_the_longer_a_page_is_quiet_the_later_it_is_asked(base, one, other, url):
    less, more = sorted((one, other))
    assert interval(past(less, url), base) <= interval(past(more, url), base)


@settings(deadline=None)
@given(base=BASES, quiet=QUIET, url=URLS)
def test_a_change_brings_it_back_to_the_shortest_interval(base, quiet, url):
    assert interval(past(dt.timedelta(0), url), base) == min(
        interval(past(dt.timedelta(0), url), base), interval(past(quiet, url), base)
    )


@settings(deadline=None)
@given(base=BASES, quiet=QUIET, url=URLS, failures=st.integers(1, 50))
def test_failing_never_makes_a_page_be_asked_faster_than_the_base_or_than_it_was(base, quiet, url, failures):
    failing = interval(past(quiet, url, failures=failures), base)
    assert failing == min(interval(past(quiet, url), base), interval(past(4 * base, url), base))


@settings(deadline=None)
@given(failures=st.integers(1, 40), url=URLS)
def test_a_page_never_had_is_retried_soon_and_ever_more_slowly(failures, url):
    one, next_one = (interval(past(url=url, had=False, failures=n), WEEK) for n in (failures, failures + 1))
    assert dt.timedelta(hours=1.6) <= one <= next_one <= WEEK / 4


def test_pages_found_on_one_day_do_not_fall_due_on_one_day():
    due = {interval(past(400 * DAY, f"http://h.example/{n}.html"), WEEK).days for n in range(200)}
    assert len(due) > 8
    assert interval(past(400 * DAY), WEEK) == interval(past(400 * DAY), WEEK)


def test_a_page_said_to_be_missing_is_asked_often_enough_to_be_sure_and_then_left_in_peace():
    quiet = past(400 * DAY)
    early, late = (replace(quiet, failures=n, missing=True) for n in (1, 7))
    assert interval(early, WEEK) < 2 * DAY
    assert interval(late, WEEK) == interval(quiet, WEEK)


def test_a_base_of_nothing_makes_every_page_due_at_once():
    for one in (past(), past(400 * DAY), past(had=False, failures=3), past(failures=2, missing=True)):
        assert interval(one, dt.timedelta(0)) == dt.timedelta(0)
