"""One visit to one site: its lists, then its pages, politely, everything archived as it comes."""

import asyncio
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

import httpx

from schemas.errors import TongbaoError
from schemas.operations import Capture
from schemas.values import Fetched, Validators
from tasks.archive import ArchiveWriter
from tasks.companions import fetch_companions
from tasks.discover import Discovery, Listing, Memory, discover
from tasks.fetch import Fetcher, Limits, utc_now
from tasks.known import KnownPage, SiteMemory
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
    known: SiteMemory,
    scope: Scope,
    work: Work,
    transport: httpx.AsyncBaseTransport | None,
    *,
    limits: Limits = _USUAL,
    clock: Callable[[], dt.datetime] = utc_now,
) -> Visit:
    """Visit one site. One client, one pace, one archive file; no failure of a page, or of its list's reader, raises.

    ``known`` is what is known of the site. ``limits`` and ``clock`` are the fetcher's.

    Raises:
        TongbaoError: the archive cannot be written.
    """
    fetcher_of = partial(Fetcher, transport=transport, limits=limits, clock=clock)
    return asyncio.run(_visit(known, scope, work, fetcher_of))


async def _visit(known: SiteMemory, scope: Scope, work: Work, fetcher_of: Callable[..., Fetcher]) -> Visit:
    source, found, fault = known.source, None, None
    with ArchiveWriter(work.home.archive, work.run, source.id, known.held(work.home)) as archive:
        async with fetcher_of(source, work.run, archive, work.home.pace) as fetcher:
            try:
                if scope is Scope.LISTS_AND_DUE:
                    found = await discover(source, fetcher, Memory(now=work.run.started_at, lists=known.lists))
                    fault = found.fault
            except TongbaoError:
                raise
            # Whatever is wrong with its lists, the site's known pages are asked, and the other sites too.
            except Exception as error:  # noqa: BLE001
                fault = f"its lists could not be read: {type(error).__name__}: {error}"
            wanted = _wanted(found, known, work.run.started_at)
            pages = [await fetcher.get(one.url, "page", one.validators) for one in wanted]
            pages += [one for page in pages for one in await fetch_companions(page, fetcher.get, known.is_settled)]
            captures = fetcher.captures
    return Visit(
        source_id=source.id,
        captures=captures,
        pages=tuple(pages),
        listings=found.listings if found else (),
        listed=len(found.listed) if found else 0,
        fault=fault,
    )


@dataclass(frozen=True, slots=True)
class _Wanted:
    url: str
    validators: Validators | None = None


def _wanted(found: Discovery | None, known: SiteMemory, now: dt.datetime) -> list[_Wanted]:
    """The addresses to ask, each once: those the lists name, then those that carry a notice or are awaited.

    Of the known ones, those that are due, and those whose place in a list changed: another date or title is how a site
    says that a page was edited, and a missing entry how it begins to take one down.
    """
    named = [link.url for link in found.links] if found else []
    moved = found.moved if found else frozenset()
    pages = known.among({*named, *moved})
    due = {page.url: page for page in known.due(now)}
    kept = [*due.values(), *(page for url in sorted(moved) if (page := pages.get(url)) and page.is_kept)]
    urls = dict.fromkeys([*named, *(page.url for page in kept)])
    asked = {**pages, **due}
    wanted = [url for url in urls if url not in asked or url in moved or asked[url].due(known.source, now)]
    composed = known.composed(wanted)
    return [_Wanted(url, _validators(asked.get(url)) if url not in composed else None) for url in wanted]


def _validators(page: KnownPage | None) -> Validators | None:
    # A page that was refused is asked for whole: a «not modified» would keep it from better rules for ever.
    return page.validators if page and page.carries else None
