"""collect: find what is newly published, keep it, read it, and say what changed. Scheduled."""

from typing import Any

from prefect import flow
from prefect.task_runners import ThreadPoolTaskRunner

from flows.desk import Desk, open_desk
from flows.report import report
from flows.steps import identify_all, publish_all, read_all, revise_all, run_name, store_all, visit_site, whole
from schemas.source import Schedule
from tasks.pipeline import Summary
from tasks.recall import recall
from tasks.sources import scheduled_ids
from tasks.visit import Scope

# Sites are slow and each has a pace of its own: eight at a time keep one core busy. The default has no bound.
SITES_AT_ONCE: Any = ThreadPoolTaskRunner(max_workers=8)


@flow(name="collect", flow_run_name=run_name, task_runner=SITES_AT_ONCE, persist_result=False)
def collect(
    sources: list[str] | None = None, day: int = 1, home: str | None = None, schedule: Schedule | None = None
) -> Summary:
    """Visit the sites, read what they publish, store and publish it.

    Args:
        sources: Ids as in data/sources; the bundled sample where none is named.
        day: Which day of the bundled sample is served; real sites ignore it.
        home: Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
        schedule: Instead of sources: the verified real ones of this schedule class.
    """
    chosen = scheduled_ids(schedule) if schedule and not sources else sources
    with open_desk("collect", chosen, day, home) as desk:
        return work(desk, Scope.LISTS_AND_DUE)


def work(desk: Desk, scope: Scope) -> Summary:
    """Discover, fetch, archive, extract, parse, identify, revise, store, publish."""
    lookup = recall(desk.store, desk.sources)
    pending = [
        visit_site.submit(source.id, whole(source), whole(desk), whole(lookup), scope) for source in desk.visited
    ]
    visits = [future.result() for future in pending]
    reading = read_all(whole(visits), whole(desk))
    assignments = identify_all(whole(reading), whole(desk))
    recorded = revise_all(whole(assignments), whole(reading), whole(desk))
    summary = store_all(whole(recorded), whole(visits), whole(reading), whole(desk))
    publication = publish_all(whole(desk))
    report(summary, recorded, publication)
    return summary
