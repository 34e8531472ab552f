"""What the lists say of pages, from their readings and sightings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from schemas.lists import ListReading, Sighting
from schemas.values import Link
from tasks.discover import Listing, ListMemory, missing
from tasks.watch.ladder import ListPlace


def sightings_of(listing: Listing, memory: ListMemory | None, reading: ListReading) -> list[Sighting]:
    """What stands otherwise than at the last reading.

    A reading that failed, or named nothing, says nothing of what is absent.
    """
    known = memory.links.among(listing.links) if memory else {}
    gone = memory.links.absent(listing.links) if memory else frozenset()
    found = []
    for link in listing.links.values():
        if link.url not in known:
            found.append(_sighting(reading, link, "again" if link.url in gone else "first"))
        elif link != known[link.url]:
            found.append(_sighting(reading, link, "changed"))
    if reading.state == "ok" and listing.fault is None and memory is not None:
        found += [_sighting(reading, link, "absent") for link in missing(listing, memory)]
    return found


def _sighting(reading: ListReading, link: Link, kind: str) -> Sighting:
    return Sighting(
        source_id=reading.source_id,
        list_url=reading.list_url,
        url=link.url,
        run_id=reading.run_id,
        seen_at=reading.read_at,
        kind=kind,
        title=link.title,
        listed_on=link.listed_on,
    )


def places(sightings: pl.DataFrame, readings: pl.DataFrame) -> dict[str, ListPlace]:
    """Where each page stands in the lists, by address; ``readings`` hold all of those lists."""
    by_list: defaultdict[tuple[str, str], list[ListReading]] = defaultdict(list)
    for row in readings.filter(pl.col("state") == "ok").sort("read_at").iter_rows(named=True):
        by_list[row["source_id"], row["list_url"]].append(ListReading(**row))
    last: defaultdict[str, list[Sighting]] = defaultdict(list)
    for row in _latest(sightings).iter_rows(named=True):
        last[row["url"]].append(Sighting(**row))
    return {url: _place(rows, by_list) for url, rows in last.items()}


def _place(rows: Iterable[Sighting], by_list: Mapping[tuple[str, str], list[ListReading]]) -> ListPlace:
    """A page is absent only where every list that ever named it dropped it; then the last to do so counts."""
    rows = sorted(rows, key=lambda row: row.seen_at)
    named = [row for row in rows if row.kind != "absent"]
    last = named[-1] if named else rows[-1]
    if named:
        seen = max(max([row.seen_at, *_covering(row, by_list)]) for row in named)
        return ListPlace(last_listed=seen, listed_on=last.listed_on, absent_since=None, confirmed_at=None)
    covering = _covering(last, by_list)
    return ListPlace(
        last_listed=max((at for at in covering if at < last.seen_at), default=None),
        listed_on=last.listed_on,
        absent_since=last.seen_at,
        confirmed_at=max((at for at in covering if at > last.seen_at), default=None),
    )


def _covering(row: Sighting, by_list: Mapping[tuple[str, str], list[ListReading]]) -> list[dt.datetime]:
    """Readings on whose pages the entry would stand."""
    return [
        reading.read_at
        for reading in by_list[row.source_id, row.list_url]
        if reading.complete or _stands_after(row.listed_on, reading.covered_since)
    ]


def _stands_after(listed_on: dt.date | None, covered_since: dt.date | None) -> bool:
    return listed_on is not None and covered_since is not None and listed_on > covered_since


def _latest(sightings: pl.DataFrame) -> pl.DataFrame:
    """The last row of each entry of each list."""
    key = ["source_id", "list_url", "url"]
    return sightings.sort("seen_at").group_by(key, maintain_order=True).last().select(sightings.columns)
