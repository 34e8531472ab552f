"""TRS WAS: results of a search, ``search?page=2&channelid=298814&searchword=…``."""

import re
from urllib.parse import parse_qs, urlsplit

from schemas.values import Link
from tasks.discover import plain
from tasks.discover.links import absolute
from tasks.discover.page import ListPage

# search?page=2&channelid=298814, /was5/web/search?channelid=260481&page=1
_SEARCH = re.compile(r"\bsearch\?(?:[^#\s]*&)?channelid=\d+")
# The address of ccdi's search is 900 characters; what no server takes is not looked through.
_LONGEST = 4_000
_NUMBER = re.compile(r"^\d{1,9}$")  # 2


class Was:
    """Results are dated entries like any other; the pager tells the family."""

    def match(self, page: ListPage) -> bool:
        """Whether it is a page of results: its address is a search's, or its pager leads to one."""
        return (bool(_SEARCH.search(page.url)) or bool(self._turns(page))) and plain.Plain().match(page)

    def links(self, page: ListPage) -> list[Link]:
        """The dated entries."""
        return plain.Plain().links(page)

    def next(self, page: ListPage) -> str | None:
        """Where the pager's arrow leads, else its number after this page's."""
        arrow = plain.next_link(page)
        if arrow is not None:
            return arrow
        current = _number(page.url) or 1
        return next((url for url in self._turns(page) if _number(url) == current + 1), None)

    def _turns(self, page: ListPage) -> list[str]:
        hrefs = (anchor.attributes.get("href") or "" for anchor in page.tree.css("a[href]"))
        found = (
            absolute(page.url, href)
            for href in hrefs
            if len(href) <= _LONGEST and _SEARCH.search(href) and "page=" in href
        )
        return [url for url in found if url is not None]


def _number(url: str) -> int | None:
    stated = parse_qs(urlsplit(url).query).get("page", [""])[0]
    return int(stated) if _NUMBER.match(stated) else None
