"""Fetching, and finding again, what belongs to a page: its further pages and the files it links to."""

import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl

from schemas.errors import TongbaoError
from schemas.operations import CAPTURES, Capture
from schemas.values import Fetched
from tasks.archive import read_record
from tasks.compose import MOST_FILES, is_short
from tasks.extract import read
from tasks.extract.pager import MOST_PAGES, further_pages
from tasks.store import Store

# Files whose text a notice may stand in; a table or a picture is asked for by no one.
_SUFFIXES = (".pdf", ".doc", ".docx")

# Before a page is read for its links: 「P020230901.pdf」 「附件1.docx」
_FILE = re.compile(rb"\.(?:pdf|docx?)\b", re.IGNORECASE)

Get = Callable[[str, str], Awaitable[Fetched]]


@dataclass(frozen=True, slots=True)
class Companions:
    """Captures of one run by address, and their bodies when asked for."""

    captures: Mapping[str, Capture]
    body: Callable[[Capture], bytes]

    def find(self, url: str) -> bytes | None:
        """The bytes captured of the address; null where it was not had."""
        capture = self.captures.get(url)
        return self.body(capture) if capture is not None and capture.outcome == "ok" else None


def companions_of(fetched: Sequence[Fetched], archive: Path | None = None) -> Companions:
    """Those of a run that is in memory; a body that is not, is read from the archive."""
    bodies = {one.capture.url: one.body for one in fetched}
    return Companions({one.capture.url: one.capture for one in fetched}, _Reader(archive, bodies))


def archived_companions(captures: Iterable[Capture], archive: Path) -> Companions:
    """Those of a run whose bodies are read from the archive, one at a time."""
    return Companions({one.url: one for one in captures}, _Reader(archive, {}))


def stored_companions(page: Capture, store: Store, archive: Path) -> Companions:
    """Those of the run that captured a page."""
    same_run = (pl.col("run_id") == page.run_id) & (pl.col("source_id") == page.source_id)
    rows = store.read(CAPTURES, predicate=same_run)
    return archived_companions((Capture(**row) for row in rows.iter_rows(named=True)), archive)


@dataclass(frozen=True, slots=True)
class _Reader:
    """The body of a capture: from memory, else out of the archive."""

    archive: Path | None
    bodies: Mapping[str, bytes]

    def __call__(self, capture: Capture) -> bytes:
        held = self.bodies.get(capture.url, b"")
        if held or self.archive is None or capture.warc_file is None or capture.warc_offset is None:
            return held
        return read_record(self.archive, capture.warc_file, capture.warc_offset)


async def fetch_companions(page: Fetched, get: Get, is_settled: Callable[[str], bool]) -> list[Fetched]:
    """Ask for the further pages of a fetched page, then for its files. At most 29 pages and 10 files, all of its host
    or of its source's others, which the fetcher sees to.

    ``is_settled``: whether a file need not be asked for again while its page has a text of its own.

    The bytes of files are left to the archive: those of a whole site would not fit in memory.
    """
    if page.capture.outcome != "ok":
        return []
    brought = await _fetch_parts(page, get)
    if _FILE.search(page.body) is None:
        return brought
    url = page.capture.url
    try:
        extracted = read(page.body, url)
    except TongbaoError:
        return brought  # read_pages will say why
    whole = is_short(extracted) and not brought
    for address in extracted.attachments[:MOST_FILES]:
        if _is_file(address) and (whole or not is_settled(address)):
            brought.append(replace(await get(address, "attachment"), body=b""))
    return brought


async def _fetch_parts(page: Fetched, get: Get) -> list[Fetched]:
    host = urlsplit(page.capture.url).hostname
    waiting = list(further_pages(page.body, page.capture.url))
    seen = {page.capture.url, *waiting}
    brought: list[Fetched] = []
    while waiting and len(brought) < MOST_PAGES - 1:
        address = waiting.pop(0)
        if urlsplit(address).hostname != host:
            continue
        part = await get(address, "part")
        brought.append(part)
        if part.capture.outcome == "ok":
            more = [one for one in further_pages(part.body, address) if one not in seen]
            waiting += more
            seen.update(more)
    return brought


def _is_file(url: str) -> bool:
    # 「…/P020230901.pdf」 「downfile.jsp?filename=2310.docx」; of a name that says nothing the bytes will tell
    lowered = url.lower()
    return any(suffix in lowered for suffix in _SUFFIXES) or "." not in urlsplit(lowered).path.rpartition("/")[2]
