"""Files an article links to."""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tasks.extract.query import every
from tasks.text import kept_text

# 「P020230901.pdf」 「/module/download/downfile.jsp?filename=2310.docx」; or the link says 「附件1.xlsx」
_FILE = re.compile(r"\.(?:pdf|docx?|wps|xlsx?|et|zip|rar|ofd)\b", re.IGNORECASE)


def attachments(root: LexborNode, node: LexborNode, url: str) -> tuple[str, ...]:
    """Absolute addresses of the files linked inside ``node``, in order, each once."""
    links = [
        link for link in every(node, "a[href]") if _FILE.search(link.attributes["href"] or "") or _names_file(link)
    ]
    if not links:
        return ()
    bases = every(root, "base[href]")
    origin = (_joined(url, bases[0].attributes["href"] or "") if bases else None) or url
    return tuple(dict.fromkeys(_absolute(links, origin)))


def link_words(body: bytes, url: str) -> dict[str, str]:
    """The words of each link of a page, by its absolute address; the first that has any."""
    tree = LexborHTMLParser(body)
    base = tree.css_first("base[href]")
    origin = url if base is None else _joined(url, base.attributes["href"] or "") or url
    words: dict[str, str] = {}
    for link in tree.css("a[href]"):
        address = _joined(origin, (link.attributes["href"] or "").strip())
        text = kept_text(link.text()).replace("\n", " ")
        if address is not None and text:
            words.setdefault(address, text)
    return words


def _names_file(link: LexborNode) -> bool:
    return bool(_FILE.search(link.text().strip()[-6:]))


def _absolute(links: list[LexborNode], origin: str) -> Iterator[str]:
    for link in links:
        address = _joined(origin, (link.attributes["href"] or "").strip())
        if address is not None and urlsplit(address).scheme in {"http", "https"}:
            yield address


def _joined(origin: str, reference: str) -> str | None:
    try:
        return urljoin(origin, reference)
    except ValueError:
        return None  # 「http://[附件]/1.doc」: brackets are read as a broken IPv6 host, there is nothing to link to
