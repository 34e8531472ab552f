"""Lists in plain HTML: items or rows with a link and a date, and a link to the next page."""

import re

from schemas.values import Link
from tasks.discover.links import absolute, links_in
from tasks.discover.page import ListPage
from tasks.text import squeezed

_NEXT = re.compile(r"^(?:下一?页|后一页|next)?[>»›]*$", re.IGNORECASE)  # 下一页, 下页>, 下一页>>, >, Next
_MARKED_NEXT = "a[rel~=next][href], a.next-page[href], a.next[href], li.next a[href]"
_ENTRIES = "li a[href], tr a[href], dl a[href]"
# Menus are lists too: an undated link shorter than this is taken for one.
_LEAST_TITLE = 8


class Plain:
    """Any list of items; the family of last resort."""

    def match(self, page: ListPage) -> bool:
        """Whether the page lists dated links."""
        return any(link.listed_on for link in links_in(page.tree, page.url, _ENTRIES))

    def links(self, page: ListPage) -> list[Link]:
        """The dated entries; where a site dates none, every one whose title is no menu word."""
        found = [link for link in links_in(page.tree, page.url, _ENTRIES) if link.title]
        dated = [link for link in found if link.listed_on]
        return dated or [link for link in found if len(squeezed(link.title)) >= _LEAST_TITLE]

    def next(self, page: ListPage) -> str | None:
        """Where the link to the next page leads."""
        return next_link(page)


def next_link(page: ListPage) -> str | None:
    """Address behind 下一页; null where there is no such link, or it leads nowhere (javascript:, #, this page)."""
    said = [anchor for anchor in page.tree.css("a[href]") if (text := squeezed(anchor.text())) and _NEXT.match(text)]
    for anchor in (*said, *page.tree.css(_MARKED_NEXT)):
        url = absolute(page.url, anchor.attributes.get("href") or "#")
        if url is not None and url != absolute(page.url, "#"):
            return url
    return None
