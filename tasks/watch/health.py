"""How a source stands after a run, by what its settings demand. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.health import SourceHealth
from schemas.lists import ListReading
from schemas.operations import Capture
from schemas.source import Source
from schemas.values import NoticePage, Run
from tasks.watch.checks import HAD

# One page behind a wall is that page's matter; of a site's pages, half are the site's.
_MOST_WALLED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """What a run has of a source: its attempts, its lists, the notices read and those of them held back."""

    source: Source
    captures: Sequence[Capture]
    readings: Sequence[ListReading]
    notices: Sequence[NoticePage]
    held: Sequence[NoticePage]
    asked_before: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Failed:
    """A check that failed, and the sentence that says how. ``minimum``: it makes the source failing."""

    check: str
    why: str
    minimum: bool = True


def health_of(visited: Visited, run: Run, last: SourceHealth | None) -> SourceHealth:
    """The row of a source in a run; ``last`` is its row of the run before.

    A missed minimum makes it failing: what was published of it stays. What only asks for a look is a warning.
    """
    failed = tuple(_failed(visited, run))
    state = "failing" if any(one.minimum for one in failed) else "warning" if failed else "ok"
    readings = visited.readings
    pages = [capture for capture in visited.captures if capture.purpose == "page"]
    read = [*visited.notices, *visited.held]
    good = state != "failing"
    return SourceHealth(
        source_id=visited.source.id,
        run_id=run.run_id,
        started_at=run.started_at,
        state=state,
        failed_checks=",".join(one.check for one in failed) or None,
        reason=" ".join(one.why for one in failed) or "Every check held.",
        reachable=_reachable(visited.captures),
        list_pages=sum(reading.pages for reading in readings) if readings else None,
        links_listed=sum(reading.links for reading in readings) if readings else None,
        links_matching=sum(reading.matching for reading in readings) if readings else None,
        minimum_links=visited.source.minimum_links,
        newest=max((reading.newest for reading in readings if reading.newest), default=None),
        pages_asked=len(pages),
        pages_had=sum(capture.outcome in HAD for capture in pages),
        pages_new=len({capture.url for capture in pages} - visited.asked_before),
        pages_held=len(visited.held),
        title_fill=fill(one.page.title is not None for one in read),
        date_fill=fill(one.page.published_at is not None for one in read),
        last_good_run=run.run_id if good else last.last_good_run if last else None,
        last_good_at=run.started_at if good else last.last_good_at if last else None,
    )


def fill(told: Iterable[bool]) -> float | None:
    """Share of the true ones; null of none."""
    found = list(told)
    return round(sum(found) / len(found), 4) if found else None


def _reachable(captures: Iterable[Capture]) -> bool:
    return any(capture.outcome in HAD for capture in captures if capture.purpose != "robots")


def _failed(visited: Visited, run: Run) -> Iterator[_Failed]:
    source, readings = visited.source, visited.readings
    if not _reachable(visited.captures):
        last = visited.captures[-1].reason if visited.captures else "Nothing was asked for."
        yield _Failed(check="reachable", why=f"No list and no page of it was had: {last}")
        return
    for reading in readings:
        if reading.state != "ok":
            yield _Failed(check="lists", why=f"{reading.list_url}: {reading.reason}")
    links = sum(reading.links for reading in readings)
    if readings and source.minimum_links is not None and links < source.minimum_links:
        yield _Failed(check="minimum_links", why=f"Its lists name {links} links, fewer than {source.minimum_links}.")
    if visited.held:
        held = len(visited.held)
        yield _Failed(check="minimum_fill", why=f"{held} notices read have too few titles or dates, and are held back.")
    newest = max((reading.newest for reading in readings if reading.newest), default=None)
    most = source.maximum_age_days
    if most is not None and newest is not None and (run.started_at.date() - newest).days > most:
        yield _Failed(
            check="maximum_age_days", why=f"The newest entry is of {newest}, over {most} days old.", minimum=False
        )
    pages = [capture for capture in visited.captures if capture.purpose == "page"]
    walled = sum(capture.outcome == "blocked" for capture in pages)
    if walled and walled >= _MOST_WALLED * len(pages):
        yield _Failed(check="walled", why=f"A wall stands before {walled} of {len(pages)} pages.", minimum=False)
