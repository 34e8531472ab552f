"""JSON search interfaces: where the records are is set by the source."""

import datetime as dt
import html
import json
import logging
import re
from typing import Any

import httpx

from schemas.source import JsonSearch
from schemas.values import CHINA, Link
from tasks.discover.links import absolute, date_in, one_line
from tasks.discover.page import ListPage

_LOG = logging.getLogger(__name__)
_WRAPPED = re.compile(r"^\s*[\w.$]+\(\s*(\{.*\}|\[.*\])\s*\)\s*;?\s*$", re.DOTALL)  # callback({"data": …});
_TAG = re.compile(r"<[^>]+>")  # 关于<em>巡视</em>整改
_COMPACT = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?$")  # 20251225, 20251225103000
_EPOCH = re.compile(r"^\d{10}(?:\d{3})?$")  # 1766620800, 1766620800000


class Json:
    """Answers of a search, one page of records each."""

    def match(self, page: ListPage) -> bool:
        """Whether the page is JSON."""
        return _read(page.text) is not None

    def links(self, page: ListPage) -> list[Link]:
        """The records that have an address; none, with a warning, where the source's path leads to no list."""
        if page.search is None:
            return []
        records = _at(_read(page.text), page.search.records)
        if not isinstance(records, list):
            _LOG.warning("%s holds no list of records at %r", page.url, page.search.records)
            return []
        found = (_link(record, page.search, page.url) for record in records)
        return [link for link in found if link is not None]

    def next(self, page: ListPage) -> str | None:
        """The same query for the following page, up to the number of pages the answer states."""
        if page.search is None:
            return None
        asked = httpx.URL(page.url)
        current = _number(asked.params.get(page.search.page_parameter), otherwise=1)
        if current >= _number(_at(_read(page.text), page.search.pages), otherwise=1):
            return None
        return str(asked.copy_set_param(page.search.page_parameter, current + 1))


def _link(record: Any, search: JsonSearch, base: str) -> Link | None:
    url = absolute(base, str(_at(record, search.url) or "#"))
    if url is None or url == base:
        return None
    title = one_line(html.unescape(_TAG.sub("", str(_at(record, search.title) or ""))))
    return Link(url=url, title=title, listed_on=_date(str(_at(record, search.date) or "")))


def _date(stated: str) -> dt.date | None:
    if _EPOCH.match(stated):
        seconds = int(stated) / (1000 if len(stated) == 13 else 1)
        return dt.datetime.fromtimestamp(seconds, CHINA).date()
    compact = _COMPACT.match(stated)
    return date_in("-".join(compact.groups()) if compact else stated)


def _read(text: str) -> Any:
    """The JSON value, out of its callback if it has one; null where it is none."""
    wrapped = _WRAPPED.match(text)
    try:
        return json.loads(wrapped[1] if wrapped else text)
    except ValueError:
        return None


def _at(value: Any, path: str) -> Any:
    """What stands at a path of keys with dots between; null where it leads nowhere."""
    for key in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def _number(value: Any, *, otherwise: int) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return otherwise
