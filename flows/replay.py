"""replay: rebuild everything from the archive with today's rules, and report what would differ before it is accepted."""

from dataclasses import dataclass

from prefect import flow, task
from prefect.artifacts import create_table_artifact

from flows.steps import BATCH, tell, whole
from schemas.errors import DataProblem
from tasks.divergence import TableDifference, differences
from tasks.home import Home, home_at
from tasks.parse import PARSER_VERSION
from tasks.pipeline import Summary
from tasks.publish import publish
from tasks.replay import accept, rebuild
from tasks.review import Rules, cause
from tasks.sources import load_sources
from tasks.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay found."""

    runs: int
    rules: Rules
    differences: tuple[TableDifference, ...]
    accepted: bool


@flow(name="replay", persist_result=False)
def replay(accept_changes: bool = False, home: str | None = None) -> Replayed:
    """Rebuild the dataset beside the store and compare them; with ``accept_changes`` put it in the store's place.

    Args:
        accept_changes: Take the rebuilt dataset over and publish it.
        home: Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    place = home_at(home)
    stored = Store.existing(place.store)
    rules = Rules(stored=rules_of(stored), replayed=PARSER_VERSION)
    with stored.lease("replay"):
        summaries = rebuild_all(whole(place), whole(stored))
        found = compare_all(whole(place), whole(stored))
        if accept_changes:
            accept(place, summaries[-1].release)
    if accept_changes:
        publish(Store.existing(place.store), place.published)
    create_table_artifact(
        key="replay-differences",
        table=[
            {
                "table": one.table,
                "rows stored": one.stored,
                "rows replayed": one.replayed,
                "added": one.added,
                "removed": one.removed,
                "changed": one.changed,
                "cause": "" if one.same else cause(rules),
            }
            for one in found
        ],
        description="Rows of the store against rows rebuilt from the archive",
    )
    return Replayed(runs=len(summaries), rules=rules, differences=tuple(found), accepted=accept_changes)


def rules_of(store: Store) -> tuple[str, ...]:
    """The versions of the parser that made the notices that stand."""
    return tuple(sorted(set(store.current_notices()["parser_version"])))


@task(name="rebuild", task_run_name="rebuild from the archive", **BATCH)
def rebuild_all(place: Home, stored: Store) -> list[Summary]:
    """Extract, parse, identify, revise and store every archived run again, oldest first."""
    summaries = []
    for summary in rebuild(place, load_sources(), sample=stored.sample):
        tell(f"{summary.run.run_id}: {summary.new} new, {summary.changed} changed, {summary.unchanged} unchanged")
        summaries.append(summary)
    if not summaries:
        raise DataProblem("The archive holds none of the store's runs.", "Point TONGBAO_HOME at the folder with both.")
    return summaries


@task(name="compare", task_run_name="compare with the store", **BATCH)
def compare_all(place: Home, stored: Store) -> list[TableDifference]:
    """Count the rows that were added, removed or changed."""
    found = differences(stored, Store.existing(place.replayed))
    different = [one.table for one in found if not one.same]
    tell(f"differ: {', '.join(different)}" if different else "every row of the store is rebuilt alike")
    return found
