"""From live to gone: what is a takedown, and all that is none."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.watch import Answer, Check, ListPlace, standing
from tasks.watch.ladder import APART, GONE_AFTER, GONE_CHECKS, NEVER_LISTED, OUTAGE

T0 = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HAD, MISSING, FAILED, KEPT_OUT = Answer.HAD, Answer.MISSING, Answer.FAILED, Answer.KEPT_OUT


def check(day, answer, *, site_wide=False, led_to=None):
    at = T0 + dt.timedelta(days=day)
    return Check(at=at, answer=answer, site_wide=site_wide, why=f"{answer.value}.", led_to=led_to)


def stands(*checks, place=NEVER_LISTED, moved_to=None):
    return standing(checks, place, moved_to)


def day(number):
    return T0 + dt.timedelta(days=number)


def test_a_page_that_answers_is_live_since_it_first_did():
    now = stands(check(0, HAD), check(7, HAD), check(20, HAD))
    assert (now.state, now.since) == ("live", day(0))


def test_one_answer_that_it_is_missing_is_no_takedown():
    now = stands(check(0, HAD), check(7, MISSING))
    assert (now.state, now.since) == ("soft_404", day(7))
    assert "1 of the 3 times" in now.reason


def test_three_such_answers_over_a_week_are_one_since_the_first():
    now = stands(check(0, HAD), check(7, MISSING), check(9, MISSING), check(14, MISSING))
    assert (now.state, now.since) == ("gone", day(7))
    assert "3 times over 7 days" in now.reason


@pytest.mark.parametrize(
    "days",
    [(7, 9, 13), (7, 14), (7, 7.1, 7.2, 7.3), (7, 13.5, 13.9, 14.1)],
    ids=["too-short", "too-few", "retries-of-an-hour", "two-days-apart-and-retries"],
)
def test_too_few_or_too_close_answers_are_none(days):
    assert stands(check(0, HAD), *(check(at, MISSING) for at in days)).state == "soft_404"


def test_an_answer_between_begins_the_count_anew():
    now = stands(check(0, HAD), check(7, MISSING), check(10, MISSING), check(12, HAD), check(15, MISSING))
    assert (now.state, now.since) == ("soft_404", day(15))


@pytest.mark.parametrize("answer", [FAILED, KEPT_OUT])
def test_an_outage_or_a_wall_between_neither_counts_nor_clears(answer):
    now = stands(check(0, MISSING), check(4, answer), check(5, MISSING), check(8, answer), check(9, MISSING))
    assert (now.state, now.since) == ("gone", day(0))


def test_a_site_whose_every_page_is_missing_has_moved_and_took_nothing_down():
    now = stands(check(0, HAD), *(check(at, MISSING, site_wide=True) for at in range(7, 60, 7)))
    assert now.state == "soft_404"
    assert "no takedown" in now.reason


def test_a_page_whose_notice_stands_elsewhere_on_the_site_has_moved():
    now = stands(check(0, HAD), check(7, MISSING), check(9, MISSING), check(20, MISSING), moved_to="http://h.example/b")
    assert (now.state, now.since, now.moved_to) == ("moved", day(7), "http://h.example/b")


def test_a_page_that_leads_to_another_has_moved():
    now = stands(check(0, HAD), check(7, HAD, led_to="http://h.example/b"))
    assert (now.state, now.moved_to) == ("moved", "http://h.example/b")


@pytest.mark.parametrize("hours", [1, 71])
def test_under_three_days_without_an_answer_are_an_outage_and_the_page_is_as_it_was(hours):
    now = stands(check(0, HAD), check(7, FAILED), check(7 + hours / 24, FAILED))
    assert (now.state, now.since) == ("live", day(0))
    assert "outage" in now.reason


def test_three_days_without_an_answer_make_it_unreachable_and_nothing_more():
    now = stands(check(0, HAD), check(7, FAILED), *(check(at, FAILED) for at in range(10, 300, 7)))
    assert (now.state, now.since) == ("unreachable", day(7))
    assert "It has not answered for 290 days" in now.reason
    whole = stands(check(0, HAD), check(7, FAILED, site_wide=True), check(10, FAILED, site_wide=True))
    assert "No page of its host has answered for 3 days" in whole.reason


def test_a_wall_leaves_the_state_and_says_that_it_stands_there():
    now = stands(check(0, HAD), *(check(at, KEPT_OUT) for at in range(7, 300, 7)))
    assert (now.state, now.since) == ("live", day(0))
    assert "wall" in now.reason


def test_a_page_never_had_is_not_called_live():
    assert stands(check(0, KEPT_OUT)).state == "unreachable"
    assert stands(check(0, FAILED)).state == "unreachable"


def test_a_page_back_after_it_was_gone_is_restored_and_may_go_again():
    gone = [check(0, HAD), check(7, MISSING), check(10, MISSING), check(15, MISSING)]
    back = [*gone, check(30, HAD), check(40, HAD)]
    now = stands(*back)
    assert (now.state, now.since) == ("restored", day(30))
    again = [check(at, MISSING) for at in (50, 54, 60)]
    assert (stands(*back, *again).state, stands(*back, *again).since) == ("gone", day(50))


@pytest.mark.parametrize(("confirmed", "state"), [(None, "live"), (2, "live"), (3, "delisted")])
def test_a_page_no_list_names_any_more_is_delisted_once_a_later_reading_agrees(confirmed, state):
    place = ListPlace(
        last_listed=day(5),
        listed_on=dt.date(2026, 1, 1),
        absent_since=day(10),
        confirmed_at=None if confirmed is None else day(10 + confirmed),
    )
    assert stands(check(0, HAD), check(11, HAD), place=place).state == state


def test_a_page_never_asked_for_has_no_standing():
    with pytest.raises(ValueError, match="never asked"):
        stands()


CHECKS = st.lists(
    st.tuples(
        st.timedeltas(min_value=dt.timedelta(minutes=1), max_value=dt.timedelta(days=40)),
        st.sampled_from(Answer),
        st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


def checks_from(steps):
    at, found = T0, []
    for after, answer, site_wide in steps:
        at += after
        found.append(Check(at=at, answer=answer, site_wide=site_wide, why="Why."))
    return found


@settings(deadline=None)
@given(CHECKS)
def test_gone_is_only_what_was_missing_often_enough_and_long_enough_since_it_was_last_had(steps):
    checks = checks_from(steps)
    if standing(checks, NEVER_LISTED, None).state != "gone":
        return
    last_had = max((n for n, one in enumerate(checks) if one.answer is HAD), default=-1)
    said = [one.at for one in checks[last_had + 1 :] if one.answer is MISSING and not one.site_wide]
    assert len(said) >= GONE_CHECKS
    assert said[-1] - said[0] >= GONE_AFTER


@settings(deadline=None)
@given(CHECKS)
def test_no_mix_of_outages_walls_and_whole_sites_missing_ever_is_a_takedown(steps):
    checks = [check for check in checks_from(steps) if check.answer is not MISSING or check.site_wide]
    if checks:
        assert standing(checks, NEVER_LISTED, None).state not in ("gone", "restored")


@settings(deadline=None)
@given(CHECKS)
def test_a_page_that_answers_now_is_live_or_restored(steps):
    checks = checks_from(steps)
    last = Check(at=checks[-1].at + APART, answer=HAD, site_wide=False, why="Why.")
    assert standing([*checks, last], NEVER_LISTED, None).state in ("live", "restored")


@settings(deadline=None)
@given(CHECKS)
def test_a_state_never_began_after_the_last_check(steps):
    checks = checks_from(steps)
    now = standing(checks, NEVER_LISTED, None)
    assert checks[0].at <= now.since <= checks[-1].at
    if now.state == "unreachable" and any(one.answer is not FAILED for one in checks):
        assert now.since == checks[0].at or checks[-1].at - now.since >= OUTAGE or checks[-1].answer is not FAILED
