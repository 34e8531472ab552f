"""开普 (UCAP): static lists ``list.shtml``, ``list_2.shtml``…, and the JSON of ``common/search``."""

import re
from urllib.parse import urljoin

from schemas.values import Link
from tasks.discover import plain
from tasks.discover.links import links_in
from tasks.discover.page import ListPage
from tasks.discover.shapes import UCAP

# /csrc/c101928/c7661080/content.shtml, /klmys/c100186/202409/0f1e…(32 hex digits).shtml
_PAGE = re.compile(r"/c\d{4,}/content\.s?html?$|/[0-9a-f]{32}\.s?html?$")
# createPageHTML('page_div', 34, 1,'common_list','shtml',668): pages are counted from 1, where TRS counts from 0.
_PAGING = re.compile(
    r"createPageHTML\(\s*['\"][^'\"]{0,60}['\"]\s*,\s*(\d{1,6})\s*,\s*(\d{1,6})\s*,\s*['\"]([\w-]{1,60})['\"]\s*,\s*['\"](\w{1,9})['\"]"
)


class Ucap:
    """Entries are told by their addresses: a folder of their own, or a name of 32 hex digits."""

    def match(self, page: ListPage) -> bool:
        """Whether it is an answer of the family's search, or lists its pages."""
        return UCAP.match(page) or bool(self._listed(page))

    def links(self, page: ListPage) -> list[Link]:
        """The records of an answer, or every link to a page with the date beside it."""
        return UCAP.links(page) if page.json is not None else self._listed(page)

    def next(self, page: ListPage) -> str | None:
        """The following page by the count the script is called with; by a 下一页 link where it is not."""
        if page.json is not None:
            return UCAP.next(page)
        paging = _PAGING.search(page.text)
        if paging is None:
            return plain.next_link(page)
        count, current, stem, suffix = int(paging[1]), int(paging[2]), paging[3], paging[4]
        return urljoin(page.url, f"{stem}_{current + 1}.{suffix}") if current < count else None

    def _listed(self, page: ListPage) -> list[Link]:
        return [link for link in links_in(page.tree, page.url, "a[href]") if _PAGE.search(link.url)]
