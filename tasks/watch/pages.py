"""The rows of ``pages``: how each page a run touched stands. Pure: from frames to rows."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from schemas.pages import PageRow
from schemas.source import Source
from schemas.values import Run
from tasks.watch.checks import checks_of
from tasks.watch.due import next_due
from tasks.watch.ladder import NEVER_LISTED, Answer, Check, standing
from tasks.watch.past import Known, changes, pasts
from tasks.watch.places import places


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """All that is known of some pages, this run included.

    ``captures``: all of theirs, and whatever ``checks_of`` needs beside. ``copies``: every row of theirs.
    ``sightings``: every row of theirs, ``readings``: all of the lists those name.
    """

    captures: pl.DataFrame
    copies: pl.DataFrame
    sightings: pl.DataFrame
    readings: pl.DataFrame


def page_rows(
    urls: Iterable[str], history: History, sources: Mapping[str, Source], run: Run, release: int
) -> list[PageRow]:
    """A row for each of the pages that was ever asked for."""
    known = pasts(history.captures, history.copies)
    checks = checks_of(history.captures)
    listed = places(history.sightings, history.readings)
    notices = dict(history.copies.sort("release").select("url", "notice_id").iter_rows())
    changed = dict(changes(history.copies).iter_rows())
    siblings = _Siblings(notices, known, checks)
    rows = []
    for url in sorted(set(urls) & known.keys()):
        page = known[url]
        place = listed.get(url, NEVER_LISTED)
        # A page whose every request was refused before it was sent has captures, and no check.
        asked = checks.get(url) or (_refused(page),)
        now = standing(asked, place, siblings.standing_in_for(url))
        rows.append(
            PageRow(
                url=url,
                source_id=page.source_id,
                notice_id=notices.get(url),
                state=now.state,
                state_since=now.since,
                reason=now.reason,
                moved_to=now.moved_to,
                first_seen=page.first_asked,
                last_seen=max((at for at in (page.last_ok, place.last_listed) if at), default=None),
                last_ok=page.last_ok,
                last_asked=page.past.asked_at,
                last_outcome=page.last_outcome,
                last_listed=place.last_listed,
                listed_on=place.listed_on,
                changed_at=changed.get(url),
                next_due=next_due(page.past, revisit(sources.get(page.source_id))),
                captures=page.captures,
                run_id=run.run_id,
                recorded_at=run.started_at,
                release=release,
            )
        )
    return rows


def revisit(source: Source | None) -> dt.timedelta:
    """How often the pages of a source are asked, before their own past is looked at; weekly where it is no more."""
    return dt.timedelta(hours=source.revisit_hours if source else 168)


def _refused(page: Known) -> Check:
    return Check(at=page.first_asked, answer=Answer.KEPT_OUT, site_wide=False, why="It was never really asked for.")


class _Siblings:
    """Pages of one site that carry the same notice."""

    def __init__(
        self, notices: Mapping[str, str], known: Mapping[str, Known], checks: Mapping[str, tuple[Check, ...]]
    ) -> None:
        self._notices, self._known, self._checks = notices, known, checks
        self._urls: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for url, notice_id in notices.items():
            if url in known:
                self._urls[notice_id, known[url].source_id].append(url)

    def standing_in_for(self, url: str) -> str | None:
        """Another page of the site where the notice was had when last asked, the latest first; null where there is none."""
        notice_id = self._notices.get(url)
        if notice_id is None:
            return None
        others = [one for one in self._urls[notice_id, self._known[url].source_id] if one != url and self._had(one)]
        return max(others, key=lambda one: (self._checks[one][-1].at, one), default=None)

    def _had(self, url: str) -> bool:
        checks = self._checks.get(url)
        return bool(checks) and checks is not None and checks[-1].answer is Answer.HAD
