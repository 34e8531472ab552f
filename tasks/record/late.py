"""Captures found late: the revisions that put them in their place in a notice's history. None of it is news.

A revision with an earlier ``valid_from`` and a later number says what stood then, as we know it now; one with the same
``valid_from`` as another takes its place. The text that stands now is said again behind them, so that the highest
number is always the current text.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.source import Source
from schemas.values import NoticePage, Run
from tasks.record.copies import CopyRow, CopySeen, copies_of
from tasks.record.notices import Archive, Caused, NoticeSeen, Recorded, provenance_of
from tasks.record.timeline import Sight, Stand, standing_at, timeline
from tasks.revise import compare

_CAUSE = "correction"
# No page is ahead of the first: a copy with this delay is measured and stored anew.
_UNKNOWN_DELAY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A stored revision: since when it stands, and what it says."""

    valid_from: dt.datetime
    revision: int
    url: str
    body_sha256: str


def record_late(
    seen: NoticeSeen,
    sights: Sequence[Sight],
    begun: Sequence[Begun],
    *,
    run: Run,
    release: int,
    sources: Mapping[str, Source],
    archive: Archive,
) -> tuple[Recorded, ...]:
    """What a run adds about a notice of which it brings captures older than some that are stored.

    ``sights`` are all there are of its pages, this run's included; ``begun`` its stored revisions.
    """
    stands = timeline(sights, sources)
    last = max((one.revision for one in begun), default=0)
    steps = list(_steps(stands, begun))
    if steps and steps[-1].page is not stands[-1].page:
        steps.append(stands[-1])
    recorded = [
        _revision(
            seen.notice_id, last + number, step, stands, run=run, release=release, is_first=not begun and number == 1
        )
        for number, step in enumerate(steps, 1)
    ]
    text = steps[-1].page if steps else None
    final = Recorded(
        notice_id=seen.notice_id,
        revision=last + len(steps),
        cause=None,
        page=None,
        provenance=None,
        copies=_copies(seen, sights, text, run=run, release=release, sources=sources, archive=archive),
        decisions=seen.decisions,
    )
    return (*recorded, final)


def _steps(stands: Sequence[Stand], begun: Sequence[Begun]) -> Iterator[Stand]:
    """What must be said anew, oldest first, for the revisions to tell the stands at every moment."""
    for moment in sorted({one.since for one in stands} | {one.valid_from for one in begun}):
        page = standing_at(stands, moment)
        told = max((one for one in begun if one.valid_from <= moment), key=_rank, default=None)
        if page is None or (told and (told.url, told.body_sha256) == (page.page.url, page.body_sha256)):
            continue
        yield Stand(moment, page)


def _rank(one: Begun) -> tuple[dt.datetime, int]:
    return one.valid_from, one.revision


def _revision(
    notice_id: str, revision: int, step: Stand, stands: Sequence[Stand], *, run: Run, release: int, is_first: bool
) -> Recorded:
    cause = "first_seen" if is_first else _CAUSE
    before = standing_at(stands, step.since - dt.timedelta(microseconds=1))
    differences = compare(before.parsed, step.page.parsed) if before is not None and not is_first else ()
    return Recorded(
        notice_id=notice_id,
        revision=revision,
        cause=cause,
        page=step.page,
        provenance=replace(provenance_of(step.page, cause, run, release), valid_from=step.since),
        caused=tuple(Caused(number=number, cause=cause, difference=one) for number, one in enumerate(differences, 1)),
    )


def _copies(
    seen: NoticeSeen,
    sights: Sequence[Sight],
    text: NoticePage | None,
    *,
    run: Run,
    release: int,
    sources: Mapping[str, Source],
    archive: Archive,
) -> tuple[CopyRow, ...]:
    """Each copy by its latest capture, first seen at its earliest."""
    pages = [one for one in sights if one.page is not None]
    first = {url: min(one.at for one in pages if one.url == url) for url in {one.url for one in pages}}
    latest = {one.url: one.page for one in sorted(pages, key=lambda one: one.at)}
    brought = tuple(
        CopySeen(page=latest[one.page.page.url] or one.page, reason=one.reason, containment=one.containment)
        for one in seen.copies
    )
    stored = seen.stored
    if stored is not None:
        lowered = {
            url: replace(copy, first_seen=first[url], delay=_UNKNOWN_DELAY)
            if url in first and first[url] < copy.first_seen
            else copy
            for url, copy in stored.copies.items()
        }
        stored = replace(stored, copies=lowered)
    rows = copies_of(
        brought,
        stored,
        seen.absorbed,
        notice_id=seen.notice_id,
        revised=text,
        run=run,
        release=release,
        sources=sources,
        read_again=archive.latest,
    )
    return tuple(
        replace(row, copy=replace(row.copy, first_seen=first.get(row.copy.url, row.copy.first_seen))) for row in rows
    )
