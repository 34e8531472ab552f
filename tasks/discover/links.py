"""Links out of list markup: title, address, date."""

import datetime as dt
import re
from collections import Counter
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from schemas.values import Link
from tasks.text import fold

# 2025-12-25, [2025/12/25], 2025.12.25, 2025年12月25日. A date without its year (12-25) is none: no year is guessed.
_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
# How a title ends that the list cuts off: 中共某某区委关于巡视整改进展...
_CUTS = ("…", "..", "。。")
_ENTRIES = {"li", "tr", "dl", "dd"}
# A row with more links than this lays out the page: reading all of it for each of them would take for ever, too.
_CROWD = 8
# A <dl> may be one entry, with its title and a link to more; beyond that it is a list of entries.
_PAIR = 2
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
    return title.endswith(_CUTS)


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


def links_in(tree: LexborHTMLParser, base: str, selector: str) -> list[Link]:
    """The entries all anchors that a selector finds stand for.

    The date of an entry is sought beside its anchor, up to the row or item that holds it. Where that holds several
    anchors it is sought next to the anchor first; where it holds many, it is no entry but a layout, and only there.
    """
    anchors = tree.css(selector)
    entries = [_entry(anchor) for anchor in anchors]
    held = Counter(entry.mem_id for entry in entries if entry is not None)
    here = urldefrag(base).url
    found: list[Link] = []
    for anchor, entry in zip(anchors, entries, strict=True):
        url = absolute(base, anchor.attributes.get("href") or "#")
        if url is None or url == here:
            continue
        sharing = held[entry.mem_id] if entry is not None else 0
        found.append(Link(url=url, title=_title(anchor), listed_on=_listed_on(anchor, entry, sharing)))
    return found


def _listed_on(anchor: LexborNode, entry: LexborNode | None, sharing: int) -> dt.date | None:
    if entry is None:
        return None
    near = date_in(_next_to(anchor)) if sharing > 1 else None
    if near is not None or sharing > (_PAIR if entry.tag == "dl" else _CROWD):
        return near
    return date_in(_beside(anchor, entry))


def _title(anchor: LexborNode) -> str:
    shown = one_line(anchor.text())
    whole = one_line(anchor.attributes.get("title") or "")
    return whole if whole and (not shown or is_cut(shown)) else shown


def _entry(anchor: LexborNode) -> LexborNode | None:
    """The row or item an anchor stands in; null where there is none near."""
    node = anchor.parent
    for _ in range(_CLIMB):
        if node is None or node.tag in _ENTRIES:
            break
        node = node.parent
    if node is None or node.tag not in _ENTRIES:
        return None
    # <dt>title</dt><dd>date</dd>: the pair is the entry.
    return node.parent or node if node.tag == "dd" else node


def _beside(anchor: LexborNode, entry: LexborNode) -> str:
    """Text of the entry without the anchor's own, whose title may hold dates of another kind."""
    return " ".join(part.text() for part in _outside(entry, anchor))


def _next_to(anchor: LexborNode) -> str:
    """Text from the anchor on to the next anchor or line break; else from the one before it; else behind its parent.

    <td><a href="1.htm">甲</a> 2025-12-25<br><a href="2.htm">乙</a> 2025-12-24<br>…</td>
    <dl><dt><a href="1.htm">甲</a></dt><dd>2025-12-25</dd><dt><a href="2.htm">乙</a></dt><dd>2025-12-24</dd>…</dl>
    """
    runs = (_run(anchor, "next"), _run(anchor, "prev"), _run(anchor.parent, "next") if anchor.parent else "")
    return next((run for run in runs if run.strip()), "")


def _run(start: LexborNode, way: Literal["next", "prev"]) -> str:
    parts: list[str] = []
    node = getattr(start, way)
    for _ in range(_CLIMB):
        if node is None or node.tag in ("a", "br") or node.css_first("a") is not None:
            break
        parts.append(node.text())
        node = getattr(node, way)
    return " ".join(parts)


def _outside(node: LexborNode, anchor: LexborNode) -> list[LexborNode]:
    """The text nodes below a node that are not below the anchor."""
    own = {part.mem_id for part in anchor.traverse(include_text=True)}
    return [part for part in node.traverse(include_text=True) if part.is_text_node and part.mem_id not in own]
