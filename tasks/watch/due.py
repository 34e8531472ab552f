"""When a known page is to be asked again. Pure: from its past alone."""

import datetime as dt
from dataclasses import dataclass

import xxhash

# A page is asked again after a quarter of the time it has been quiet: one edited last week soon, one untouched for a
# year every two months. With the usual base of a week: 1.75 days at the soonest, 8 weeks at the latest.
_QUIET_SHARE = 0.25
_SOONEST = 0.25  # of the base
_LATEST = 8.0  # of the base; a takedown would else be found months late
# A page named by a list and never had was missed by an outage or a wall: it is news that is overdue. Doubled with
# each failure, so that failing never makes the crawl faster.
_FIRST_RETRY = dt.timedelta(hours=2)
# So many answers that a page is not there tell a takedown from a fault; after that there is no haste.
_CONFIRMING = 6
# Up to a fifth sooner, by the hash of the address: pages found on one day do not all fall due on one day for ever.
_JITTER = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known of a page that bears on when to ask next.

    ``changed_at``: when its text last changed, else when it was first asked. ``had``: it answered as a page at least
    once. ``failures``: attempts since that last answer, or in all. ``missing``: it was last said not to be there.
    """

    url: str
    asked_at: dt.datetime
    changed_at: dt.datetime
    had: bool
    failures: int
    missing: bool


def next_due(past: Past, base: dt.timedelta) -> dt.datetime:
    """When the page is to be asked again, ``base`` being the source's ``revisit_hours``; at once where that is 0.

    Never sooner than a fifth of the base after it was last asked, never later than 8 times the base, but for pages
    that were never had, which are retried after two hours, then four, …
    """
    return past.asked_at + _interval(past, base) * (1 - _JITTER * _share(past.url))


def bounds(base: dt.timedelta) -> tuple[dt.timedelta, dt.timedelta]:
    """The shortest and the longest time ``next_due`` leaves a page that was ever had alone."""
    return base * _SOONEST * (1 - _JITTER), base * _LATEST


def _interval(past: Past, base: dt.timedelta) -> dt.timedelta:
    soonest = base * _SOONEST
    if not past.had and not past.missing:
        return min(soonest, _FIRST_RETRY * (1 << min(max(past.failures - 1, 0), 16)))
    quiet = max(past.asked_at - past.changed_at, dt.timedelta(0)) * _QUIET_SHARE
    interval = min(max(quiet, soonest), base * _LATEST)
    if not past.failures:
        return interval
    if past.missing:
        return soonest if past.failures <= _CONFIRMING else interval
    # Unreachable or walled: not later than a page of middling age, and not sooner than it was to be.
    return min(interval, base)


def _share(url: str) -> float:
    """A number in [0, 1) that is the same for an address on every machine and in every version."""
    return (xxhash.xxh3_64_intdigest(url.encode()) >> 11) / 2**53
