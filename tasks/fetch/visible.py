"""What a reader would see of a page, as far as its class depends on it."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from tasks.fetch.burden import is_heavy
from tasks.text import squeezed

_HAN = re.compile(r"[\u4e00-\u9fff\u3400-\u4dbf]")  # 关于巡视整改
# Characters that tell the class of any page, blanks of its template included; of twenty million, folding would make
# as many strings.
_ENOUGH = 1_000_000
# <meta http-equiv="refresh" content="0; URL='/a.html?wzwschallenge=1'">
_REFRESH = re.compile(r"url\s{0,9}=\s{0,9}['\"]?([^'\"]{0,2000})", re.IGNORECASE)
# Pictures that stand where the text should: <div class="TRS_Editor"><p><img src="./W020251225.jpg"></p></div>
_CONTENT_IMAGES = "p img, #zoom img, .zoom img, #UCAP-CONTENT img, #vsb_content img, [class*='editor' i] img"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visible:
    """Counts and texts of a page; texts without white space, scripts and styles left out.

    ``refresh`` is where the page sends its visitor by itself: empty for here again, null where it does not.
    ``prose`` is the text outside links: of menus and lists of links nothing is left there. ``heavy`` markup is not
    read at all, and shows nothing.
    """

    title: str = ""
    prose: str = ""
    han: int = 0
    links: int = 0
    scripted: bool = False
    content_images: int = 0
    refresh: str | None = None
    heavy: bool = False


def visible(body: bytes) -> Visible:
    """Reads the page once; never raises on broken markup, never hangs on a bomb."""
    if is_heavy(body):
        return Visible(heavy=True)
    tree = LexborHTMLParser(tolerant(body))
    scripted = tree.css_first("script") is not None
    refresh = _refresh(tree)
    title = tree.css_first("title")
    title_text = squeezed(title.text()[:_ENOUGH]) if title else ""
    tree.strip_tags(["script", "style", "template", "title"], recursive=True)
    links = len(tree.css("a[href]"))
    images = len(tree.css(_CONTENT_IMAGES))
    han = count_han(_text(tree))
    tree.strip_tags(["a"], recursive=True)
    return Visible(
        title=title_text,
        prose=_text(tree),
        han=han,
        links=links,
        scripted=scripted,
        content_images=images,
        refresh=refresh,
    )


def count_han(text: str) -> int:
    """Number of Chinese characters."""
    # Not findall: a list of seven million characters takes half a gigabyte.
    return len(text) - len(_HAN.sub("", text))


def tolerant(body: bytes) -> str:
    """Text good enough to count Chinese characters in and to look for phrases: UTF-8, else GB 18030."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("utf-8", errors="replace")
    # A few broken bytes in UTF-8 (a title cut by bytes) are no reason to read all the rest as GB 18030.
    if text.count("\ufffd") < 0.05 * count_han(text):
        return text
    return body.decode("gb18030", errors="replace")


def _refresh(tree: LexborHTMLParser) -> str | None:
    meta = tree.css_first("meta[http-equiv='refresh' i]")
    if meta is None:
        return None
    target = _REFRESH.search(meta.attributes.get("content") or "")
    return target[1] if target else ""


def _text(tree: LexborHTMLParser) -> str:
    return squeezed(tree.body.text()[:_ENOUGH]) if tree.body else ""
