"""All lists of a source, read page by page."""

import logging
import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from schemas.errors import EmptyPage, UndecodablePage
from schemas.operations import Capture
from schemas.source import Source
from schemas.values import Fetched, Link
from tasks.discover.families import ADAPTERS
from tasks.discover.links import is_cut
from tasks.discover.page import ListPage, list_page
from tasks.fetch import Fetcher
from tasks.text import squeezed

_LOG = logging.getLogger(__name__)
# A title the list cuts off may end before its rule could match: 中共某某区委关于巡视整… is looked at all the same.
_MAYBE = re.compile(r"巡视|巡察")


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What the lists of a source name.

    ``links``: entries that may be notices, by the source's rules of titles and addresses. ``listed``: all entries on hosts the source
    allows. Each address once, in the order met. ``captures``: the list pages asked for, whatever came of them.
    """

    links: tuple[Link, ...]
    listed: tuple[Link, ...]
    captures: tuple[Capture, ...]


async def discover(source: Source, fetcher: Fetcher) -> Discovery:
    """Reads up to ``list_pages`` pages of each list, always: entries already known never end it.

    A list that cannot be read, or turns in a circle, ends with the pages seen; the others go on.
    """
    listed: dict[str, Link] = {}
    captures: list[Capture] = []
    for first in source.lists:
        for page in await _pages(source, fetcher, str(first), captures):
            for link in ADAPTERS[source.family].links(page):
                _add(listed, link, source)
    links = tuple(link for link in listed.values() if is_wanted(link, source))
    return Discovery(links=links, listed=tuple(listed.values()), captures=tuple(captures))


def is_wanted(link: Link, source: Source) -> bool:
    """Whether the page behind a link is to be fetched, by its title or, where a source says so, by its address."""
    return may_be_notice(link.title, source.title_rule) or source.takes(link.url)


def may_be_notice(title: str, rule: str) -> bool:
    """Whether a title matches the rule, or is cut off and speaks of an inspection; widths and spaces do not count."""
    if re.search(rule, squeezed(title)):
        return True
    return is_cut(title) and bool(_MAYBE.search(title))


async def _pages(source: Source, fetcher: Fetcher, first: str, captures: list[Capture]) -> list[ListPage]:
    adapter = ADAPTERS[source.family]
    pages: list[ListPage] = []
    asked: set[str] = set()
    bodies: set[str] = set()
    url: str | None = first
    while url is not None and url not in asked and len(pages) < source.list_pages:
        asked.add(url)
        fetched = await fetcher.get(url, "list")
        captures.append(fetched.capture)
        page = _readable(fetched, source)
        # A site asked past its last page may serve that page, or the first, again under the new address.
        if page is None or (fetched.capture.sha256 or "") in bodies:
            break
        bodies.add(fetched.capture.sha256 or "")
        if not adapter.match(page):
            _LOG.warning("%s does not look like a %s list", url, source.family)
        pages.append(page)
        url = adapter.next(page)
    return pages


def _readable(fetched: Fetched, source: Source) -> ListPage | None:
    capture = fetched.capture
    if capture.outcome != "ok":
        _LOG.warning("list %s was not read: %s", capture.url, capture.reason)
        return None
    try:
        return list_page(capture.final_url or capture.url, fetched.body, source.search, source.zone)
    except (EmptyPage, UndecodablePage) as error:
        _LOG.warning("list %s was not read: %s", capture.url, error)
        return None


def _add(listed: dict[str, Link], link: Link, source: Source) -> None:
    if not source.allows(urlsplit(link.url).hostname or ""):
        return
    known = listed.get(link.url)
    if known is None:
        listed[link.url] = link
        return
    # One entry may be two links, a picture without words and the title: the fuller of both is kept.
    title = max(known.title, link.title, key=lambda title: (not is_cut(title), len(title)))
    listed[link.url] = replace(known, title=title, listed_on=known.listed_on or link.listed_on)
