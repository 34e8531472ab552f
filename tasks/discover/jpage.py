"""hanweb jpage: the entries of a page stand as XML in a script, those of the next come from ``dataproxy.jsp``."""

import html
import re

from selectolax.lexbor import LexborHTMLParser

from schemas.values import Link
from tasks.discover.links import absolute, links_in
from tasks.discover.page import ListPage

# <record><![CDATA[<li><a href="/art/2025/12/25/art_1_2.html">…</a><span>2025-12-25</span></li>]]></record>
_RECORD = re.compile(r"<record>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</record>", re.DOTALL)
# <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&webid=1&…"></a>]]></nextgroup>
_NEXT_GROUP = re.compile(r"<nextgroup>(.*?)</nextgroup>", re.DOTALL)
_HREF = re.compile(r"href\s*=\s*['\"]([^'\"]+)['\"]")  # href="/module/web/jpage/dataproxy.jsp?page=2"


class Jpage:
    """The first page is HTML around the XML, each next one the XML alone: both are read alike."""

    def match(self, page: ListPage) -> bool:
        """Whether the page holds a datastore of records."""
        return "<datastore" in page.text and "<record" in page.text

    def links(self, page: ListPage) -> list[Link]:
        """The entries of every record."""
        # A table row outside a table loses its cells in an HTML parser: rows get one, items a list.
        records = "".join(
            f"<table>{entry}</table>" if entry.lstrip().lower().startswith("<tr") else f"<ul>{entry}</ul>"
            for entry in _RECORD.findall(page.text)
        )
        return links_in(LexborHTMLParser(records), page.url, "a[href]")

    def next(self, page: ListPage) -> str | None:
        """Address of the next group; null where none is named or it leads nowhere else."""
        group = _NEXT_GROUP.search(page.text)
        href = _HREF.search(html.unescape(group[1])) if group else None
        return absolute(page.url, href[1]) if href else None
