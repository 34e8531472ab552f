"""Which rows stood at a moment, as the sources had it then (valid time).

A revision stands from its ``valid_from`` until the next one's; where two begin at once, the one recorded later does.
"""

import datetime as dt

import polars as pl

from schemas.history import COPIES, IDENTITY_LOG
from schemas.notice import NOTICES
from schemas.operations import RELEASES
from schemas.table import Table

REVISION = ["notice_id", "revision"]


def standing(notices: pl.LazyFrame, at: dt.datetime) -> pl.LazyFrame:
    """Of all revisions, the one of each notice that stood at the moment."""
    begun = notices.filter(pl.col("valid_from") <= at)
    return begun.sort("valid_from", "revision").unique("notice_id", keep="last")


def rows_at(table: Table, rows: pl.LazyFrame, notices: pl.LazyFrame, at: dt.datetime) -> pl.LazyFrame:
    """The rows of a table at the moment. ``rows`` and ``notices`` are all there are, of all revisions.

    Facts, texts, notices: of the revision that stood. Changes: those of revisions that had begun. Copies: pages that
    had been seen, as last recorded until then. Attempts and other logs: those made until then.
    """
    if table == COPIES:
        return _copies(rows, notices, at)
    if "cause" in table.polars and table != NOTICES:
        return rows.join(notices.filter(pl.col("valid_from") <= at).select(REVISION), on=REVISION, how="semi")
    if {*REVISION} <= set(table.polars):
        keys = notices.select(REVISION)
        return rows.join(
            keys.join(standing(notices, at).select(REVISION), on=REVISION, how="anti"), on=REVISION, how="anti"
        )
    # Which notices are one is told by all that is known.
    return rows if table in {RELEASES, IDENTITY_LOG} else _logged(table, rows, at)


def _copies(rows: pl.LazyFrame, notices: pl.LazyFrame, at: dt.datetime) -> pl.LazyFrame:
    # The earliest sight of a page may have been found late, in a row of a later run: it counts for all of them.
    seen = rows.with_columns(pl.col("first_seen").min().over("url")).filter(pl.col("first_seen") <= at)
    known = (pl.col("recorded_at") <= at).any().over("url")
    in_time = seen.filter(~known | (pl.col("recorded_at") <= at))
    last, first = pl.col("release").max().over("url"), pl.col("release").min().over("url")
    # A page first recorded after the moment is shown as it was first recorded.
    chosen = in_time.filter(pl.col("release") == pl.when(pl.col("recorded_at") <= at).then(last).otherwise(first))
    canonical = standing(notices, at).select("notice_id", canonical_url="url")
    role = pl.when(pl.col("url") == pl.col("canonical_url")).then(pl.lit("canonical")).otherwise(pl.lit("copy"))
    return chosen.join(canonical, on="notice_id").with_columns(role=role).drop("canonical_url")


def _logged(table: Table, rows: pl.LazyFrame, at: dt.datetime) -> pl.LazyFrame:
    time = next((name for name in ("fetched_at", "recorded_at") if name in table.polars), None)
    until = rows if time is None else rows.filter(pl.col(time) <= at)
    if table.key == ("url", "release"):
        return until.filter(pl.col("release") == pl.col("release").max().over("url"))
    return until
