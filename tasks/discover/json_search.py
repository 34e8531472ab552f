"""JSON search interfaces: families differ in where their answers keep things, not in how they are read."""

import datetime as dt
import html
import logging
import re
from dataclasses import dataclass
from typing import Any

import httpx

from schemas.source import JsonSearch
from schemas.values import Link
from tasks.discover.links import absolute, date_in, one_line
from tasks.discover.page import ListPage

_LOG = logging.getLogger(__name__)
_TAG = re.compile(r"<[^<>]+>")  # 关于<em>巡视</em>整改
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?$")  # 20251225, 20251225103000
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")  # 1766620800, 1766620800000
_FIELD = re.compile(r"\{([^{}]+)\}")  # detail?iid={infoid|iid}


@dataclass(frozen=True, slots=True)
class Json:
    """Answers of a search, one page of records each.

    ``shape`` says where they keep things and ``asked`` what addresses the family answers on; without, any JSON is
    read as the source's own ``search`` says.
    """

    shape: JsonSearch | None = None
    asked: re.Pattern[str] | None = None

    def match(self, page: ListPage) -> bool:
        """Whether the page is JSON, and of a family of its own: on the family's address, with records."""
        if self.asked is not None and not self.asked.search(page.url):
            return False
        search = self._search(page)
        return page.json is not None and (search is None or isinstance(at(page.json, search.records), list))

    def links(self, page: ListPage) -> list[Link]:
        """The records that have an address; none, with a warning, where the path leads to no list."""
        search = self._search(page)
        if search is None:
            return []
        records = at(page.json, search.records)
        if not isinstance(records, list):
            _LOG.warning("%s holds no list of records at %r", page.url, search.records)
            return []
        found = (_link(record, search, page) for record in records)
        return [link for link in found if link is not None]

    def next(self, page: ListPage) -> str | None:
        """The same query for the following page, up to the number of pages the answer states.

        Where it states none, until a page has no records.
        """
        search = self._search(page)
        if search is None:
            return None
        asked = httpx.URL(page.url)
        current = _number(asked.params.get(search.page_parameter), otherwise=1)
        if current >= _pages(page, search, current):
            return None
        return str(asked.copy_set_param(search.page_parameter, current + 1))

    def _search(self, page: ListPage) -> JsonSearch | None:
        return self.shape or page.search


def at(value: Any, paths: str) -> Any:
    """What stands at the first path that leads somewhere; ``.`` is the value itself; null where none does."""
    for path in paths.split("|"):
        found = value if path == "." else _walk(value, path)
        if found not in (None, ""):
            return found
    return None


def _walk(value: Any, path: str) -> Any:
    for key in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def _pages(page: ListPage, search: JsonSearch, current: int) -> int:
    """The number of pages; one more than this where the answer does not say and has records."""
    if search.pages is not None:
        return _number(at(page.json, search.pages), otherwise=1)
    if search.total is not None and search.size is not None:
        total = _number(at(page.json, search.total), otherwise=0)
        size = search.size if isinstance(search.size, int) else _number(at(page.json, search.size), otherwise=0)
        return -(-total // size) if size > 0 else 1
    return current + 1 if at(page.json, search.records) else current


def _link(record: Any, search: JsonSearch, page: ListPage) -> Link | None:
    url = absolute(page.url, _address(record, search) or "#")
    if url is None or url == page.url:
        return None
    title = one_line(html.unescape(_TAG.sub("", str(at(record, search.title) or ""))))
    return Link(url=url, title=title, listed_on=_date(str(at(record, search.date) or ""), page.zone))


def _address(record: Any, search: JsonSearch) -> str | None:
    if search.address is None:
        stated = at(record, search.url or "")
        return None if stated is None else html.unescape(str(stated))
    values = [at(record, field[1]) for field in _FIELD.finditer(search.address)]
    if None in values:
        return None
    filled = iter(str(value) for value in values)
    return _FIELD.sub(lambda _: next(filled), search.address)


def _date(stated: str, zone: dt.tzinfo) -> dt.date | None:
    if _EPOCH.match(stated):
        seconds = int(stated) / (1000 if len(stated) == 13 else 1)
        return dt.datetime.fromtimestamp(seconds, zone).date()
    compact = _COMPACT.match(stated)
    return date_in("-".join(compact.groups()) if compact else stated)


def _number(value: Any, *, otherwise: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return otherwise
