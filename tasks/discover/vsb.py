"""博达 VSB: lists ``jdjc/xszg.htm``, then ``jdjc/xszg/10.htm``, ``9.htm``…; pages ``info/1035/26918.htm``."""

import re

from schemas.values import Link
from tasks.discover import plain
from tasks.discover.links import links_in
from tasks.discover.page import ListPage

# ../info/1035/26918.htm; content.jsp?urltype=news.NewsContentUrl&wbtreeid=1035&wbnewsid=26918
_PAGE = re.compile(r"/info/\d+/\d+\.htm$|[?&]wbnewsid=\d+")
# <li id="line_u8_0">, <span class="p_pages">, <td id="fanye193729">
_MARKS = re.compile(r"id=[\"']line_u\d+_\d+[\"']|class=[\"']p_pages[\"']|id=[\"']fanye\d+[\"']")


class Vsb:
    """Entries are told by their address; numbers of the pager run backwards, so only its 下页 is followed."""

    def match(self, page: ListPage) -> bool:
        """Whether the page lists VSB pages: dated ones, or between the marks of its lists and pagers."""
        links = self.links(page)
        return bool(links) and (any(link.listed_on for link in links) or bool(_MARKS.search(page.text)))

    def links(self, page: ListPage) -> list[Link]:
        """Every link to a VSB page, with the date beside it."""
        return [link for link in links_in(page.tree, page.url, "a[href]") if _PAGE.search(link.url)]

    def next(self, page: ListPage) -> str | None:
        """Where 下页 leads."""
        return plain.next_link(page)
