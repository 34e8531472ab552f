"""One visit to one site: its lists, then its pages, politely, everything archived as it comes."""

import asyncio
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial

import httpx
import polars as pl

from schemas.errors import TongbaoError
from schemas.operations import CAPTURES, Capture
from schemas.source import Source
from schemas.values import Fetched, Validators
from tasks.archive import ArchiveWriter, Held
from tasks.companions import composed_pages, fetch_companions, settled_files
from tasks.discover import Discovery, Listing, ListMemory, Memory, discover
from tasks.fetch import Fetcher, Limits, utc_now
from tasks.known import KnownPage
from tasks.pipeline import Work

_USUAL = Limits()


class Scope(Enum):
    """What a visit asks for."""

    LISTS_AND_DUE = "new pages of the lists, and known pages that are due"
    KNOWN = "known pages that are due, no lists"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one visit brought: every attempt, robots.txt and lists included, and the pages with their bytes.

    ``fault`` says what ended it early, or why a list was had and could not be read; what else came is there.
    """

    source_id: str
    captures: tuple[Capture, ...]
    pages: tuple[Fetched, ...]
    listings: tuple[Listing, ...]
    listed: int
    fault: str | None


def visit(
    source: Source,
    known: Mapping[str, KnownPage],
    scope: Scope,
    work: Work,
    transport: httpx.AsyncBaseTransport | None,
    *,
    lists: Mapping[str, ListMemory] | None = None,
    limits: Limits = _USUAL,
    clock: Callable[[], dt.datetime] = utc_now,
) -> Visit:
    """Visit one site. One client, one pace, one archive file; no failure of a page, or of its list's reader, raises.

    ``lists`` is what is known of its lists, by address. ``limits`` and ``clock`` are the fetcher's.

    Raises:
        TongbaoError: the archive cannot be written.
    """
    fetcher_of = partial(Fetcher, transport=transport, limits=limits, clock=clock)
    memory = Memory(now=work.run.started_at, lists=lists or {})
    return asyncio.run(_visit(source, known, scope, work, memory=memory, fetcher_of=fetcher_of))


async def _visit(
    source: Source,
    known: Mapping[str, KnownPage],
    scope: Scope,
    work: Work,
    *,
    memory: Memory,
    fetcher_of: Callable[..., Fetcher],
) -> Visit:
    found, fault = None, None
    earlier = work.store.read(CAPTURES, predicate=pl.col("source_id") == source.id)
    held, settled, composed = Held(work.home.archive, earlier), settled_files(earlier), composed_pages(work.store)
    with ArchiveWriter(work.home.archive, work.run, source.id, held) as archive:
        async with fetcher_of(source, work.run, archive, work.home.pace) as fetcher:
            try:
                if scope is Scope.LISTS_AND_DUE:
                    found = await discover(source, fetcher, memory)
                    fault = found.fault
            except TongbaoError:
                raise
            # Whatever is wrong with its lists, the site's known pages are asked, and the other sites too.
            except Exception as error:  # noqa: BLE001
                fault = f"its lists could not be read: {type(error).__name__}: {error}"
            pages = [
                await fetcher.get(url, "page", _validators(url, known) if url not in composed else None)
                for url in _wanted(found, known, source, work.run.started_at)
            ]
            pages += [one for page in pages for one in await fetch_companions(page, fetcher.get, settled)]
            captures = fetcher.captures
    return Visit(
        source_id=source.id,
        captures=captures,
        pages=tuple(pages),
        listings=found.listings if found else (),
        listed=len(found.listed) if found else 0,
        fault=fault,
    )


def _wanted(found: Discovery | None, known: Mapping[str, KnownPage], source: Source, now: dt.datetime) -> list[str]:
    """The addresses to ask, each once: those the lists name, then those that carry a notice or are awaited.

    Of the known ones, those that are due, and those whose place in a list changed: another date or title is how a site
    says that a page was edited, and a missing entry how it begins to take one down.
    """
    named = [link.url for link in found.links] if found else []
    kept = [page.url for page in known.values() if page.carries or page.awaited]
    moved = found.moved if found else frozenset()
    return [
        url for url in dict.fromkeys([*named, *kept]) if url not in known or url in moved or known[url].due(source, now)
    ]


def _validators(url: str, known: Mapping[str, KnownPage]) -> Validators | None:
    # A page that was refused is asked for whole: a «not modified» would keep it from better rules for ever.
    page = known.get(url)
    return page.validators if page and page.carries else None
