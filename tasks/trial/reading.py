"""The first pages of a list, and the newest notice it names."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from schemas.errors import EmptyPage, TongbaoError, UndecodablePage
from schemas.source import Source
from schemas.values import Fetched, Link
from tasks.discover import ADAPTERS, ListPage, is_wanted, list_page
from tasks.fetch import Fetcher
from tasks.reading import read_page
from tasks.trial.report import Preview

# Enough to see that the list turns; a jpaas column names no entries of its own and counts for none.
_PAGES = 2
# The newest title that matches may be of a page about the notice: the sample's 公示期间联系方式的公告 is.
_CANDIDATES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRead:
    """The first pages of a list; none where the first could not be read, and why in ``reason``."""

    pages: tuple[ListPage, ...]
    links: tuple[Link, ...]
    outcome: str
    reason: str


async def read_list(first: Fetched, source: Source, asking: Fetcher) -> ListRead:
    """Reads on from the first page, up to two pages that name entries; an address met twice counts once."""
    page, refused = opened(first, source)
    pages: list[ListPage] = []
    links: dict[str, Link] = {}
    adapter = ADAPTERS[source.family]
    while page is not None:
        pages.append(page)
        for link in adapter.links(page):
            links.setdefault(link.url, link)
        following = adapter.next(page)
        if following is None or sum(bool(adapter.links(one)) for one in pages) >= _PAGES or len(pages) > _PAGES:
            break
        page, _ = opened(await asking.get(following, "list"), source)
    outcome = first.capture.outcome
    return ListRead(
        pages=tuple(pages),
        links=tuple(links.values()),
        outcome=outcome if pages or outcome != "ok" else "not_html",
        reason=refused or first.capture.reason,
    )


def opened(fetched: Fetched, source: Source) -> tuple[ListPage | None, str | None]:
    """The page, or why there is none."""
    capture = fetched.capture
    if capture.outcome != "ok":
        return None, capture.reason
    try:
        return list_page(capture.final_url or capture.url, fetched.body, source.search, source.zone), None
    except (EmptyPage, UndecodablePage) as error:
        return None, str(error)


def is_own(link: Link, source: Source) -> bool:
    """Whether the page is on a host the source allows."""
    return source.allows(urlsplit(link.url).hostname or "")


async def newest_notice(links: Sequence[Link], source: Source, asking: Fetcher) -> Preview | None:
    """The newest of the wanted pages that reads as a notice; else the newest, and why it does not. None asked: null."""
    wanted = sorted(
        (link for link in links if is_own(link, source) and is_wanted(link, source)),
        key=lambda link: link.listed_on or dt.date.min,
        reverse=True,
    )
    previews: list[Preview] = []
    for link in wanted[:_CANDIDATES]:
        preview = _preview(link, await asking.get(link.url, "page"))
        if preview.refused is None:
            return preview
        previews.append(preview)
    return previews[0] if previews else None


def _preview(link: Link, fetched: Fetched) -> Preview:
    capture = fetched.capture
    if capture.outcome != "ok":
        return _refused(link, fetched, f"{capture.outcome}: {capture.reason}")
    try:
        read = read_page(fetched)
    except TongbaoError as error:
        return _refused(link, fetched, str(error))
    # As in a run: a fault of the parser is told, and the trial goes on.
    except Exception as error:  # noqa: BLE001
        return _refused(link, fetched, f"the parser failed: {type(error).__name__}: {error}")
    notice = read.parsed.notice
    return Preview(
        link=link,
        title=notice.title or link.title,
        inspected_body=notice.inspected_body,
        feedback_on=notice.feedback_on,
        published_at=notice.published_at,
        items=notice.items,
        measures=notice.measures,
        refused=None,
        fetched=fetched,
        parsed=read.parsed,
    )


def _refused(link: Link, fetched: Fetched, why: str) -> Preview:
    return Preview(
        link=link,
        title=link.title,
        inspected_body=None,
        feedback_on=None,
        published_at=None,
        items=0,
        measures=0,
        refused=why,
        fetched=fetched,
        parsed=None,
    )
