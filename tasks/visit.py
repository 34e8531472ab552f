"""One visit to one site: its lists, then its pages, politely, everything archived as it comes."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from enum import Enum

import httpx
import polars as pl

from schemas.errors import TongbaoError
from schemas.operations import CAPTURES, Capture
from schemas.source import Source
from schemas.values import Fetched, Validators
from tasks.archive import ArchiveWriter, Held
from tasks.companions import composed_pages, fetch_companions, settled_files
from tasks.discover import discover
from tasks.fetch import Fetcher
from tasks.known import KnownPage
from tasks.pipeline import Work


class Scope(Enum):
    """What a visit asks for."""

    LISTS_AND_DUE = "new pages of the lists, and known pages that are due"
    KNOWN = "every known page, no lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit brought: every attempt, robots.txt and lists included, and the pages with their bytes.

    ``fault`` says what ended it early, if anything did; what came before is there.
    """

    source_id: str
    captures: tuple[Capture, ...]
    pages: tuple[Fetched, ...]
    listed: int
    fault: str | None


def visit(
    source: Source, known: dict[str, KnownPage], scope: Scope, work: Work, transport: httpx.AsyncBaseTransport | None
) -> Visit:
    """Visit one site. One client, one pace, one archive file; no failure of a page, or of its list's reader, raises.

    Raises:
        TongbaoError: the archive cannot be written.
    """
    return asyncio.run(_visit(source, known, scope, work, transport))


async def _visit(
    source: Source, known: dict[str, KnownPage], scope: Scope, work: Work, transport: httpx.AsyncBaseTransport | None
) -> Visit:
    listed, fault = 0, None
    earlier = work.store.read(CAPTURES, predicate=pl.col("source_id") == source.id)
    held, settled, composed = Held(work.home.archive, earlier), settled_files(earlier), composed_pages(work.store)
    with ArchiveWriter(work.home.archive, work.run, source.id, held) as archive:
        async with Fetcher(source, work.run, archive, work.home.pace, transport=transport) as fetcher:
            wanted = [page.url for page in known.values() if page.carries]
            try:
                if scope is Scope.LISTS_AND_DUE:
                    found = await discover(source, fetcher)
                    listed = len(found.listed)
                    wanted = [*(link.url for link in found.links), *wanted]
            except TongbaoError:
                raise
            # A list no adapter was written for must not keep the site's known pages, or other sites, from being seen.
            except Exception as error:  # noqa: BLE001
                fault = f"its lists could not be read: {type(error).__name__}: {error}"
            pages = [
                await fetcher.get(url, "page", _validators(url, known) if url not in composed else None)
                for url in dict.fromkeys(wanted)
                if scope is Scope.KNOWN or _is_due(url, known, source, work.run.started_at)
            ]
            pages += [one for page in pages for one in await fetch_companions(page, fetcher.get, settled)]
            captures = fetcher.captures
    return Visit(source_id=source.id, captures=captures, pages=tuple(pages), listed=listed, fault=fault)


def _is_due(url: str, known: dict[str, KnownPage], source: Source, now: dt.datetime) -> bool:
    return url not in known or known[url].due(source, now)


def _validators(url: str, known: dict[str, KnownPage]) -> Validators | None:
    # A page that was refused is asked for whole: a «not modified» would keep it from better rules for ever.
    page = known.get(url)
    return page.validators if page and page.carries else None
