"""hanweb jpage: the entries of a page stand as XML in a script, those of the next come from ``dataproxy.jsp``."""

import html
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from schemas.values import Link
from tasks.discover.links import absolute, links_in
from tasks.discover.page import ListPage

_HREF = re.compile(r"href\s*=\s*['\"]([^'\"]{1,2000})['\"]")  # href="/module/web/jpage/dataproxy.jsp?page=2"


class Jpage:
    """The first page is HTML around the XML, each next one the XML alone: both are read alike."""

    def match(self, page: ListPage) -> bool:
        """Whether the page holds a datastore of records."""
        return "<datastore" in page.text and "<record" in page.text

    def links(self, page: ListPage) -> list[Link]:
        """The entries of every record."""
        # A table row outside a table loses its cells in an HTML parser: rows get one, items a list.
        records = "".join(
            f"<table>{entry}</table>" if entry.lower().startswith("<tr") else f"<ul>{entry}</ul>"
            for entry in _inside(page.text, "record")
        )
        return links_in(LexborHTMLParser(records), page.url, "a[href]")

    def next(self, page: ListPage) -> str | None:
        """Address of the next group; null where none is named or it leads nowhere else."""
        group = next(_inside(page.text, "nextgroup"), None)
        href = _HREF.search(html.unescape(group)) if group else None
        return absolute(page.url, href[1]) if href else None


def _inside(text: str, name: str) -> Iterator[str]:
    """What stands in each element of the name, out of its CDATA.

    <record><![CDATA[<li><a href="/art/2025/12/25/art_1_2.html">…</a><span>2025-12-25</span></li>]]></record>
    """
    # By hand: a lazy pattern reads on to the end of the page from every <record> that nothing closes.
    for piece in text.split(f"<{name}>")[1:]:
        content, closed, _ = piece.partition(f"</{name}>")
        if closed:
            yield content.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip()
