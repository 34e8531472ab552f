"""Where a JSON answer of no known family keeps its records: read off the answer itself, for a person to check."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from schemas.source import JsonSearch
from tasks.discover import date_in
from tasks.text import squeezed

_HAN = re.compile(r"[一-鿿]")
_TAG = re.compile(r"<[^<>]+>")  # 关于<em>巡视</em>整改
# http://…, //host/…, /zwgk/…, ./202512/t20251225_1.htm, content.jsp?id=1
_ADDRESS = re.compile(r"^(?:https?:)?//\S+$|^\.{0,2}/\S+$|^[\w./-]+\.(?:s?html?|jsp|do)(?:\?\S*)?$")
_DAY = re.compile(r"^(?:19|20)\d{2}(?:\d{4}(?:\d{6})?$|[-/.年])|^\d{10}(?:\d{3})?$")  # 2025-12-25, 20251225, 1766620800
_PAGES = ("pages", "totalPage", "totalPages", "pageCount", "pageTotal", "totalPageCount")
_TOTALS = ("total", "totalCount", "count", "totalNum", "totalRecords", "totalElements", "rowCount", "infoCount")
_TURNS = ("page", "pageNo", "pageNum", "pageIndex", "pageNumber", "currentPage", "cur_page", "curPage", "pg", "p")
_SIZES = ("pageSize", "_pageSize", "pagesize", "size", "rows", "perpage", "limit")
_DEEPEST = 6
# So many records are looked at to learn what a key holds.
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class _Records:
    path: str
    rows: Sequence[Mapping[str, Any]]
    above: Mapping[str, Any]
    above_path: str


def search_of(answer: Any, url: str) -> JsonSearch | None:
    """The keys of the longest list of records with an address and a title; null where there is none."""
    candidates = sorted(_lists(answer), key=lambda one: len(one.rows), reverse=True)
    return next((found for one in candidates if (found := _search(one, url)) is not None), None)


def _lists(answer: Any) -> Iterator[_Records]:
    waiting: list[tuple[Any, str, Mapping[str, Any], str]] = [(answer, "", {}, "")]
    while waiting:
        value, path, above, above_path = waiting.pop()
        if isinstance(value, list):
            rows = [row for row in value[:_LOOKED_AT] if isinstance(row, dict)]
            if rows:
                yield _Records(path or ".", rows, above, above_path)
        elif isinstance(value, dict) and path.count(".") < _DEEPEST:
            waiting += [(one, f"{path}.{key}".lstrip("."), value, path) for key, one in value.items()]


def _search(records: _Records, url: str) -> JsonSearch | None:
    keys = list(dict.fromkeys(key for row in records.rows for key in row))
    addresses = [key for key in keys if _holds(records, key, _ADDRESS)]
    # An image is an address too: the page's own is called so, or stands first.
    address = min(addresses, key=lambda key: "url" not in key.lower() and "link" not in key.lower(), default=None)
    # The title is the key with the most Chinese in it of those that are short: not the body, not the body's excerpt.
    titles = {key: chars for key in keys if 4 <= (chars := _han(records, key)) <= 80}
    title = min(titles, key=lambda key: ("title" not in key.lower(), -titles[key]), default=None)
    days = [key for key in keys if _holds(records, key, _DAY)]
    if address is None or title is None:
        return None
    query = parse_qs(urlsplit(url).query)
    size = next((int(query[name][0]) for name in _SIZES if query.get(name, [""])[0].isdecimal()), len(records.rows))
    pages = _count(records, _PAGES)
    total = None if pages else _count(records, _TOTALS)
    return JsonSearch(
        records=records.path,
        url=address,
        title=title,
        date=min(days, key=lambda key: ("pub" not in key.lower(), "date" not in key.lower()), default="date"),
        page_parameter=next((name for name in _TURNS if query.get(name, [""])[0].isdecimal()), "page"),
        pages=pages,
        total=total,
        size=max(size, 1) if total else None,
    )


def _holds(records: _Records, key: str, pattern: re.Pattern[str]) -> bool:
    values = [str(row[key]).strip() for row in records.rows if row.get(key) not in (None, "")]
    if not values or not all(pattern.match(value) for value in values):
        return False
    return pattern is not _DAY or values[0].isdecimal() or date_in(values[0]) is not None


def _han(records: _Records, key: str) -> int:
    values = [row[key] for row in records.rows if isinstance(row.get(key), str)]
    return sum(len(_HAN.findall(_TAG.sub("", squeezed(value)))) for value in values) // len(values) if values else 0


def _count(records: _Records, names: Sequence[str]) -> str | None:
    for name in names:
        if str(records.above.get(name, "")).isdecimal():
            return f"{records.above_path}.{name}".lstrip(".")
    return None
