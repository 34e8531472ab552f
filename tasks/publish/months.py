"""Which file a row belongs in, and which files a new release touches.

A row about a notice stands in the month of the notice, a row about what a run did in the month its table names.
"""

import polars as pl

from schemas.history import CHANGES, COPIES
from schemas.notice import NOTICES
from schemas.table import Table
from tasks.store import Store

UNDATED = "undated"
EMPTY = "empty"
# A reference table, which no month divides
WHOLE = "all"


def current_months(notices: pl.DataFrame) -> pl.DataFrame:
    """The month of each notice, by its latest revision: columns notice_id, month (``2026-07`` or ``undated``).

    The day of signature, else of publication, else of the feedback the notice answers; never the day of a run.
    """
    day = pl.coalesce("signed_on", "published_on", "feedback_on")
    latest = pl.col("revision") == pl.col("revision").max().over("notice_id")
    return notices.filter(latest).select("notice_id", month=day.dt.strftime("%Y-%m").fill_null(UNDATED))


def month_columns(store: Store) -> pl.DataFrame:
    """What the months are read from: a few columns of all revisions."""
    return store.read(NOTICES, ["notice_id", "revision", "release", "signed_on", "published_on", "feedback_on"])


def touched_months(store: Store, notices: pl.DataFrame, since: int) -> frozenset[str]:
    """Months with a row that releases after ``since`` added, replaced or moved away.

    ``notices`` is what ``month_columns`` gave.
    """
    newer = pl.col("release") > since
    copies = store.read(COPIES, ["notice_id", "url", "release"])
    # An address that now carries another notice leaves the file of the notice it carried before.
    moved = copies.filter(pl.col("url").is_in(copies.filter(newer)["url"].implode()))
    ids = pl.concat(
        [
            notices.filter(newer).select("notice_id"),
            store.read(CHANGES, ["notice_id"], newer),
            moved.select("notice_id"),
        ]
    ).unique()
    now, before = current_months(notices), current_months(notices.filter(~newer))
    return frozenset(pl.concat([now, before]).join(ids, on="notice_id", how="semi")["month"])


def log_months(store: Store, table: Table, since: int) -> frozenset[str]:
    """Months of a log with a row that runs released after ``since`` added, or took the place of."""
    if table.month_of is None:
        msg = f"{table.name} has the months of its notices"
        raise ValueError(msg)
    newer = store.releases().filter(pl.col("release") > since)["run_id"]
    rows = store.read(table, [table.month_of, "run_id"], pl.col("run_id").is_in(newer.implode()))
    return frozenset(rows.select(month=log_month(table))["month"])


def log_month(table: Table) -> pl.Expr:
    """The month (UTC) of a row of a log."""
    return pl.col(str(table.month_of)).dt.strftime("%Y-%m")


def batches(months: pl.DataFrame, size: int) -> list[pl.DataFrame]:
    """Whole months, in order, in groups of about ``size`` notices: the texts of all at once may not fit in memory."""
    counts = months.group_by("month").len().sort("month")
    group = (pl.col("len").cum_sum() - pl.col("len")) // size
    numbered = months.join(counts.select("month", group=group), on="month")
    return [part.drop("group") for part in numbered.partition_by("group", maintain_order=True)]
