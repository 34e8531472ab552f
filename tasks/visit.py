"""One visit to one site: its lists, then its pages, politely, everything archived as it comes."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from enum import Enum

import httpx

from schemas.operations import Capture
from schemas.source import Source
from schemas.values import Fetched
from tasks.archive import ArchiveWriter
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
    """What one visit brought: every attempt, robots.txt and lists included, and the pages with their bytes."""

    source_id: str
    captures: tuple[Capture, ...]
    pages: tuple[Fetched, ...]
    listed: int


def visit(
    source: Source, known: dict[str, KnownPage], scope: Scope, work: Work, transport: httpx.AsyncBaseTransport | None
) -> Visit:
    """Visit one site. One client, one pace, one archive file; no failure of a page ends it."""
    return asyncio.run(_visit(source, known, scope, work, transport))


async def _visit(
    source: Source, known: dict[str, KnownPage], scope: Scope, work: Work, transport: httpx.AsyncBaseTransport | None
) -> Visit:
    with ArchiveWriter(work.home.archive, work.run, source.id) as archive:
        async with Fetcher(source, work.run, archive, work.home.pace, transport=transport) as fetcher:
            wanted: list[str] = []
            listed = 0
            if scope is Scope.LISTS_AND_DUE:
                found = await discover(source, fetcher)
                listed = len(found.listed)
                wanted += [link.url for link in found.links]
            wanted += [page.url for page in known.values() if page.carries]
            pages = [
                await fetcher.get(url, "page", known[url].validators if url in known else None)
                for url in dict.fromkeys(wanted)
                if scope is Scope.KNOWN or _is_due(url, known, source, work.run.started_at)
            ]
            captures = fetcher.captures
    return Visit(source_id=source.id, captures=captures, pages=tuple(pages), listed=listed)


def _is_due(url: str, known: dict[str, KnownPage], source: Source, now: dt.datetime) -> bool:
    return url not in known or known[url].due(source, now)
