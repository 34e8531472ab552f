"""All lists of a source, read page by page."""

import logging
from dataclasses import dataclass, replace

from schemas.operations import Capture
from schemas.source import Source
from schemas.values import Link
from tasks.discover.listing import Listing, page_of_list
from tasks.discover.window import Memory, goes_on, missing, window
from tasks.fetch import Fetcher

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What the lists of a source name.

    ``links``: entries that may be notices, by the source's rules of titles and addresses. ``listed``: all entries on hosts the source
    allows. Each address once, in the order met. ``captures``: the list pages asked for, whatever came of them.
    ``moved``: addresses named before that now have another date or title, or are missing where they should stand.
    """

    links: tuple[Link, ...]
    listed: tuple[Link, ...]
    captures: tuple[Capture, ...]
    listings: tuple[Listing, ...]
    moved: frozenset[str]

    @property
    def fault(self) -> str | None:
        """Why a list that was had could not be read; null where all were."""
        pages = (page for listing in self.listings for page in listing.pages)
        return next((page.fault for page in pages if page.fault and page.capture.outcome == "ok"), None)


async def discover(source: Source, fetcher: Fetcher, memory: Memory | None = None) -> Discovery:
    """Reads each list as far as ``window`` says: entries already known never end it.

    Without a memory every list is read to its end, as at a first visit. A list that cannot be read, or turns in a
    circle, ends with the pages seen; the others go on.
    """
    listings = [await _read(source, fetcher, str(first), memory) for first in source.lists]
    listed: dict[str, Link] = {}
    links: dict[str, Link] = {}
    for listing in listings:
        for link in listing.links.values():
            listed.setdefault(link.url, link)
        for link in listing.matching:
            links.setdefault(link.url, link)
    return Discovery(
        links=tuple(links.values()),
        listed=tuple(listed.values()),
        captures=tuple(page.capture for listing in listings for page in listing.pages),
        listings=tuple(listings),
        moved=frozenset(url for listing in listings for url in _moved(listing, memory)),
    )


async def _read(source: Source, fetcher: Fetcher, first: str, memory: Memory | None) -> Listing:
    known = memory.lists.get(first) if memory else None
    bounds = window(source, known, memory.now if memory else None)
    listing = Listing(source=source, url=first, pages=())
    while (url := listing.following) is not None and goes_on(bounds, listing, known):
        page = page_of_list(await fetcher.get(url, "list"), source)
        listing = replace(listing, pages=(*listing.pages, page))
        if page.fault:
            _LOG.warning("list %s was not read: %s", url, page.fault)
        elif not page.fits:
            _LOG.warning("%s does not look like a %s list", url, source.family)
    return listing


def _moved(listing: Listing, memory: Memory | None) -> list[str]:
    known = memory.lists.get(listing.url) if memory else None
    if known is None or listing.fault is not None or not listing.links:
        return []
    changed = [url for url, link in known.links.among(listing.links).items() if link != listing.links[url]]
    return [*changed, *(link.url for link in missing(listing, known))]
