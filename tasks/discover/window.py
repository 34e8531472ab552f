"""How far down a list is read. Nothing ends it because its entries are known. Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from schemas.source import Source
from schemas.values import Link
from tasks.discover.listing import Listing


class KnownEntries(Protocol):
    """The entries a list named when last read."""

    def __len__(self) -> int:
        """How many they are."""
        ...

    def among(self, urls: Collection[str]) -> Mapping[str, Link]:
        """Those of the addresses that it named, as it named them."""
        ...

    def after(self, day: dt.date | None) -> Iterable[Link]:
        """Entries dated later than the day; all of them, the undated too, where none is given."""
        ...

    def absent(self, urls: Collection[str]) -> frozenset[str]:
        """Those of the addresses that it named once, and dropped."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMemory:
    """What earlier readings left of a list: when it was last read, when last to its end, and what it names."""

    read_at: dt.datetime
    swept_at: dt.datetime | None
    links: KnownEntries


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What is known of the lists of a source, by their addresses, and the time of the visit that goes by it."""

    now: dt.datetime
    lists: Mapping[str, ListMemory]


class Depth(Enum):
    """How far a reading goes."""

    OVERLAP = "past the overlap with the last reading"
    SWEEP = "to the end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The bounds of one reading: ``least`` and ``most`` pages, and the day it must reach back to."""

    depth: Depth
    least: int
    most: int
    back_to: dt.date | None


def window(source: Source, memory: ListMemory | None, now: dt.datetime | None) -> Window:
    """How far to read this time. A list never read before, and one not swept for long, is read to its end.

    A back-dated entry is put in its place far down, where no window looks: only a sweep finds it.
    """
    most = max(source.list_pages, source.sweep_pages)
    swept_at = memory.swept_at if memory else None
    if memory is None or swept_at is None or now is None or now - swept_at >= dt.timedelta(days=source.sweep_days):
        return Window(depth=Depth.SWEEP, least=source.list_pages, most=most, back_to=None)
    back_to = (memory.read_at - dt.timedelta(days=source.overlap_days)).date()
    return Window(depth=Depth.OVERLAP, least=source.list_pages, most=most, back_to=back_to)


def goes_on(bounds: Window, listing: Listing, memory: ListMemory | None) -> bool:
    """Whether the next page is to be read, if there is one."""
    count = len(listing.pages)
    if count >= bounds.most:
        return False
    if count < bounds.least or bounds.depth is Depth.SWEEP:
        return True
    return not _reaches(listing, bounds.back_to) or (memory is not None and shifted(listing, memory))


def swept(listing: Listing) -> bool:
    """Whether the reading was a sweep: as far as the list goes, or the most pages a run reads."""
    most = max(listing.source.list_pages, listing.source.sweep_pages)
    return listing.ended or (listing.fault is None and len(listing.pages) >= most)


def shifted(listing: Listing, memory: ListMemory) -> bool:
    """Whether the list is not what it was: nothing known is on it, or entries left their place.

    More than one visit may have been missed, or an entry been given another date, or taken off: reading on tells.
    """
    if not len(memory.links):
        return False
    return not memory.links.among(listing.links) or bool(missing(listing, memory))


def missing(listing: Listing, memory: ListMemory) -> tuple[Link, ...]:
    """Entries named before that should stand on the pages read, and do not.

    A list that keeps a fixed number of entries pushes one out at its end for each that comes: those are not missing.
    """
    if not listing.complete:
        # Of the last day read, some entries may stand on the next page.
        later = memory.links.after(listing.reached) if listing.reached else ()
        return tuple(link for link in later if link.url not in listing.links)
    lost = [link for link in memory.links.after(None) if link.url not in listing.links]
    pushes = len(listing.links) - len(memory.links.among(listing.links))
    oldest = min((link.listed_on for link in listing.links.values() if link.listed_on), default=None)
    at_end = sorted(
        (link for link in lost if link.listed_on is None or (oldest is not None and link.listed_on <= oldest)),
        key=lambda link: link.listed_on or dt.date.min,
    )
    pushed = {link.url for link in at_end[:pushes]}
    return tuple(link for link in lost if link.url not in pushed)


def _reaches(listing: Listing, back_to: dt.date | None) -> bool:
    """Whether its last page is older than the day. An undated list cannot tell: there the pages alone are counted."""
    if back_to is None or listing.newest is None:
        return True
    last = [link.listed_on for link in listing.fresh[-1] if link.listed_on]
    # A page of nothing but entries kept on top, or of undated ones, does not say how far down it stands.
    return bool(last) and max(last) < back_to
