"""hanweb jpaas: the column page names a unit, whose address answers JSON with a piece of HTML, the list."""

import json
import re
from collections.abc import Mapping

import httpx
from selectolax.lexbor import LexborHTMLParser

from schemas.values import Link
from tasks.discover.json_search import at
from tasks.discover.links import absolute, links_in
from tasks.discover.page import ListPage

_UNIT = "page/build/unit"
# tagId of the unit that lists: 分页列表, 当前栏目list, 右侧内容, zw; other units of a page are menus and banners.
_LISTING = re.compile(r"列表|list|内容|zw", re.IGNORECASE)
# <div class="pagination" rows="24" count="387" pageNo="1">, or queryData="{'rows':'15','count':'387','pageNo':'1'}"
_ROWS = re.compile(r"\brows['\"]?\s*[=:]\s*['\"]?(\d{1,9})\b")
_COUNT = re.compile(r"\bcount['\"]?\s*[=:]\s*['\"]?(\d{1,9})\b")
_NUMBER = re.compile(r"^\d{1,9}$")  # 2


class Jpaas:
    """The column page has no entries of its own: it leads to the unit's first page, each of which to the next."""

    def match(self, page: ListPage) -> bool:
        """Whether it is an answer of a unit, or a page that names one."""
        return _html(page) is not None or bool(_units(page))

    def links(self, page: ListPage) -> list[Link]:
        """The entries of the piece of HTML."""
        piece = _html(page)
        return [] if piece is None else links_in(LexborHTMLParser(piece), page.url, "a[href]")

    def next(self, page: ListPage) -> str | None:
        """The unit's first page from the column page; then page by page, as many as its pager counts."""
        piece = _html(page)
        if piece is None:
            units = _units(page)
            return units[0] if units else None
        rows, count = _ROWS.search(piece), _COUNT.search(piece)
        current = _page_number(httpx.URL(page.url))
        if rows is None or count is None or current * int(rows[1]) >= int(count[1]):
            return None
        return _with_page(httpx.URL(page.url), current + 1)


def _html(page: ListPage) -> str | None:
    piece = at(page.json, "data.html") if _UNIT in page.url else None
    return piece if isinstance(piece, str) else None


def _units(page: ListPage) -> list[str]:
    """Addresses of the units a column page names, the one that looks like the list first."""
    if _UNIT not in page.text or page.json is not None:
        return []
    found: list[tuple[bool, str]] = []
    for script in page.tree.css("[querydata][url]"):
        address = absolute(page.url, script.attributes.get("url") or "#")
        query = _query(script.attributes.get("querydata") or "")
        if address is not None and query:
            lists = bool(_LISTING.search(query.get("tagId", "")))
            found.append((not lists, _with_page(httpx.URL(address).copy_merge_params(query), 1)))
    return [address for _, address in sorted(found, key=lambda unit: unit[0])]


def _query(stated: str) -> Mapping[str, str]:
    """{'parseType':'bulidstatic','webId':'3630'}: JSON but for its quotes."""
    try:
        query = json.loads(stated.replace("'", '"'))
    except ValueError:
        return {}
    return {str(key): str(value) for key, value in query.items()} if isinstance(query, dict) else {}


def _page_number(url: httpx.URL) -> int:
    inner = _query(url.params.get("paramJson", ""))
    stated = inner.get("pageNo") or url.params.get("pageNo") or "1"
    return int(stated) if _NUMBER.match(stated) else 1


def _with_page(url: httpx.URL, number: int) -> str:
    # Some sites want the page inside paramJson, some beside it: as the address at hand has it.
    if "paramJson" in url.params:
        inner = dict(_query(url.params["paramJson"])) | {"pageNo": str(number)}
        return str(url.copy_set_param("paramJson", json.dumps(inner, separators=(",", ":"))))
    return str(url.copy_set_param("pageNo", str(number)))
