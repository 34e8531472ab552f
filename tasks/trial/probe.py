"""What an address is: which CMS family writes the list, what it names, and the source it would make."""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from schemas.errors import Blocked, EmptyPage, NotAList, SourceUnreachable, TongbaoError, UndecodablePage
from schemas.source import Family, JsonSearch, Source
from schemas.values import Fetched, Link
from tasks.discover import ADAPTERS, ListPage, family_of, is_wanted, list_page
from tasks.reading import read_page
from tasks.trial.client import Way, fetcher
from tasks.trial.inference import search_of
from tasks.trial.proposal import by_hand, propose
from tasks.trial.reading import newest_notice, read_list
from tasks.trial.report import Preview

# http://www.qu.example/gkmlpt/index#721: the column is named after the #, its records are asked for elsewhere.
_GKMLPT = re.compile(r"^(.*/gkmlpt)/index#(\d+)$")
_GKMLPT_SITE = re.compile(r"SID['\"]?\s*:\s*['\"](\d+)")  # SID: '755041'


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What an address turned out to be.

    ``links``: entries of the first pages; ``following``: where the first page leads. ``proposed`` is the YAML of
    ``source``. ``page`` and ``preview.fetched`` are the bytes a golden test keeps.
    """

    url: str
    source: Source
    proposed: str
    page: Fetched
    links: tuple[Link, ...]
    wanted: int
    following: str | None
    preview: Preview | None


def probe(url: str, way: Way) -> Probe:
    """Asks for the address, a second page of its list, and at most three of the pages it names.

    Raises:
        SourceUnreachable: nothing answered, or robots.txt keeps it.
        Blocked: a wall answered.
        NotAList: the page is of no family, or names no page.
    """
    return asyncio.run(_probe(url, way))


async def _probe(url: str, way: Way) -> Probe:
    hosts = _hosts(url)
    async with fetcher(by_hand(url, hosts), way) as asking:
        page = await asking.get(url, "list")
        listing = _opened(page)
        moved = _gkmlpt(url, listing)
        if moved is not None:
            page = await asking.get(moved, "list")
            listing = _opened(page)
        family, search = _family(page, listing)
        trial = by_hand(listing.url, hosts).model_copy(update={"family": family, "search": search})
        links = (await read_list(page, trial, asking)).links
        if not links:
            raise NotAList(
                f"{listing.url} is a {family} page that names no page.",
                "Give the address of a column's list; look at it in a browser: an empty column, or a moved one?",
            )
        # JSON and XML name no site; its front page does.
        naming = page if _is_html(listing) else await asking.get(urljoin(listing.url, "/"), "page")
        proposal = propose(listing.url, family, search, links, naming)
        source = proposal.source
        # Pages on hosts that were not allowed until the list named them are asked for within the source proposed.
        preview = await newest_notice(links, source, asking) if set(source.hosts) <= set(hosts) else None
    if not set(source.hosts) <= set(hosts):
        async with fetcher(source, way) as asking:
            preview = await newest_notice(links, source, asking)
    return Probe(
        url=listing.url,
        source=source,
        proposed=proposal.yaml,
        page=page,
        links=links,
        wanted=sum(is_wanted(link, source) for link in links),
        following=ADAPTERS[family].next(ListPage(url=listing.url, text=listing.text, search=search)),
        preview=preview,
    )


def _hosts(url: str) -> tuple[str, ...]:
    # A site answers without www and redirects to it, or the other way round: both are the address the user means.
    host = _host(url)
    bare = host.removeprefix("www.")
    return tuple(dict.fromkeys((host, bare, f"www.{bare}")))


def _gkmlpt(url: str, listing: ListPage) -> str | None:
    """Where the records of a column of the Guangdong platform are, if the address is one of its pages."""
    found, site = _GKMLPT.match(url), _GKMLPT_SITE.search(listing.text)
    return f"{found[1]}/api/all/{found[2]}?page=1&sid={site[1]}" if found and site else None


def _is_html(listing: ListPage) -> bool:
    return listing.json is None and not listing.text.lstrip("\ufeff \r\n\t").startswith("<?xml")


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise NotAList(f"{url!r} is no address of a list.", "Give an http(s) address.")
    return parts.hostname.lower()


def _opened(page: Fetched) -> ListPage:
    capture = page.capture
    if capture.outcome == "blocked":
        raise Blocked(
            f"{capture.url}: {capture.reason}", "A wall is not climbed: look for a site that re-posts its notices."
        )
    if capture.outcome == "unreachable" or "could not be read" in capture.reason:
        raise SourceUnreachable(f"{capture.url}: {capture.reason}", "Try later, or from another network.")
    if capture.outcome == "disallowed":
        leads_away = "not among the hosts" in capture.reason
        remedy = "Give the address it leads to." if leads_away else "Choose another list, or another site."
        raise SourceUnreachable(f"{capture.url}: {capture.reason}", remedy)
    if capture.outcome != "ok":
        raise NotAList(f"{capture.url}: {capture.reason}", "Give the address of a column's list.")
    try:
        return list_page(capture.final_url or capture.url, page.body)
    except (EmptyPage, UndecodablePage) as error:
        raise NotAList(f"{capture.url}: {error.what}", "Give the address of a column's list.") from error


def _family(page: Fetched, listing: ListPage) -> tuple[Family, JsonSearch | None]:
    try:
        family = family_of(listing)
    except RecursionError as error:
        raise NotAList(
            f"{listing.url} nests deeper than any list does.", "Give the address of a column's list."
        ) from error
    if family == "json":
        search = search_of(listing.json, listing.url)
        if search is None:
            raise NotAList(
                f"{listing.url} is JSON without a list of records that have an address and a title.",
                "Give the address the list is loaded from, or write the source's search by hand (schemas/source.py).",
            )
        return family, search
    if _is_notice(page):
        raise NotAList(f"{listing.url} is a notice itself.", "Give the address of the list that names it.")
    if family is None:
        raise NotAList(
            f"{listing.url} is no list: it names no dated entries, and no pages of a CMS that is known.",
            "Give the address of a column's list; where a script loads it, the address the script asks.",
        )
    return family, None


def _is_notice(page: Fetched) -> bool:
    try:
        read_page(page)
    except TongbaoError:
        return False
    return True
