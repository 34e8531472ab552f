"""What a run learned of lists, pages and sources: the rows of the tables that watch over them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from schemas.health import SOURCE_HEALTH, SourceHealth
from schemas.history import COPIES
from schemas.lists import LIST_READINGS, SIGHTINGS, ListReading, Sighting
from schemas.operations import CAPTURES, Capture
from schemas.pages import PAGES
from schemas.source import Source
from schemas.table import Table
from schemas.values import Run
from tasks.discover import Listing
from tasks.lookup import Lookup, asked_before, carried_by, carrying, dropped, last_sightings, memories
from tasks.reading import Reading
from tasks.store import Store
from tasks.stored import all_copies_at, captures_at
from tasks.watch.checks import HAD, MISSING, WHOLE_SITE
from tasks.watch.health import Visited, health_of
from tasks.watch.pages import History, page_rows
from tasks.watch.places import sightings_of
from tasks.watch.readings import reading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The rows to store, by table, and how each source stands."""

    frames: Mapping[str, pl.DataFrame]
    health: tuple[SourceHealth, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What a run brought: its attempts, the lists among them, what was read, and the rows of ``copies`` it stores."""

    captures: Sequence[Capture]
    listings: Sequence[Listing]
    reading: Reading
    copies: pl.DataFrame


def watch(
    brought: Brought, store: Store, lookup: Lookup, *, run: Run, release: int, sources: Mapping[str, Source]
) -> Watched:
    """Compare what a run brought with what the store knows of the same lists, pages and sources."""
    store = store.snapshot()
    readings, sightings = _lists(brought.listings, run, lookup)
    health = tuple(_health(brought, readings, store, lookup, run=run, sources=sources))
    fresh = {
        CAPTURES.name: CAPTURES.frame((one,) for one in brought.captures),
        COPIES.name: brought.copies,
        LIST_READINGS.name: LIST_READINGS.frame((one,) for one in readings),
        SIGHTINGS.name: SIGHTINGS.frame((one,) for one in sightings),
    }
    known = _Known(store, lookup, fresh)
    urls = known.touched()
    rows = page_rows(urls, known.history(urls), sources, run, release)
    return Watched(
        frames={
            LIST_READINGS.name: fresh[LIST_READINGS.name],
            SIGHTINGS.name: fresh[SIGHTINGS.name],
            SOURCE_HEALTH.name: SOURCE_HEALTH.frame((one,) for one in health),
            PAGES.name: PAGES.frame((row,) for row in rows),
        },
        health=health,
    )


def _lists(listings: Sequence[Listing], run: Run, lookup: Lookup) -> tuple[list[ListReading], list[Sighting]]:
    known = {listing.source.id: memories(lookup, listing.source.id) for listing in listings}
    readings, sightings = [], []
    for listing in listings:
        memory = known[listing.source.id].get(listing.url)
        reading = reading_of(listing, memory, run)
        readings.append(reading)
        sightings += sightings_of(listing, memory, reading)
    return readings, sightings


def _health(
    brought: Brought,
    readings: Sequence[ListReading],
    store: Store,
    lookup: Lookup,
    *,
    run: Run,
    sources: Mapping[str, Source],
) -> list[SourceHealth]:
    captures: defaultdict[str, list[Capture]] = defaultdict(list)
    for capture in brought.captures:
        captures[capture.source_id].append(capture)
    known = asked_before(lookup, {capture.url for capture in brought.captures if capture.purpose == "page"})
    ids = [name for name in captures if name in sources]
    rows = store.read(SOURCE_HEALTH, predicate=pl.col("source_id").is_in(ids)).sort("started_at", "run_id")
    latest = rows.unique("source_id", keep="last", maintain_order=True)
    last = {row["source_id"]: SourceHealth(**row) for row in latest.iter_rows(named=True)}
    return [
        health_of(
            Visited(
                source=sources[name],
                captures=captures[name],
                readings=[reading for reading in readings if reading.source_id == name],
                notices=[one for one in brought.reading.notices if one.capture.source_id == name],
                held=[one for one in brought.reading.held if one.capture.source_id == name],
                asked_before=known,
            ),
            run,
            last.get(name),
        )
        for name in sorted(ids)
    ]


class _Known:
    """What the store knew, with what the run brought."""

    def __init__(self, store: Store, lookup: Lookup, fresh: Mapping[str, pl.DataFrame]) -> None:
        self._store, self._lookup, self._fresh = store, lookup, fresh

    def touched(self) -> frozenset[str]:
        """Pages the run asked, or learned of by a list, and those of the same site with the same notice.

        An entry that was absent at an earlier reading counts too: this reading may confirm it.
        """
        asked = self._fresh[CAPTURES.name].filter(pl.col("purpose") == "page")["url"]
        seen = self._fresh[SIGHTINGS.name]["url"]
        lists = self._fresh[LIST_READINGS.name].filter(pl.col("state") == "ok")["list_url"].to_list()
        urls = frozenset([*asked, *seen, *dropped(self._lookup, lists)])
        fresh = self._fresh[COPIES.name].select("url", "notice_id", "source_id")
        mine = fresh.filter(pl.col("url").is_in(list(urls))).select("notice_id", "source_id")
        carried = carried_by(self._lookup, urls).union(mine.iter_rows())
        also = [url for url, *carries in fresh.iter_rows() if tuple(carries) in carried]
        return urls.union(also, carrying(self._lookup, carried))

    def history(self, urls: frozenset[str]) -> History:
        """All that is known of the pages."""
        mine = pl.col("url").is_in(list(urls))
        fresh = self._fresh[CAPTURES.name].filter(mine & (pl.col("purpose") == "page"))
        captures = pl.concat([captures_at(self._store, self._lookup, urls), fresh])
        sightings = pl.concat([last_sightings(self._lookup, urls), self._fresh[SIGHTINGS.name].filter(mine)])
        readings = self._all(LIST_READINGS, pl.col("list_url").is_in(sightings["list_url"].unique().implode()))
        return History(
            captures=pl.concat([captures, self._beside(captures, mine)]),
            copies=pl.concat([all_copies_at(self._store, self._lookup, urls), self._fresh[COPIES.name].filter(mine)]),
            sightings=sightings,
            readings=readings,
        )

    def _beside(self, captures: pl.DataFrame, mine: pl.Expr) -> pl.DataFrame:
        """Where a page was not had, what came of the rest of its site in the same run.

        Where several pages were missing at once, also what came of it before and after: the site may have moved.
        """
        doubtful = captures.filter(~pl.col("outcome").is_in(HAD))
        if doubtful.is_empty():
            return captures.clear()
        site = pl.col("source_id").is_in(doubtful["source_id"].unique().to_list())
        others = site & ~(mine & (pl.col("purpose") == "page"))
        rest = self._all(CAPTURES, others & pl.col("run_id").is_in(doubtful["run_id"].unique().to_list()))
        missing = pl.concat([doubtful, rest]).filter((pl.col("purpose") == "page") & pl.col("outcome").is_in(MISSING))
        at_once = missing.group_by("source_id", "run_id").len().filter(pl.col("len") >= WHOLE_SITE)
        return self._all(CAPTURES, others) if at_once.height else rest

    def _all(self, table: Table, predicate: pl.Expr) -> pl.DataFrame:
        return pl.concat([self._store.read(table, predicate=predicate), self._fresh[table.name].filter(predicate)])
