"""Hold back the notices of a source whose pages have lost title or date: its template has changed, not its news."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from schemas.source import Source
from schemas.values import NoticePage
from tasks.reading import Reading, Refusal
from tasks.watch.health import fill

REASON = "source_failing"


def hold_back(reading: Reading, sources: Mapping[str, Source]) -> Reading:
    """The reading without the notices of sources below their ``minimum_fill``: they stand in ``held`` and are refusals.

    What the store has of them stays as it is, and they are asked for whole again, until the source is mended.
    """
    by_source: defaultdict[str, list[NoticePage]] = defaultdict(list)
    for notice in reading.notices:
        by_source[notice.capture.source_id].append(notice)
    poor = {name for name, notices in by_source.items() if _is_poor(notices, sources.get(name))}
    if not poor:
        return reading
    held = tuple(notice for notice in reading.notices if notice.capture.source_id in poor)
    refusals = tuple(_refusal(notice, sources[notice.capture.source_id]) for notice in held)
    kept = tuple(notice for notice in reading.notices if notice.capture.source_id not in poor)
    return replace(reading, notices=kept, held=held, refusals=(*reading.refusals, *refusals))


def _is_poor(notices: list[NoticePage], source: Source | None) -> bool:
    least = source.minimum_fill if source else None
    if least is None:
        return False
    titles = fill(one.page.title is not None for one in notices)
    dates = fill(one.page.published_at is not None for one in notices)
    return min(titles or 0.0, dates or 0.0) < least


def _refusal(notice: NoticePage, source: Source) -> Refusal:
    return Refusal(
        url=notice.page.url,
        source_id=source.id,
        reason=REASON,
        detail=f"Of the notices {source.id} gave in this run, too few have title and date (minimum_fill {source.minimum_fill}).",
    )
