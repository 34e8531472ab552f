"""From captures to checks: what each attempt tells of its page, and whether the whole host fared so."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

import polars as pl

from schemas.operations import Capture
from tasks.watch.ladder import Answer, Check

# A page that is no HTML, or pictures only, or too long, is there all the same.
HAD = frozenset({"ok", "not_modified", "not_html", "image_only", "too_large"})
MISSING = frozenset({"gone", "soft_not_found"})
_ANSWERS = {
    **dict.fromkeys(HAD, Answer.HAD),
    **dict.fromkeys(MISSING, Answer.MISSING),
    "unreachable": Answer.FAILED,
    "blocked": Answer.KEPT_OUT,
    "disallowed": Answer.KEPT_OUT,
}
# One or two pages missing together are takedowns as likely as not.
WHOLE_SITE = 3
_WWW = re.compile(r"^www\.")  # www.changle.example and changle.example are one site


def answer_of(outcome: str) -> Answer:
    """What an outcome tells of a page."""
    return _ANSWERS[outcome]


def checks_of(captures: pl.DataFrame) -> dict[str, tuple[Check, ...]]:
    """The checks of each page, oldest first, by address.

    ``captures`` must hold, for the sources of these pages, all attempts of the runs in which one of them was missing
    or failed, and all their attempts after: they tell a page's fault from its host's. An attempt that sent no request
    (robots.txt forbids it, the host was given up) is no check.
    """
    asked = [Capture(**row) for row in captures.sort("fetched_at", "capture_id").iter_rows(named=True)]
    hosts = _Hosts(one for one in asked if one.attempts)
    found: defaultdict[str, list[Check]] = defaultdict(list)
    for one in asked:
        if one.purpose == "page" and one.attempts:
            found[one.url].append(
                Check(
                    at=one.fetched_at,
                    answer=answer_of(one.outcome),
                    site_wide=hosts.fared_alike(one),
                    why=one.reason,
                    led_to=_led_to(one),
                )
            )
    return {url: tuple(checks) for url, checks in found.items()}


class _Hosts:
    """How each host fared in each run, and when a page of it was last had."""

    def __init__(self, captures: Iterable[Capture]) -> None:
        self._pages: defaultdict[tuple[str, str], set[Answer]] = defaultdict(set)
        self._counts: defaultdict[tuple[str, str], int] = defaultdict(int)
        self._all: defaultdict[tuple[str, str], set[Answer]] = defaultdict(set)
        self._first: dict[str, dt.datetime] = {}
        self._last_had: defaultdict[str, dict[str, dt.datetime]] = defaultdict(dict)
        for one in captures:
            place, answer = (one.run_id, _host(one.url)), answer_of(one.outcome)
            self._all[place].add(answer)
            if one.purpose != "page":
                continue
            self._pages[place].add(answer)
            self._counts[place] += 1
            self._first.setdefault(one.url, one.fetched_at)
            if answer is Answer.HAD:
                self._last_had[_host(one.url)][one.url] = one.fetched_at

    def fared_alike(self, capture: Capture) -> bool:
        """Whether the whole host fared as this attempt did."""
        place, answer = (capture.run_id, _host(capture.url)), answer_of(capture.outcome)
        if answer is Answer.FAILED:
            return not self._all[place] & {Answer.HAD, Answer.MISSING}
        if answer is not Answer.MISSING or self._counts[place] < WHOLE_SITE or self._pages[place] != {answer}:
            return False
        return not self._old_page_had_since(capture)

    def _old_page_had_since(self, capture: Capture) -> bool:
        had = self._last_had[_host(capture.url)]
        at = capture.fetched_at
        return any(last > at and self._first[url] < at and url != capture.url for url, last in had.items())


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _led_to(capture: Capture) -> str | None:
    """Where a redirect led that is another page, not the same one under https or www."""
    if capture.final_url is None or answer_of(capture.outcome) is not Answer.HAD:
        return None
    return None if _plain(capture.final_url) == _plain(capture.url) else capture.final_url


def _plain(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return _WWW.sub("", (parts.hostname or "").lower()), parts.path.rstrip("/"), parts.query
