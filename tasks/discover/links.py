"""Links out of list markup: title, address, date."""

import datetime as dt
import re
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from schemas.values import Link
from tasks.text import fold

# 2025-12-25, [2025/12/25], 2025.12.25, 2025年12月25日. A date without its year (12-25) is none: no year is guessed.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_CUT = re.compile(r"(?:…|\.{2,}|。{2,})$")  # 中共某某区委关于巡视整改进展...
_ENTRIES = {"li", "tr", "dl", "dd"}
# From <a> to its <li> there are up to four wrappers: li > em > b > font > a.
_CLIMB = 6


def date_in(text: str) -> dt.date | None:
    """The last whole date in the text: lists put it behind the title. Null where there is none."""
    for year, month, day in reversed(_DATE.findall(fold(text))):
        try:
            return dt.date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def is_cut(title: str) -> bool:
    """Whether the list shows only the beginning of a title."""
    return bool(_CUT.search(title))


def one_line(text: str) -> str:
    """Text folded in width, white space runs as one space."""
    return " ".join(fold(text).split())


def absolute(base: str, href: str) -> str | None:
    """The address a link leads to, without fragment; null where that is no page."""
    try:
        url = urldefrag(urljoin(base, href.strip())).url
        return url if urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname else None
    except ValueError:
        return None


def link_of(anchor: LexborNode, base: str) -> Link | None:
    """The entry an anchor stands for: its date is sought beside it, up to the row or item that holds it."""
    url = absolute(base, anchor.attributes.get("href") or "#")
    if url is None or url == urldefrag(base).url:
        return None
    return Link(url=url, title=_title(anchor), listed_on=date_in(_beside(anchor)))


def links_in(tree: LexborHTMLParser, base: str, selector: str) -> list[Link]:
    """The entries of all anchors a selector finds."""
    found = (link_of(anchor, base) for anchor in tree.css(selector))
    return [link for link in found if link is not None]


def _title(anchor: LexborNode) -> str:
    shown = one_line(anchor.text())
    whole = one_line(anchor.attributes.get("title") or "")
    return whole if whole and (not shown or is_cut(shown)) else shown


def _beside(anchor: LexborNode) -> str:
    """Text of the entry without the anchor's own, whose title may hold dates of another kind."""
    node = anchor.parent
    for _ in range(_CLIMB):
        if node is None or node.tag in _ENTRIES:
            break
        node = node.parent
    if node is None or node.tag not in _ENTRIES:
        return ""
    if node.tag == "dd":
        # <dt>title</dt><dd>date</dd>: the pair is the entry.
        node = node.parent or node
    return " ".join(part.text() for part in _outside(node, anchor))


def _outside(node: LexborNode, anchor: LexborNode) -> list[LexborNode]:
    """The text nodes below a node that are not below the anchor."""
    own = {part.mem_id for part in anchor.traverse(include_text=True)}
    return [part for part in node.traverse(include_text=True) if part.is_text_node and part.mem_id not in own]
