"""tongbao diff: what changed in a notice."""

import polars as pl
from rich.console import Console

from flows.cli.show import show_changes
from schemas.errors import UnknownNotice
from schemas.history import CHANGES
from schemas.notice import NOTICES
from tasks.home import home_at
from tasks.store import Store


def diff(notice: str, *, revision: int | None = None, home: str | None = None) -> int:
    """Show the changes of a notice, before and after.

    Parameters
    ----------
    notice
        Id of the notice, or the beginning of it.
    revision
        The revision that has the changes; the last one where none is named.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    store = Store.existing(home_at(home).store)
    row = _one(store.current(NOTICES), notice)
    wanted = revision or row["revision"]
    console = Console()
    console.print(f"{row['title']} · {row['notice_id']} · revision {wanted} of {row['revision']}", highlight=False)
    changes = store.current(CHANGES).filter((pl.col("notice_id") == row["notice_id"]) & (pl.col("revision") == wanted))
    if changes.is_empty():
        console.print("Nothing changed: this is the first text recorded." if wanted == 1 else "No change of words.")
    show_changes(console, changes)
    return 0


def _one(notices: pl.DataFrame, wanted: str) -> dict[str, object]:
    found = notices.filter(pl.col("notice_id").str.starts_with(wanted))
    if found.height == 1:
        return found.row(0, named=True)
    ids = ", ".join((found if found.height else notices)["notice_id"].head(10))
    what = f"{found.height} notices begin with {wanted!r}." if found.height else f"There is no notice {wanted!r}."
    raise UnknownNotice(what, f"Choose of: {ids}.")
