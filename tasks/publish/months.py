"""Which file a row belongs in, and which files a new release touches.

A row about a notice stands in the span of its notice: a year, a quarter of it, or a month, as there are many or few
notices. A row about what a run did stands in the month its table names.
"""

from dataclasses import dataclass

import polars as pl

from schemas.history import ADJUSTMENTS, CHANGES, COPIES, IDENTITY_LOG
from schemas.notice import NOTICES
from schemas.table import Table
from tasks.store import Store

UNDATED = "undated"
EMPTY = "empty"
# A reference table, which no time divides
WHOLE = "all"
# A year is one file until it has more notices than this, then its quarters are, then their months. Opening a file costs
# a reader the same however small it is: at 5,000 notices of twelve years, files of months took the queries of
# docs/questions.md six times as long as one file a table, files of years one and a half times (bench_query.py). And a
# notice added to a file has its publisher write all of it anew.
NOTICES_A_FILE = 500


def current_spans(notices: pl.DataFrame) -> pl.DataFrame:
    """The file of each notice, by its latest revision: columns notice_id, span (``2026``, ``2026-q3``, ``2026-07``, ``undated``).

    By the day of signature, else of publication, else of the feedback the notice answers; never the day of a run. What
    begins with ``2026`` is of 2026, whichever it is.
    """
    day = pl.coalesce("signed_on", "published_on", "feedback_on")
    latest = pl.col("revision") == pl.col("revision").max().over("notice_id")
    few = pl.len() <= NOTICES_A_FILE
    return (
        notices.filter(latest)
        .select(
            "notice_id",
            year=day.dt.strftime("%Y"),
            quarter=day.dt.strftime("%Y-q") + day.dt.quarter().cast(pl.String),
            month=day.dt.strftime("%Y-%m"),
        )
        .select(
            "notice_id",
            span=pl.when(few.over("year"))
            .then("year")
            .when(few.over("quarter"))
            .then("quarter")
            .otherwise("month")
            .fill_null(UNDATED),
        )
    )


def newest_of(span: str) -> str:
    """The last month a span holds, ``2026-12`` of ``2026``, to put spans in order; of undated notices the first of all."""
    year, _, part = span.partition("-")
    if not year.isdigit():
        return ""
    if part.startswith("q"):
        part = f"{3 * int(part[1:]):02}"
    return f"{year}-{part or '12'}"


def span_columns(store: Store) -> pl.DataFrame:
    """What the spans are read from: a few columns of all revisions."""
    return store.read(NOTICES, ["notice_id", "revision", "release", "signed_on", "published_on", "feedback_on"])


@dataclass(frozen=True, slots=True, eq=False)
class Touched:
    """Notices of which later releases added, replaced or moved away a row, their spans, and those of all before."""

    notice_ids: frozenset[str]
    spans: frozenset[str]
    before: pl.DataFrame


def touched(store: Store, notices: pl.DataFrame, since: int) -> Touched:
    """What releases after ``since`` touched. ``notices`` is what ``span_columns`` gave.

    A span that is a file now and was one then has the notices of the same days: where none of them is touched, the file
    is the same, however its neighbours were divided.
    """
    newer = pl.col("release") > since
    copies = store.read(COPIES, ["notice_id", "url", "release"])
    # An address that now carries another notice leaves the file of the notice it carried before.
    moved = copies.filter(pl.col("url").is_in(copies.filter(newer)["url"].implode()))
    decided = store.read(IDENTITY_LOG, ["notice_id", "other_id"], newer)
    ids = pl.concat(
        [
            notices.filter(newer)["notice_id"],
            store.read(CHANGES, ["notice_id"], newer)["notice_id"],
            store.read(ADJUSTMENTS, ["notice_id"], newer)["notice_id"],
            moved["notice_id"],
            decided["notice_id"],
            decided["other_id"],
        ]
    )
    now, before = current_spans(notices), current_spans(notices.filter(~newer))
    spans = pl.concat([now, before]).filter(pl.col("notice_id").is_in(ids.implode()))["span"]
    return Touched(notice_ids=frozenset(ids), spans=frozenset(spans), before=before)


def log_months(store: Store, table: Table, since: int) -> frozenset[str]:
    """Months of a log with a row that runs released after ``since`` added, or took the place of."""
    if table.month_of is None:
        msg = f"{table.name} has the spans of its notices"
        raise ValueError(msg)
    newer = store.releases().filter(pl.col("release") > since)["run_id"]
    rows = store.read(table, [table.month_of, "run_id"], pl.col("run_id").is_in(newer.implode()))
    return frozenset(rows.select(month=log_month(table))["month"])


def log_month(table: Table) -> pl.Expr:
    """The month (UTC) of a row of a log."""
    return pl.col(str(table.month_of)).dt.strftime("%Y-%m")


def batches(spans: pl.DataFrame, size: int) -> list[pl.DataFrame]:
    """Whole spans, in order, in groups of about ``size`` notices: the texts of all at once may not fit in memory."""
    counts = spans.group_by("span").len().sort("span")
    group = (pl.col("len").cum_sum() - pl.col("len")) // size
    numbered = spans.join(counts.select("span", group=group), on="span")
    return [part.drop("group") for part in numbered.partition_by("group", maintain_order=True)]
