"""What is known of the lists of a source: when each was read, and what it names."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.lists import SIGHTINGS
from schemas.values import Link
from tasks.discover import ListMemory
from tasks.lookup.lookup import Lookup
from tasks.lookup.times import moment


@dataclass(frozen=True, slots=True)
class EntriesOf:
    """The entries a list named when last read, asked for as they are needed: some lists have ten thousand."""

    lookup: Lookup
    source_id: str
    list_url: str

    def __len__(self) -> int:
        (found,) = self.lookup.rows("SELECT COUNT(*) FROM named WHERE source_id = ? AND list_url = ?", *self._key)
        return int(found[0])

    def among(self, urls: Collection[str]) -> Mapping[str, Link]:
        """Those of the addresses that it named, as it named them."""
        query = "SELECT * FROM named WHERE source_id = ? AND list_url = ? AND url IN (SELECT value FROM json_each(?))"
        found = self.lookup.rows(query, *self._key, urls)
        return {link.url: link for link in map(_link, found)}

    def after(self, day: dt.date | None) -> Iterator[Link]:
        """Entries dated later than the day; all of them, the undated too, where none is given."""
        if day is None:
            return map(_link, self.lookup.rows("SELECT * FROM named WHERE source_id = ? AND list_url = ?", *self._key))
        query = "SELECT * FROM named WHERE source_id = ? AND list_url = ? AND listed_on > ?"
        return map(_link, self.lookup.rows(query, *self._key, day.isoformat()))

    def absent(self, urls: Collection[str]) -> frozenset[str]:
        """Those of the addresses that it named once, and dropped."""
        query = (
            "SELECT url FROM entry WHERE source_id = ? AND list_url = ? AND kind = 'absent'"
            " AND url IN (SELECT value FROM json_each(?))"
        )
        return frozenset(self.lookup.column(query, *self._key, urls))

    @property
    def _key(self) -> tuple[str, str]:
        return self.source_id, self.list_url


def memories(lookup: Lookup, source_id: str) -> dict[str, ListMemory]:
    """What is known of each list of a source, by its address; only readings that went well count."""
    found = lookup.rows("SELECT list_url, read_at, swept_at FROM list WHERE source_id = ?", source_id)
    return {
        list_url: ListMemory(
            read_at=moment(read_at),
            swept_at=None if swept_at is None else moment(swept_at),
            links=EntriesOf(lookup, source_id, list_url),
        )
        for list_url, read_at, swept_at in found
    }


def dropped(lookup: Lookup, list_urls: Collection[str]) -> frozenset[str]:
    """Addresses that one of the lists named once, and dropped."""
    query = "SELECT url FROM entry WHERE kind = 'absent' AND list_url IN (SELECT value FROM json_each(?))"
    return frozenset(lookup.column(query, list_urls))


def last_sightings(lookup: Lookup, urls: Collection[str]) -> pl.DataFrame:
    """The last row of ``sightings`` of each entry with one of the addresses, in each list."""
    found = lookup.rows("SELECT * FROM entry WHERE url IN (SELECT value FROM json_each(?))", urls)
    rows = [
        (*key, run_id, moment(seen_at), kind, title, _day(day)) for *key, run_id, seen_at, kind, title, day in found
    ]
    return pl.DataFrame(rows, schema=SIGHTINGS.polars, orient="row")


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _link(row: tuple[Any, ...]) -> Link:
    *_, url, title, listed_on = row
    return Link(url=url, title=title, listed_on=_day(listed_on))
