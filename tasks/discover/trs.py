"""TRS WCM: static lists ``index.html``, ``index_1.html``…, pages ``./202512/t20251225_5012345.html``."""

import re
from urllib.parse import urljoin

from schemas.values import Link
from tasks.discover import plain
from tasks.discover.links import links_in
from tasks.discover.page import ListPage

# ./202512/t20251225_5012345.html
_PAGE = re.compile(r"t\d{8}_\d+\.s?html?$")
# createPageHTML(25, 0, "index", "html"); some templates name the element first: createPageHTML('page', 25, 0, …
_PAGING = re.compile(
    r"createPageHTML\(\s*(?:['\"][^'\"]{0,60}['\"]\s*,\s*)?(\d{1,9})\s*,\s*(\d{1,9})\s*,\s*['\"]([\w-]{1,60})['\"]\s*,\s*['\"](\w{1,9})['\"]"
)


class Trs:
    """Entries are told by their file name, which no menu link has."""

    def match(self, page: ListPage) -> bool:
        """Whether the page turns the TRS way, or lists TRS files."""
        return bool(_PAGING.search(page.text)) or bool(self.links(page))

    def links(self, page: ListPage) -> list[Link]:
        """Every link to a TRS page, with the date beside it."""
        return [link for link in links_in(page.tree, page.url, "a[href]") if _PAGE.search(link.url)]

    def next(self, page: ListPage) -> str | None:
        """The following page by the count the script is called with; by a 下一页 link where it is not."""
        paging = _PAGING.search(page.text)
        if paging is None:
            return plain.next_link(page)
        count, current, stem, suffix = int(paging[1]), int(paging[2]), paging[3], paging[4]
        return urljoin(page.url, f"{stem}_{current + 1}.{suffix}") if current + 1 < count else None
