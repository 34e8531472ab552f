"""What the lists say of pages, from their readings and sightings."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

import polars as pl

from schemas.lists import ListReading, Sighting
from schemas.values import Link
from tasks.discover import Listing, ListMemory, missing
from tasks.watch.ladder import ListPlace

# A re-launch replaces all addresses: from the next reading on, the new ones are what is known.
_NAMING = ("ok", "replaced")


def memories(readings: pl.DataFrame, sightings: pl.DataFrame) -> dict[str, dict[str, ListMemory]]:
    """What is known of each list, by source and address; only readings that went well count.

    A list that is empty or walled today is remembered as it was: so its entries are not taken for missing, and what
    it names once it is mended is compared with what it named before.
    """
    good = readings.filter(pl.col("state").is_in(_NAMING))
    lists = good.group_by("source_id", "list_url").agg(
        pl.col("read_at").max(), pl.col("read_at").filter(pl.col("swept")).max().alias("swept_at")
    )
    named: defaultdict[tuple[str, str], dict[str, Link]] = defaultdict(dict)
    for row in _latest(sightings).filter(pl.col("kind") != "absent").iter_rows(named=True):
        link = Link(url=row["url"], title=row["title"], listed_on=row["listed_on"])
        named[row["source_id"], row["list_url"]][link.url] = link
    found: defaultdict[str, dict[str, ListMemory]] = defaultdict(dict)
    for row in lists.iter_rows(named=True):
        key = (row["source_id"], row["list_url"])
        found[row["source_id"]][row["list_url"]] = ListMemory(
            read_at=row["read_at"], swept_at=row["swept_at"], links=named[key]
        )
    return dict(found)


def sightings_of(
    listing: Listing, memory: ListMemory | None, reading: ListReading, gone: frozenset[str]
) -> list[Sighting]:
    """What stands otherwise than at the last reading. ``gone``: addresses that were absent until now.

    A reading that failed, or named nothing, says nothing of what is absent.
    """
    known = memory.links if memory else {}
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


def absent(sightings: pl.DataFrame) -> dict[tuple[str, str], frozenset[str]]:
    """Addresses each list dropped, by source and list."""
    found: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _latest(sightings).filter(pl.col("kind") == "absent").iter_rows(named=True):
        found[row["source_id"], row["list_url"]].add(row["url"])
    return {key: frozenset(urls) for key, urls in found.items()}
