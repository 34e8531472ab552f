"""tongbao changes: what became different since a day."""

import json

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.cli.moment import start_of
from flows.cli.options import Json
from flows.cli.show import show_changes
from schemas.dataset import TABLES
from schemas.history import CHANGES
from schemas.notice import CAUSES, NOTICES
from schemas.publication import Edition
from tasks.home import home_at
from tasks.publish.veils import veils_of
from tasks.store import Store
from tasks.veil import veiled

NEWS = "source_revision"


def changes(
    *,
    since: str,
    cause: str = NEWS,
    edition: Edition = "public",
    as_json: Json = False,
    home: str | None = None,
) -> int:
    """List the changes recorded since a day, notice by notice; the publishers' own edits unless another cause is named.

    Parameters
    ----------
    since
        A day, 2026-03-01, from its beginning in China; or a time.
    cause
        source_revision is news; all shows every cause.
    edition
        public masks persons and contacts; restricted shows them.
    as_json
        Print a JSON array.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    from schemas.errors import UnknownCause  # noqa: PLC0415

    if cause not in {"all", *CAUSES}:
        raise UnknownCause(f"There is no cause {cause!r}.", f"Name one of {', '.join(CAUSES)}, or all.")
    store = Store.existing(home_at(home).store)
    wanted = pl.col("recorded_at") >= start_of(since)
    if cause != "all":
        wanted &= pl.col("cause") == cause
    # What is no news stands in a table of its own.
    held = [TABLES[name] for name in (CHANGES.name, "adjustments") if name in TABLES]
    found = pl.concat([store.current(table).filter(wanted) for table in held])
    if edition == "public":
        found = veiled(CHANGES, found, veils_of(store, found["notice_id"].unique()))
    found = found.sort("recorded_at", "notice_id", "revision", "change_no")
    if as_json:
        print(json.dumps(found.to_dicts(), ensure_ascii=False, indent=1, default=str))
        return 0
    titles = dict(store.current(NOTICES).select("notice_id", "title").iter_rows())
    console = Console()
    for (notice_id, revision, why), rows in found.group_by("notice_id", "revision", "cause", maintain_order=True):
        head = Text.assemble(
            (f"{titles.get(notice_id) or notice_id}", "bold"), f" · {notice_id} · revision {revision} · {why}"
        )
        console.print(head, soft_wrap=True)
        show_changes(console, rows)
        console.print()
    console.print(f"{found.height} changes in {found['notice_id'].n_unique()} notices.", highlight=False)
    return 0
