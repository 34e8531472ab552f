"""Which file a row belongs in, and which files a new release touches.

A row about a notice stands in the span of its notice: all of time, five years, a year, a quarter or a month, as there are
few or many notices. A row about what a run did stands in the month its table names.
"""

from dataclasses import dataclass

import polars as pl

from schemas.history import ADJUSTMENTS, CHANGES, COPIES, IDENTITY_LOG
from schemas.notice import NOTICES
from schemas.table import Table
from tasks.store import Store

UNDATED = "undated"
EMPTY = "empty"
# All of a small publication, and a reference table, which no time divides
WHOLE = "all"
# A span is one file until it has more notices than this, then the spans within it are. Opening a file costs a reader the
# same however small it is: at 5,000 notices of twelve years, files of months took the queries of docs/questions.md six
# times as long as one file a table (bench_query.py). And a notice added to a file has its publisher write all of it anew.
NOTICES_A_FILE = 2_500


def current_spans(notices: pl.DataFrame) -> pl.DataFrame:
    """The file of each notice, by its latest revision: columns notice_id, span.

    A span is ``all``, ``2026-2030``, ``2026``, ``2026-q3``, ``2026-07`` or, where there are others, ``undated``. The day is
    that of signature, else of publication, else of the feedback the notice answers; never the day of a run.
    """
    day = pl.coalesce("signed_on", "published_on", "feedback_on")
    latest = pl.col("revision") == pl.col("revision").max().over("notice_id")
    first_of_five = (day.dt.year() - 1) // 5 * 5 + 1
    # Added up, for pl.format panics now and then where a column has nulls and several chunks (polars 2.1).
    five_years = first_of_five.cast(pl.String) + "-" + (first_of_five + 4).cast(pl.String)
    few = pl.len() <= NOTICES_A_FILE
    return (
        notices.filter(latest)
        .select(
            "notice_id",
            five_years=five_years,
            year=day.dt.strftime("%Y"),
            quarter=day.dt.strftime("%Y-q") + day.dt.quarter().cast(pl.String),
            month=day.dt.strftime("%Y-%m"),
        )
        .select(
            "notice_id",
            span=pl.when(few)
            .then(pl.lit(WHOLE))
            .when(few.over("five_years"))
            .then("five_years")
            .when(few.over("year"))
            .then("year")
            .when(few.over("quarter"))
            .then("quarter")
            .otherwise("month")
            .fill_null(UNDATED),
        )
    )


def newest_of(span: str) -> str:
    """The last month a span may hold, ``2026-12`` of ``2026``, to put spans in order; of undated notices the first of all."""
    year, _, part = span.partition("-")
    if not year.isdigit():
        return ""
    if len(part) == len(year):
        return f"{part}-12"
    if part.startswith("q"):
        part = f"{3 * int(part[1:]):02}"
    return f"{year}-{part or '12'}"


def span_columns(store: Store) -> pl.DataFrame:
    """What the spans are read from: a few columns of all revisions."""
    return store.read(NOTICES, ["notice_id", "revision", "signed_on", "published_on", "feedback_on"])


@dataclass(frozen=True, slots=True, eq=False)
class Touched:
    """Notices of which later releases added, replaced or moved away a row, and their spans, those of now and of then."""

    notice_ids: frozenset[str]
    spans: frozenset[str]


def touched_since(store: Store, now: pl.DataFrame, then: pl.DataFrame, release: int) -> Touched:
    """What later releases touched. Two frames give each notice its span: as it is, and as it was published then.

    A span that is a file now and was one then has the notices of the same days: where none of them is touched, the file
    is the same, however its neighbours were divided.
    """
    newer = pl.col("release") > release
    copies = store.read(COPIES, ["notice_id", "url", "release"])
    # An address that now carries another notice leaves the file of the notice it carried before.
    moved = copies.filter(pl.col("url").is_in(copies.filter(newer)["url"].implode()))
    decided = store.read(IDENTITY_LOG, ["notice_id", "other_id"], newer)
    ids = pl.concat(
        [
            *(store.read(table, ["notice_id"], newer)["notice_id"] for table in (NOTICES, CHANGES, ADJUSTMENTS)),
            moved["notice_id"],
            decided["notice_id"],
            decided["other_id"],
        ]
    )
    spans = pl.concat([now, then]).filter(pl.col("notice_id").is_in(ids.implode()))["span"]
    return Touched(notice_ids=frozenset(ids), spans=frozenset(spans))


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
