"""revisit: ask the known pages that are due, lists or no lists. For edits, and for pages that vanish."""

from prefect import flow

from flows.collect import SITES_AT_ONCE, work
from flows.desk import open_desk
from flows.steps import run_name
from tasks.pipeline import Summary
from tasks.visit import Scope


@flow(name="revisit", flow_run_name=run_name, task_runner=SITES_AT_ONCE, persist_result=False)
def revisit(sources: list[str] | None = None, day: int = 1, home: str | None = None) -> Summary:
    """Ask the pages that are known to carry a notice whether they changed, each when its own past says that it is due.

    Args:
        sources: Ids as in data/sources; the bundled sample where none is named.
        day: Which day of the bundled sample is served; real sites ignore it.
        home: Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    with open_desk("revisit", sources, day, home) as desk:
        return work(desk, Scope.KNOWN)
