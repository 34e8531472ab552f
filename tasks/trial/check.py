"""Whether a source still works: its robots.txt, its lists, the newest notice they name."""

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace

from schemas.errors import TongbaoError
from schemas.operations import Capture
from schemas.source import Family, Source
from schemas.values import Link
from tasks.discover import ADAPTERS, family_of, is_wanted
from tasks.trial.client import Way, fetcher
from tasks.trial.reading import ListRead, is_own, newest_notice, read_list
from tasks.trial.report import ListReport, Preview, Problem, SourceReport

# As many sites at once as a run visits.
_SITES_AT_ONCE = 8
# Titles shown where none matches the rule: enough to see what the rule misses.
_SHOWN = 3


def check_all(
    sources: Sequence[Source], way: Callable[[Source], Way], told: Callable[[SourceReport], None]
) -> list[SourceReport]:
    """A report on each source, in their order; ``told`` hears each as it comes.

    Raises:
        DiskFull, NoPermission: nothing can be written. Nothing that happens on the net raises.
    """
    return asyncio.run(_check_all(sources, way, told))


async def check(source: Source, way: Way) -> SourceReport:
    """A report on one source. Every list is asked for one or two pages, then the newest notice.

    Raises:
        DiskFull, NoPermission: nothing can be written. Nothing that happens on the net raises.
    """
    lists: list[ListReport] = []
    links: dict[str, Link] = {}
    preview: Preview | None = None
    faults: list[Problem] = []
    async with fetcher(source, way) as asking:
        try:
            for url in source.lists:
                read = await read_list(await asking.get(str(url), "list"), source, asking)
                lists.append(_report(str(url), read, source))
                links |= {link.url: link for link in read.links}
            preview = await newest_notice(list(links.values()), source, asking)
        except TongbaoError:
            raise
        # As in a run: a list no adapter was written for must not keep the other sources from being tried.
        except Exception as error:  # noqa: BLE001
            faults = [Problem(kind="fault", detail=f"Its lists could not be read: {type(error).__name__}: {error}")]
        captures = asking.captures
    now = dt.datetime.now(source.zone)
    newest = max((one.newest for one in lists if one.newest), default=None)
    return SourceReport(
        source_id=source.id,
        name=source.name,
        family=source.family,
        checked_at=now.replace(microsecond=0),
        robots=_robots(captures),
        lists=tuple(lists),
        newest=newest,
        age_days=(now.date() - newest).days if newest else None,
        sample_titles=tuple(link.title or link.url for link in list(links.values())[:_SHOWN]),
        preview=preview,
        problems=(*faults, *_problems(source, lists, preview)),
    )


async def _check_all(
    sources: Sequence[Source], way: Callable[[Source], Way], told: Callable[[SourceReport], None]
) -> list[SourceReport]:
    free = asyncio.Semaphore(_SITES_AT_ONCE)
    return list(await asyncio.gather(*(_checked(source, way(source), free, told) for source in sources)))


async def _checked(
    source: Source, way: Way, free: asyncio.Semaphore, told: Callable[[SourceReport], None]
) -> SourceReport:
    async with free:
        report = await check(source, way)
    told(report)
    return report


def _report(url: str, read: ListRead, source: Source) -> ListReport:
    own = [link for link in read.links if is_own(link, source)]
    days = [link.listed_on for link in own if link.listed_on]
    return ListReport(
        url=url,
        outcome=read.outcome,
        reason=read.reason,
        # Its own family where that knows the page, though another might too: every TRS list is a plain list.
        family=_family(read, source),
        pages=len(read.pages),
        links=len(own),
        dated=len(days),
        foreign=len(read.links) - len(own),
        wanted=sum(is_wanted(link, source) for link in own),
        newest=max(days, default=None),
    )


def _family(read: ListRead, source: Source) -> Family | None:
    if not read.pages:
        return None
    return source.family if ADAPTERS[source.family].match(read.pages[0]) else family_of(read.pages[0])


def _robots(captures: Sequence[Capture]) -> str:
    asked = [capture for capture in captures if capture.purpose == "robots"]
    barred = [capture for capture in captures if capture.outcome == "disallowed" and "robots.txt" in capture.reason]
    if barred:
        return barred[0].reason
    if not asked:
        return "It was not asked: the host did not answer."
    if asked[0].outcome == "ok":
        return "It allows the lists."
    if asked[0].outcome == "gone":
        return "There is none: all is allowed."
    return asked[0].reason


def _problems(source: Source, lists: Sequence[ListReport], preview: Preview | None) -> list[Problem]:
    problems = [problem for one in lists for problem in _of_list(one, source)]
    if any(one.pages for one in lists):
        # Another list answered: the site is there.
        problems = [replace(one, kind="list_missing") if one.kind == "unreachable" else one for one in problems]
    if preview is not None and preview.refused is not None:
        problems.append(Problem(kind="no_notice", detail=f"{preview.link.url} is no notice: {preview.refused}"))
    return problems


def _of_list(one: ListReport, source: Source) -> list[Problem]:
    problem = _not_read(one) if not one.pages else _misread(one, source)
    return [problem] if problem else []


def _not_read(one: ListReport) -> Problem:
    said = f"{one.url}: {one.reason}"
    if one.outcome == "blocked":
        return Problem(
            kind="blocked", detail=f"{said} A wall is not climbed: look for a site that re-posts its notices."
        )
    if one.outcome in ("unreachable", "disallowed"):
        return Problem(kind="unreachable", detail=said)
    return Problem(kind="list_missing", detail=f"{said} Find where the column is now, and mend the source's lists.")


def _misread(one: ListReport, source: Source) -> Problem | None:
    if one.family != source.family:
        named = f"It looks like {one.family}." if one.family else "No family knows it as a list."
        remedy = f"Run `tongbao sources probe {one.url}`, and mend the source's family."
        return Problem(kind="other_family", detail=f"{one.url}: no {source.family} list. {named} {remedy}")
    if one.links:
        return None
    if one.foreign:
        said = f"{one.url}: all {one.foreign} entries are on other hosts."
        return Problem(
            kind="foreign_links", detail=f"{said} Add the host to the source's hosts, if it is the same body's."
        )
    said = f"{one.url}: a {source.family} list without entries."
    return Problem(kind="no_links", detail=f"{said} Look at it in a browser: is the column empty, or has it moved?")
