"""The steps of the flows as Prefect tasks: each takes a whole batch, for a task run costs more than a parsed notice.

Nothing is cached: what is right is decided by content hashes and the store, so that any worker can go on.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import MissingContextError
from prefect.logging import get_run_logger
from prefect.runtime import flow_run
from prefect.utilities.annotations import quote

from flows.desk import Desk
from schemas.operations import Capture
from schemas.source import Source
from tasks.companions import companions_of
from tasks.identify import Assignment
from tasks.known import SiteMemory
from tasks.lookup import Lookup
from tasks.pipeline import Summary, identify_pages, revise_notices, store_run
from tasks.publish import Publication, publish
from tasks.reading import Reading, Refusal, read_pages
from tasks.record import Recorded
from tasks.visit import Scope, Visit, visit
from tasks.watch import hold_back

BATCH: dict[str, Any] = {"cache_policy": NO_CACHE, "persist_result": False}

# Who else wants to hear how a run goes: the command line shows it on a terminal.
listeners: list[Callable[[str], None]] = []


T = TypeVar("T")


def whole(value: T) -> T:
    """The value, marked so that Prefect hands it over whole.

    It would otherwise walk through every row of every notice, looking for futures.
    """
    return cast("T", quote(value))


def tell(message: str) -> None:
    """Say how the run goes, in its log and to whoever listens."""
    try:
        get_run_logger().info(message)
    except MissingContextError:
        logging.getLogger(__name__).info(message)
    for listener in listeners:
        listener(message)


@task(name="discover, fetch and archive", task_run_name="{source_id}: discover, fetch, archive", **BATCH)
def visit_site(
    source_id: str,
    source: Source,
    desk: Desk,
    lookup: Lookup,
    scope: Scope,
) -> Visit:
    """Visit one site. Its id names the task run: the timeline of the UI draws no Chinese."""
    brought = visit(SiteMemory.of(source, lookup), scope, desk, desk.transport())
    outcomes = Counter(fetched.capture.outcome for fetched in brought.pages)
    asked = ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())) or "none"
    tell(f"{source_id} ({source.name}): {brought.listed} links listed; pages asked: {asked}")
    return brought


@task(name="extract and parse", task_run_name="read the pages", **BATCH)
def read_all(visits: Sequence[Visit], desk: Desk) -> Reading:
    """Extract and parse every page fetched; hold back what a source gives whose template broke."""
    pages = [fetched for one in visits for fetched in one.pages]
    reading = hold_back(read_pages(pages, companions_of(pages, desk.home.archive)), desk.sources)
    faults = [
        Refusal(url="", source_id=one.source_id, reason="SiteFault", detail=one.fault) for one in visits if one.fault
    ]
    reading = replace(reading, refusals=(*reading.refusals, *faults))
    for refusal in reading.refusals:
        tell(f"refused {refusal.url or refusal.source_id}: {refusal.reason}: {refusal.detail}")
    tell(
        f"{len(reading.notices)} pages read as notices, {len(reading.unmodified)} not modified, {len(reading.refusals)} refused"
    )
    return reading


@task(name="identify", task_run_name="say which notice each page carries", **BATCH)
def identify_all(reading: Reading, desk: Desk) -> list[Assignment]:
    """Say which notice each page carries: re-posts come together, siblings stay apart."""
    assignments = identify_pages(reading.notices, desk)
    notices = {one.notice_id for one in assignments}
    tell(
        f"{len(assignments)} pages carry {len(notices)} notices, {sum(one.is_new for one in assignments)} pages are new"
    )
    return assignments


@task(name="revise", task_run_name="compare with what is known", **BATCH)
def revise_all(assignments: Sequence[Assignment], reading: Reading, desk: Desk) -> list[Recorded]:
    """Compare every notice with what the store holds of it."""
    recorded = revise_notices(assignments, reading, desk)
    tell(f"{sum(one.is_new for one in recorded)} notices new, {sum(one.is_changed for one in recorded)} changed")
    return recorded


@task(name="store", task_run_name="store the release", **BATCH)
def store_all(recorded: Sequence[Recorded], visits: Sequence[Visit], reading: Reading, desk: Desk) -> Summary:
    """Append the run to the store: all there, or not there."""
    listings = [listing for one in visits for listing in one.listings]
    summary = store_run(recorded, captures_of(visits), reading, desk, listings)
    for source in summary.sources:
        if source.state != "ok":
            tell(f"{source.state} {source.source_id}: {source.reason}")
    tell(f"stored as release {summary.release}")
    return summary


@task(name="publish", task_run_name="publish it", **BATCH)
def publish_all(desk: Desk) -> Publication:
    """Write flat Parquet for the months that changed, and switch to it at once."""
    publication = publish(desk.store, desk.home.published)
    tell(
        f"{publication.folder} shows release {publication.release}: "
        f"{publication.files_written} files written, {publication.files_linked} kept"
    )
    return publication


def run_name() -> str:
    """What a run visits, as its name in the UI: «bundled sample, day 2», «changle, taijiang», «verified sites, daily»."""
    parameters = flow_run.parameters
    sources = parameters.get("sources")
    if not sources and parameters.get("schedule"):
        return f"verified sites, {parameters['schedule']}"
    return ", ".join(sources) if sources else f"bundled sample, day {parameters.get('day', 1)}"


def captures_of(visits: Sequence[Visit]) -> list[Capture]:
    """Every attempt of the visits, robots.txt and lists included."""
    return [capture for one in visits for capture in one.captures]
