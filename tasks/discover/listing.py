"""One list as it was read: its pages in order, what they name, how far they reach. Pure."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlsplit

from schemas.errors import EmptyPage, UndecodablePage
from schemas.operations import Capture
from schemas.source import Source
from schemas.values import Fetched, Link
from tasks.discover.families import ADAPTERS
from tasks.discover.links import is_cut
from tasks.discover.page import list_page
from tasks.text import squeezed

# A title the list cuts off may end before its rule could match: 中共某某区委关于巡视整… is looked at all the same.
_MAYBE = re.compile(r"巡视|巡察")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOfList:
    """One page of a list: its entries and where it turns to. ``fault`` says why it could not be read, if so.

    ``fits``: it looks like a list of its source's family.
    """

    capture: Capture
    links: tuple[Link, ...] = ()
    following: str | None = None
    fault: str | None = None
    fits: bool = True

    @property
    def was_read(self) -> bool:
        """Whether it was had and understood."""
        return self.fault is None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of a source, as far as it was read."""

    source: Source
    url: str
    pages: tuple[PageOfList, ...]

    @cached_property
    def links(self) -> Mapping[str, Link]:
        """Every entry on a host the source allows, by address, in the order met."""
        listed: dict[str, Link] = {}
        for page in self.pages:
            for link in page.links:
                _add(listed, link, self.source)
        return listed

    @cached_property
    def matching(self) -> tuple[Link, ...]:
        """The entries that may be notices, by the source's rules."""
        return tuple(link for link in self.links.values() if is_wanted(link, self.source))

    @property
    def fault(self) -> str | None:
        """Why a page of it could not be read; null where all were."""
        return next((page.fault for page in self.pages if page.fault), None)

    @property
    def following(self) -> str | None:
        """The page to read next; null at the end of the list, and where it turns in a circle.

        A site asked past its last page may serve that page, or the first, again under the new address.
        """
        if not self.pages:
            return self.url
        last = self.pages[-1]
        bodies = [page.capture.sha256 for page in self.pages]
        if not last.was_read or last.capture.sha256 in bodies[:-1]:
            return None
        asked = {page.capture.url for page in self.pages}
        return None if last.following in asked else last.following

    @property
    def complete(self) -> bool:
        """Whether it was read to its end, no page missing."""
        return bool(self.pages) and self.fault is None and self.following is None

    @property
    def ended(self) -> bool:
        """Whether it was read as far as it goes: to its end, or to a page that a link of it names and the site lacks."""
        last = self.pages[-1].capture.outcome if len(self.pages) > 1 else None
        return self.complete or last in ("gone", "soft_not_found")

    @cached_property
    def fresh(self) -> tuple[tuple[Link, ...], ...]:
        """The entries of each page that no page before it had: an entry kept on top tells nothing of its page."""
        met: set[str] = set()
        found = []
        for page in self.pages:
            links = {link.url: link for link in page.links if link.url not in met}
            met |= links.keys()
            found.append(tuple(links.values()))
        return tuple(found)

    @property
    def newest(self) -> dt.date | None:
        """Latest date of an entry; null where none is dated."""
        return _latest(self.links.values())

    @property
    def reached(self) -> dt.date | None:
        """The date down to which it was read: the latest one on its last page with an entry of its own; else null."""
        return next((day for links in reversed(self.fresh) if (day := _latest(links))), None)


def page_of_list(fetched: Fetched, source: Source) -> PageOfList:
    """What a fetched page of a list says; a page that cannot be read says why, and never raises."""
    capture = fetched.capture
    if capture.outcome != "ok":
        return PageOfList(capture=capture, fault=capture.reason)
    adapter = ADAPTERS[source.family]
    try:
        page = list_page(capture.final_url or capture.url, fetched.body, source.search, source.zone)
        return PageOfList(
            capture=capture,
            links=tuple(adapter.links(page)),
            following=adapter.next(page),
            fits=adapter.match(page),
        )
    except (EmptyPage, UndecodablePage) as error:
        return PageOfList(capture=capture, fault=str(error))
    # A list no adapter was written for must not keep the site's known pages, or other lists, from being seen.
    except Exception as error:  # noqa: BLE001
        return PageOfList(capture=capture, fault=f"It could not be read: {type(error).__name__}: {error}")


def listings_of(fetched: Iterable[Fetched], sources: Mapping[str, Source]) -> list[Listing]:
    """The lists among the archived attempts of a run, put together again in the order their pages were asked."""
    found: list[Listing] = []
    for one in fetched:
        source = sources.get(one.capture.source_id)
        if one.capture.purpose != "list" or source is None:
            continue
        page = page_of_list(one, source)
        last = found[-1] if found else None
        if last is None or last.source.id != source.id or one.capture.url in _firsts(source):
            found.append(Listing(source=source, url=one.capture.url, pages=(page,)))
        else:
            found[-1] = replace(last, pages=(*last.pages, page))
    return found


def is_wanted(link: Link, source: Source) -> bool:
    """Whether the page behind a link is to be fetched, by its title or, where a source says so, by its address."""
    return may_be_notice(link.title, source.title_rule) or source.takes(link.url)


def may_be_notice(title: str, rule: str) -> bool:
    """Whether a title matches the rule, or is cut off and speaks of an inspection; widths and spaces do not count."""
    if re.search(rule, squeezed(title)):
        return True
    return is_cut(title) and bool(_MAYBE.search(title))


def _firsts(source: Source) -> frozenset[str]:
    return frozenset(str(first) for first in source.lists)


def _latest(links: Iterable[Link]) -> dt.date | None:
    return max(_dates(links), default=None)


def _dates(links: Iterable[Link]) -> Iterator[dt.date]:
    return (link.listed_on for link in links if link.listed_on is not None)


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
