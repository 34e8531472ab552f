"""tongbao copies: which pages carry a notice, since when, how far behind the first, and where their words differ."""

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.cli.chosen import standing_notice
from flows.cli.grid import grid
from schemas.history import COPIES, COPY_DRIFT
from schemas.operations import CAPTURES
from schemas.values import CHINA
from tasks.home import home_at
from tasks.record import sighted
from tasks.store import Store


def copies(notice: str, *, drift: bool = False, home: str | None = None) -> int:
    """List the pages that carry a notice.

    Parameters
    ----------
    notice
        Id of the notice, or the beginning of it.
    drift
        Show the clauses in which each copy differs, the canonical text's first.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    store = Store.existing(home_at(home).store)
    notice_id = str(standing_notice(store, notice)["notice_id"])
    rows = store.scan_current(COPIES).filter(pl.col("notice_id") == notice_id).sort("url").collect()
    rows = sighted(rows, store.read(CAPTURES, predicate=pl.col("url").is_in(rows["url"].implode())))
    stretches = (
        store.scan_current(COPY_DRIFT).filter(pl.col("notice_id") == notice_id).sort("url", "drift_no").collect()
    )
    console = Console(soft_wrap=True)
    numbers = frozenset({"hours behind", "drift"})
    table = grid("Copies", "role", "page", "first seen", "last seen", "hours behind", "drift", "why", numbers=numbers)
    for row in rows.iter_rows(named=True):
        seen = [
            f"{row[name].astimezone(CHINA):%Y-%m-%d %H:%M}" if row[name] else "" for name in ("first_seen", "last_seen")
        ]
        hours = f"{row['delay'] / 3600:.1f}"
        table.add_row(row["role"], row["url"], *seen, hours, str(row["drift"]), row["reason"])
    console.print(table)
    for row in stretches.iter_rows(named=True) if drift else ():
        console.print(Text(f"{row['url']}", style="cyan"))
        for sign, style, words in (("-", "red", row["canonical_words"]), ("+", "green", row["copy_words"])):
            if words is not None:
                console.print(Text(f"  {sign} {words}", style=style))
    return 0
