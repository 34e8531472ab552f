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
from tasks.reading import Reading
from tasks.store import Store
from tasks.watch.checks import HAD
from tasks.watch.health import Visited, health_of
from tasks.watch.pages import History, page_rows
from tasks.watch.places import absent, memories, sightings_of
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


def watch(brought: Brought, run: Run, release: int, store: Store, sources: Mapping[str, Source]) -> Watched:
    """Compare what a run brought with what the store knows of the same lists, pages and sources."""
    store = store.snapshot()
    readings, sightings = _lists(brought.listings, run, store)
    health = tuple(_health(brought, readings, run, store, sources))
    fresh = {
        CAPTURES.name: CAPTURES.frame((one,) for one in brought.captures),
        COPIES.name: brought.copies,
        LIST_READINGS.name: LIST_READINGS.frame((one,) for one in readings),
        SIGHTINGS.name: SIGHTINGS.frame((one,) for one in sightings),
    }
    known = _Known(store, fresh)
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


def _lists(listings: Sequence[Listing], run: Run, store: Store) -> tuple[list[ListReading], list[Sighting]]:
    mine = pl.col("source_id").is_in([listing.source.id for listing in listings])
    before = store.read(SIGHTINGS, predicate=mine)
    known, dropped = memories(store.read(LIST_READINGS, predicate=mine), before), absent(before)
    readings, sightings = [], []
    for listing in listings:
        memory = known.get(listing.source.id, {}).get(listing.url)
        reading = reading_of(listing, memory, run)
        readings.append(reading)
        gone = dropped.get((listing.source.id, listing.url), frozenset())
        sightings += sightings_of(listing, memory, reading, gone)
    return readings, sightings


def _health(
    brought: Brought, readings: Sequence[ListReading], run: Run, store: Store, sources: Mapping[str, Source]
) -> list[SourceHealth]:
    captures: defaultdict[str, list[Capture]] = defaultdict(list)
    for capture in brought.captures:
        captures[capture.source_id].append(capture)
    urls = pl.col("url").is_in([capture.url for capture in brought.captures if capture.purpose == "page"])
    asked_before = frozenset(store.read(CAPTURES, ["url"], urls)["url"])
    ids = [name for name in captures if name in sources]
    rows = store.read(SOURCE_HEALTH, predicate=pl.col("source_id").is_in(ids)).sort("started_at", "run_id")
    last = {row["source_id"]: SourceHealth(**row) for row in rows.iter_rows(named=True)}
    return [
        health_of(
            Visited(
                source=sources[name],
                captures=captures[name],
                readings=[reading for reading in readings if reading.source_id == name],
                notices=[one for one in brought.reading.notices if one.capture.source_id == name],
                held=[one for one in brought.reading.held if one.capture.source_id == name],
                asked_before=asked_before,
            ),
            run,
            last.get(name),
        )
        for name in sorted(ids)
    ]


class _Known:
    """What the store knew, with what the run brought."""

    def __init__(self, store: Store, fresh: Mapping[str, pl.DataFrame]) -> None:
        self._store, self._fresh = store, fresh

    def touched(self) -> frozenset[str]:
        """Pages the run asked, or learned of by a list, and those of the same site with the same notice.

        An entry that was absent at an earlier reading counts too: this reading may confirm it.
        """
        asked = self._fresh[CAPTURES.name].filter(pl.col("purpose") == "page")["url"]
        seen = self._fresh[SIGHTINGS.name]["url"]
        lists = self._fresh[LIST_READINGS.name].filter(pl.col("state") == "ok")["list_url"].to_list()
        before = self._store.read(SIGHTINGS, predicate=pl.col("list_url").is_in(lists))
        pending = [url for urls in absent(before).values() for url in urls]
        urls = frozenset([*asked, *seen, *pending])
        copies = self._all(COPIES, pl.lit(value=True), ["url", "notice_id", "source_id"])
        mine = copies.filter(pl.col("url").is_in(list(urls))).select("notice_id", "source_id").unique()
        return urls | frozenset(copies.join(mine, on=["notice_id", "source_id"], how="semi")["url"])

    def history(self, urls: frozenset[str]) -> History:
        """All that is known of the pages."""
        mine = pl.col("url").is_in(list(urls))
        captures = self._all(CAPTURES, mine & (pl.col("purpose") == "page"))
        # Where a page was not had, its host is looked at: only then is the rest of its site read.
        doubtful = captures.filter(~pl.col("outcome").is_in(HAD))["source_id"].unique()
        rest = self._all(
            CAPTURES, pl.col("source_id").is_in(doubtful.implode()) & ~(mine & (pl.col("purpose") == "page"))
        )
        sightings = self._all(SIGHTINGS, mine)
        readings = self._all(LIST_READINGS, pl.col("list_url").is_in(sightings["list_url"].unique().implode()))
        return History(
            captures=pl.concat([captures, rest]),
            copies=self._all(COPIES, mine),
            sightings=sightings,
            readings=readings,
        )

    def _all(self, table: Table, predicate: pl.Expr, columns: Sequence[str] | None = None) -> pl.DataFrame:
        fresh = self._fresh[table.name].filter(predicate)
        names = list(columns or table.polars.names())
        return pl.concat([self._store.read(table, names, predicate).select(names), fresh.select(names)])
