"""Lists in XML: RSS, Atom and RDF feeds, and sitemaps."""

import datetime as dt
import html
import logging
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from typing import NoReturn
from xml.etree import ElementTree as ET

from schemas.values import Link
from tasks.discover.links import absolute, date_in, one_line
from tasks.discover.page import ListPage

_LOG = logging.getLogger(__name__)
_TAG = re.compile(r"<[^<>]+>")  # 关于<b>巡视</b>整改
# What stands before the first element: <?xml version="1.0"?>, a style sheet, comments.
_HEAD = 2000
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]")  # <rss version="2.0">, <feed xmlns="http://www.w3.org/2005/Atom">
_SITEMAP = re.compile(r"<(?:urlset|sitemapindex)[\s>]")  # <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">


class Feed:
    """RSS, Atom, RDF."""

    def match(self, page: ListPage) -> bool:
        """Whether the first element is a feed's."""
        return bool(_FEED.search(page.text[:_HEAD]))

    def links(self, page: ListPage) -> list[Link]:
        """Every entry with an address; its date is that of publication, else of the last change."""
        found = (_entry(node, page) for node in _all(_root(page), "item", "entry"))
        return [link for link in found if link is not None]

    def next(self, page: ListPage) -> str | None:
        """Where ``rel="next"`` leads (RFC 5005); most feeds are one page."""
        turns = [node for node in _all(_root(page), "link") if node.get("rel") == "next"]
        return absolute(page.url, turns[0].get("href") or "#") if turns else None


class Sitemap:
    """Addresses without titles: the source's ``address_rule`` says which to fetch."""

    def match(self, page: ListPage) -> bool:
        """Whether the first element is a sitemap's."""
        return bool(_SITEMAP.search(page.text[:_HEAD]))

    def links(self, page: ListPage) -> list[Link]:
        """Every page of the map; its date is of the news extension, else of the last change."""
        found = (_page_of(node, page) for node in _all(_root(page), "url"))
        return [link for link in found if link is not None]

    def next(self, page: ListPage) -> str | None:
        """From an index, the map that changed last: it has what is new. A map itself leads nowhere."""
        maps = [(_day(_text(node, "lastmod"), page.zone), _text(node, "loc")) for node in _all(_root(page), "sitemap")]
        if not maps:
            return None
        newest = max(range(len(maps)), key=lambda number: (maps[number][0] or dt.date.min, number))
        return absolute(page.url, maps[newest][1])


class _NoDoctype(ET.TreeBuilder):
    """Builds the tree, and refuses a document type before its entities are declared: no list needs one."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> NoReturn:
        msg = f"it declares a document type ({name})"
        raise ET.ParseError(msg)


def _root(page: ListPage) -> ET.Element | None:
    try:
        # Decoded already: what encoding the declaration names is no longer so, and a str is read without it.
        return ET.fromstring(page.text.lstrip("\ufeff \r\n\t"), ET.XMLParser(target=_NoDoctype()))  # noqa: S314 - see _NoDoctype
    except ET.ParseError as error:
        _LOG.warning("%s is no XML that can be read: %s", page.url, error)
        return None


def _all(root: ET.Element | None, *names: str) -> Iterable[ET.Element]:
    """Elements of these names below the root, whatever their namespace."""
    return () if root is None else (node for node in root.iter() if _name(node) in names)


def _name(node: ET.Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _text(node: ET.Element, *names: str) -> str:
    """The text of the first of the names that a child, or a child's child, has."""
    # No deeper: elements nested in one another by a hostile server would each be read to the innermost.
    near = [*node, *(inner for part in node for inner in part)]
    for name in names:
        for part in near:
            if _name(part) == name and (part.text or "").strip():
                return str(part.text).strip()
    return ""


def _entry(node: ET.Element, page: ListPage) -> Link | None:
    url = absolute(page.url, _address(node) or "#")
    if url is None or url == page.url:
        return None
    title = one_line(html.unescape(_TAG.sub("", _text(node, "title"))))
    return Link(url=url, title=title, listed_on=_day(_text(node, "pubDate", "published", "date", "updated"), page.zone))


def _address(node: ET.Element) -> str:
    for part in node:
        if _name(part) == "link" and part.get("rel", "alternate") == "alternate":
            stated = (part.get("href") or part.text or "").strip()
            if stated:
                return stated
    permanent = [part.text or "" for part in node if _name(part) == "guid" and part.get("isPermaLink") != "false"]
    return permanent[0].strip() if permanent else ""


def _page_of(node: ET.Element, page: ListPage) -> Link | None:
    url = absolute(page.url, _text(node, "loc") or "#")
    if url is None or url == page.url:
        return None
    return Link(
        url=url,
        title=one_line(_text(node, "title")),
        listed_on=_day(_text(node, "publication_date", "lastmod"), page.zone),
    )


def _day(stated: str, zone: dt.tzinfo) -> dt.date | None:
    """The day of Thu, 25 Dec 2025 10:30:00 +0800, of 2025-12-25T02:30:00Z, of 2025-12-25; null where it is none."""
    moment = _moment(stated)
    if moment is None:
        return date_in(stated)
    try:
        return moment.date() if moment.tzinfo is None else moment.astimezone(zone).date()
    except OverflowError:  # 0001-01-01T00:00:00+14:00
        return None


def _moment(stated: str) -> dt.datetime | None:
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(stated)
        except (ValueError, TypeError, IndexError):  # the reader of mail dates raises each of these on bad ones
            continue
    return None
