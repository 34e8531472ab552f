"""What the text of a notice is made of: its page, the further pages of it, and the files that hold what it does not."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from schemas.errors import TongbaoError
from schemas.values import Page
from tasks.attachments import file_text
from tasks.extract import read
from tasks.extract.pager import MOST_PAGES, further_pages
from tasks.extract.parts import trimmed

# A page of a title, a date and 「详见附件」. The shortest notice has thousands of characters.
_SHORT = 600
# Of the files a page links to, as many are asked for.
MOST_FILES = 10

Find = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What one capture gave to the text. ``kind`` is of ``schemas.files.PIECE_KINDS``."""

    kind: str
    url: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """The page with its whole text, and where each part of it came from."""

    page: Page
    spans: tuple[Span, ...]


def compose(body: bytes, url: str, find: Find) -> Composed:
    """The page of ``body`` with all that belongs to its text. ``find`` gives what was captured of another address.

    Pure but for the process that reads a file: the same captures give the same text.

    Raises:
        EmptyPage, UndecodablePage: the page itself shows no text.
    """
    page = read(body, url)
    spans: list[Span] = []
    parts = _parts(body, url, find)
    texts = trimmed([page.text, *(text for _, text in parts)]) if parts else [page.text]
    whole = ""
    for kind, address, text in zip(
        ("page", *["part"] * len(parts)), (url, *(address for address, _ in parts)), texts, strict=True
    ):
        whole = _added(whole, kind, address, text, spans)
    if is_short(page):
        for address in page.attachments[:MOST_FILES]:
            file = find(address)
            text = file_text(file).text if file else ""
            whole = _added(whole, "attachment", address, text, spans)
    return Composed(page=replace(page, text=whole), spans=tuple(spans))


def is_short(page: Page) -> bool:
    """Whether the page has next to no text of its own, so that a file it links to may hold the notice."""
    return len(page.text) < _SHORT


def _parts(body: bytes, url: str, find: Find) -> list[tuple[str, str]]:
    """Address and text of the further pages, in the order of their numbers; each page may name more of them."""
    known: dict[str, str] = {}
    waiting = list(further_pages(body, url))
    seen = {url, *waiting}
    while waiting and len(known) < MOST_PAGES - 1:
        address = waiting.pop(0)
        part = find(address)
        if part is None:
            continue
        try:
            known[address] = read(part, address).text
        except TongbaoError:
            continue  # a page without text adds none
        more = [one for one in further_pages(part, address) if one not in seen]
        waiting += more
        seen.update(more)
    return list(known.items())


def _added(whole: str, kind: str, url: str, text: str, spans: list[Span]) -> str:
    if not text and kind == "part":
        # What it repeats was compared with the others all the same: it belongs to how the text came about.
        spans.append(Span(kind=kind, url=url, char_start=len(whole), char_end=len(whole)))
    if not text:
        return whole
    start = len(whole) + 1 if whole else 0
    spans.append(Span(kind=kind, url=url, char_start=start, char_end=start + len(text)))
    return f"{whole}\n{text}" if whole else text
