"""Which page spoke for a notice when, by every capture of its pages: it does not matter in what order they arrived."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from schemas.source import Source
from schemas.values import NoticePage
from tasks.record.canonical import Held, canonical_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """A page asked at a time: what it said, or null where it was missing. Those of one ``visit`` count as one moment."""

    url: str
    at: dt.datetime
    visit: str
    page: NoticePage | None


@dataclass(frozen=True, slots=True)
class Stand:
    """A page that spoke for the notice from a moment on."""

    since: dt.datetime
    page: NoticePage


def timeline(sights: Iterable[Sight], sources: Mapping[str, Source]) -> tuple[Stand, ...]:
    """The stands of a notice, oldest first."""
    first: dict[str, dt.datetime] = {}
    every = list(sights)
    for one in every:
        first[one.visit] = min(one.at, first.get(one.visit, one.at))
    ordered = sorted(every, key=lambda one: (first[one.visit], one.visit, one.at, one.url))
    stands: list[Stand] = []
    held: Held | None = None
    for _, group in groupby(ordered, key=lambda one: one.visit):
        held = _after(tuple(group), held, stands, sources)
    return tuple(stands)


def standing_at(stands: Sequence[Stand], at: dt.datetime) -> NoticePage | None:
    """The page that spoke at a moment; null before the first."""
    return next((one.page for one in reversed(stands) if one.since <= at), None)


def _after(
    visit: Sequence[Sight], held: Held | None, stands: list[Stand], sources: Mapping[str, Source]
) -> Held | None:
    """What is held after a visit; a new stand is added to ``stands``."""
    pages = {one.url: one.page for one in visit if one.page is not None}
    if held is not None:
        own = [one.page is None for one in visit if one.url == held.url]
        held = replace(held, lost=own[-1] if own else held.lost)
    if not pages:
        return held
    chosen = canonical_of(pages, held, sources)
    known = frozenset(pages) | (held.known if held is not None else frozenset())
    if chosen is None or (held is not None and held.says_the_same(chosen)):
        return replace(held, known=known) if held is not None else None
    stands.append(Stand(chosen.capture.fetched_at, chosen))
    return Held(
        url=chosen.page.url,
        source_id=chosen.capture.source_id,
        body_sha256=chosen.body_sha256,
        parsed=chosen.parsed,
        known=known,
        lost=False,
    )
