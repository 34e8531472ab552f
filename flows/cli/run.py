"""tongbao run: collect once, here and now."""

import json
import sys
from typing import Annotated

import polars as pl
from cyclopts import Parameter
from rich.console import Console

from flows.cli.embedded import prefect_at
from flows.cli.options import Flag, Json
from flows.cli.show import show_changes, show_notices, show_refused, show_sources, show_summary
from flows.desk import require_ready
from schemas.errors import DataProblem, SourceUnreachable
from schemas.history import CHANGES, COPIES
from schemas.notice import NOTICES
from schemas.operations import ANSWERED, CAPTURES
from tasks.home import home_at
from tasks.pipeline import Summary, as_dict
from tasks.store import Store


def run(
    *,
    source: Annotated[list[str] | None, Parameter(negative=())] = None,
    day: int = 1,
    home: str | None = None,
    known_only: Flag = False,
    as_json: Json = False,
) -> int:
    """Collect: discover, fetch, archive, read, compare, store and publish.

    Parameters
    ----------
    source
        Source to visit, may be repeated; the bundled sample where none is named.
    day
        Day of the bundled sample: on day 2 its sites have changed.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    known_only
        Ask the known pages that are due, read no lists (the revisit flow).
    as_json
        Print the summary as one JSON object.
    """
    place = home_at(home)
    require_ready(source, day, str(place.root))
    terminal = Console(stderr=True)
    with prefect_at(place), terminal.status("starting Prefect") as status:
        from flows import steps  # noqa: PLC0415
        from flows.collect import collect  # noqa: PLC0415
        from flows.revisit import revisit  # noqa: PLC0415

        def hear(message: str) -> None:
            if sys.stderr.isatty():
                terminal.print(f"  {message}", style="dim", markup=False)
                status.update("running")

        steps.listeners.append(hear)
        flow = revisit if known_only else collect
        summary = flow(sources=source, day=day, home=str(place.root))
    store = Store.existing(place.store)
    captures = store.read(CAPTURES, predicate=pl.col("run_id") == summary.run.run_id)
    if as_json:
        print(json.dumps(as_dict(summary), ensure_ascii=False, indent=1))
    else:
        _show(summary, store, captures, str(place.published / "current"))
    if not captures["outcome"].is_in(ANSWERED).any():
        return SourceUnreachable.code
    return DataProblem.code if summary.quarantined else 0


def _show(summary: Summary, store: Store, captures: pl.DataFrame, published: str) -> None:
    console = Console()
    changes = store.current(CHANGES)
    show_notices(console, store.current(NOTICES), store.current(COPIES), summary.release)
    show_refused(console, summary, captures)
    show_changes(console, changes.filter(changes["release"] == summary.release))
    show_sources(console, summary)
    show_summary(console, summary)
    console.print(f"Open: {published}", markup=False, highlight=False, soft_wrap=True)
