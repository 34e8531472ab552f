"""How a page stands, from live to gone, by all its checks and by the lists. Pure.

An outage, a wall, and a move within the site are never a takedown. Only ``gone`` is one, and it takes time:

- the page was said not to be there at least ``GONE_CHECKS`` times over at least ``GONE_AFTER``, and never had between;
- checks less than ``APART`` from the last one counted add nothing: three retries in an hour are one fault of a server;
- a check at which every page of the host was missing adds nothing, as long as none of them is had again: then the
  site has moved, or a re-launch broke it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

# Government sites go down for a weekend (power cuts, holidays, re-launches): under three days is an outage.
OUTAGE = dt.timedelta(hours=72)
GONE_CHECKS = 3
GONE_AFTER = dt.timedelta(days=7)
APART = dt.timedelta(hours=20)
# One reading may miss an entry that slips from page to page while the pages are read.
DELISTED_AFTER = dt.timedelta(hours=72)


class Answer(Enum):
    """What one check of a page tells of it."""

    HAD = "it answered as a page"
    MISSING = "it was said not to be there"
    FAILED = "it did not answer"
    KEPT_OUT = "a wall or robots.txt stood before it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One time a page was really asked for.

    ``site_wide``: every page of its host fared so in that run. ``led_to``: another address the request was redirected
    to, if any. ``why``: the sentence of the capture.
    """

    at: dt.datetime
    answer: Answer
    site_wide: bool
    why: str
    led_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """What the lists say of a page. ``absent_since`` is null while any names it; ``confirmed_at`` is the last reading that still missed it."""

    last_listed: dt.datetime | None
    listed_on: dt.date | None
    absent_since: dt.datetime | None
    confirmed_at: dt.datetime | None


NEVER_LISTED = ListPlace(last_listed=None, listed_on=None, absent_since=None, confirmed_at=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a page stands, since when, and why in one sentence."""

    state: str
    since: dt.datetime
    reason: str
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What the checks up to one of them tell; ``counted`` are those that speak for a takedown."""

    standing: Standing
    counted: tuple[dt.datetime, ...] = ()
    failing: tuple[Check, ...] = ()
    missing_since: dt.datetime | None = None
    was_gone: bool = False


def standing(checks: Sequence[Check], place: ListPlace, moved_to: str | None) -> Standing:
    """How a page stands after its checks, oldest first; ``moved_to`` is where else on its site its notice stands.

    Raises:
        ValueError: no check.
    """
    if not checks:
        msg = "a page that was never asked for has no standing"
        raise ValueError(msg)
    told = _Told(standing=Standing(state="unreachable", since=checks[0].at, reason="It has not been had yet."))
    for check in checks:
        told = _STEPS[check.answer](told, check)
    return _overlaid(told, checks[-1], place, moved_to)


def _had(told: _Told, check: Check) -> _Told:
    before = told.standing
    if before.state == "gone" or told.was_gone:
        since = before.since if before.state == "restored" else check.at
        now = Standing(state="restored", since=since, reason=f"It was gone and answers again: {check.why}")
        return _Told(standing=now, was_gone=True)
    since = before.since if before.state == "live" else check.at
    return _Told(standing=Standing(state="live", since=since, reason=check.why))


def _missing(told: _Told, check: Check) -> _Told:
    since = told.missing_since or check.at
    counts = not check.site_wide and (not told.counted or check.at - told.counted[-1] >= APART)
    counted = (*told.counted, check.at) if counts else told.counted
    told = replace(told, counted=counted, failing=(), missing_since=since)
    if told.standing.state == "gone" or _is_gone(counted):
        over = (counted[-1] - counted[0]).days
        reason = f"{check.why} So it was said {len(counted)} times over {over} days."
        return replace(told, standing=Standing(state="gone", since=counted[0], reason=reason), was_gone=True)
    if check.site_wide:
        reason = (
            f"{check.why} So are all pages of its host that were asked: it is down or has moved, which is no takedown."
        )
    else:
        often = f"{len(counted)} of the {GONE_CHECKS} times, over {GONE_AFTER.days} days, that make it gone"
        reason = f"{check.why} So it was said {often}."
    return replace(told, standing=Standing(state="soft_404", since=since, reason=reason))


def _is_gone(counted: Sequence[dt.datetime]) -> bool:
    return len(counted) >= GONE_CHECKS and counted[-1] - counted[0] >= GONE_AFTER


def _failed(told: _Told, check: Check) -> _Told:
    failing = (*told.failing, check)
    told = replace(told, failing=failing)
    lasted = check.at - failing[0].at
    if told.standing.state in ("soft_404", "gone") or lasted < OUTAGE:
        # The sentence says what happened last, the state stays: for now it is an outage.
        return replace(told, standing=replace(told.standing, reason=f"{check.why} For now that is an outage."))
    who = "No page of its host has" if all(one.site_wide for one in failing) else "It has not"
    reason = f"{check.why} {who} answered for {lasted.days} days; that is no takedown."
    return replace(told, standing=Standing(state="unreachable", since=failing[0].at, reason=reason))


def _kept_out(told: _Told, check: Check) -> _Told:
    reason = f"{check.why} What stands behind it is not known, so the state stays."
    return replace(told, standing=replace(told.standing, reason=reason))


_STEPS = {Answer.HAD: _had, Answer.MISSING: _missing, Answer.FAILED: _failed, Answer.KEPT_OUT: _kept_out}


def _overlaid(told: _Told, last: Check, place: ListPlace, moved_to: str | None) -> Standing:
    """The standing by the checks, unless the notice stands elsewhere on the site, or the lists dropped a live page."""
    now = told.standing
    if last.answer is Answer.HAD and last.led_to is not None:
        return replace(now, state="moved", reason=f"It leads to {last.led_to}.", moved_to=last.led_to)
    if now.state in ("soft_404", "gone") and moved_to is not None:
        since = told.missing_since or now.since
        return Standing(state="moved", since=since, reason=f"Its notice stands at {moved_to}.", moved_to=moved_to)
    if now.state == "live" and _delisted(place):
        assert place.absent_since is not None
        reason = f"It answers, but no list has named it since {place.absent_since:%Y-%m-%d}."
        return Standing(state="delisted", since=place.absent_since, reason=reason)
    return now


def _delisted(place: ListPlace) -> bool:
    if place.absent_since is None or place.confirmed_at is None:
        return False
    return place.confirmed_at - place.absent_since >= DELISTED_AFTER
