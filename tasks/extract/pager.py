"""The further pages of an article that is cut into several."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

# An article of more pages than this was never seen; a pager that counts on for ever is a trap.
MOST_PAGES = 30
# TRS, a script inside the article: createPageHTML(3, 0, "t20251226_3167802", "html"); in a list the name is "index"
_TRS = re.compile(
    rb"createPageHTML\(\s*[\"']?(\d{1,3})[\"']?\s*,\s*\d{1,3}\s*,\s*[\"']([\w-]{1,80})[\"']\s*,\s*[\"'](\w{2,5})[\"']"
)
# 「?page=2」 「&amp;pageNo=3」
_QUERY = re.compile(rb"[?&;](?:page|pageno|pageindex|pagenum|p)=\d", re.IGNORECASE)
# .../t20251226_3167802_1.html, .../content_4207-2.shtml
_NUMBERED = re.compile(r"(.+?)[_-](\d{1,2})(\.\w{2,5})")
_PARAMETERS = {"page", "pageno", "pageindex", "pagenum", "p"}
# A link of a pager: 「2」 「[3]」 「第 2 页」 「下一页」 「下页」
_PAGER_WORDS = re.compile(r"[\[(]?\s*\d{1,2}\s*[\])]?|第?\s*\d{1,2}\s*页|下一?页\s*[>»]*")
_FIRST = re.compile(r"[\[(第]?\s*1\s*[\])页]?")


@dataclass(frozen=True, slots=True, order=True)
class _Numbered:
    number: int
    url: str


def further_pages(body: bytes, url: str) -> tuple[str, ...]:
    """Addresses of the other pages of the article, in order, as far as this page names them.

    Only addresses that are the page's own but for a page number, so that no list and no other article is taken for
    a part of this one.
    """
    own = _family(url)
    linked = _linked(body, url) if _may_link(body, own) else ()
    found = {one.url: one for one in (*_scripted(body, url), *linked)}
    others = sorted(one for one in found.values() if one.url != url and _family(one.url) == own)
    return tuple(one.url for one in others)[: MOST_PAGES - 1]


def _may_link(body: bytes, own: SplitResult) -> bool:
    """Whether the bytes hold what a link to another page would: a page is not parsed a second time for nothing."""
    stem = own.path.rpartition("/")[2].rpartition(".")[0].encode()
    return bool(stem and (stem + b"_" in body or stem + b"-" in body)) or _QUERY.search(body) is not None


def _scripted(body: bytes, url: str) -> Iterator[_Numbered]:
    stem = _family(url).path.rpartition("/")[2]
    for match in _TRS.finditer(body):
        count, name, extension = int(match[1]), match[2].decode(), match[3].decode()
        if f"{name}.{extension}" != stem:
            continue
        for number in range(1, min(count, MOST_PAGES)):
            yield _Numbered(number, urljoin(url, f"{name}_{number}.{extension}"))


def _linked(body: bytes, url: str) -> Iterator[_Numbered]:
    for link in LexborHTMLParser(body).css("a[href]"):
        words = link.text().strip()
        if _FIRST.fullmatch(words) or not _PAGER_WORDS.fullmatch(words):
            continue
        try:
            address = urljoin(url, (link.attributes["href"] or "").strip()).partition("#")[0]
            number = _number(urlsplit(address))
        except ValueError:
            continue  # 「http://[附件]/」 is no address
        if number is not None:
            yield _Numbered(number, address)


def _family(url: str) -> SplitResult:
    """The address without its page number: the same for all pages of an article."""
    parts = urlsplit(url)
    numbered = _NUMBERED.fullmatch(parts.path)
    path = parts.path
    # t20251226_3167802.html: the number behind the date is the article's, and longer than a page's.
    if numbered:
        path = numbered[1] + numbered[3]
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if name.lower() not in _PARAMETERS]
    return SplitResult(parts.scheme, parts.netloc.lower(), path, urlencode(kept), "")


def _number(parts: SplitResult) -> int | None:
    for name, value in parse_qsl(parts.query):
        if name.lower() in _PARAMETERS and value.isascii() and value.isdigit() and len(value) < 4:
            # ?page=1 is the page itself.
            return int(value) if int(value) > 1 else None
    numbered = _NUMBERED.fullmatch(parts.path)
    return int(numbered[2]) if numbered else None
