"""The past of every page, from the store's captures and copies."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from tasks.watch.checks import HAD, MISSING
from tasks.watch.due import Past

_KEEP_AWAY = ("unreachable", "blocked")
_HAD = pl.col("outcome").is_in(HAD)
# The host was given up before the page's turn came: nobody asked for it.
_NOT_ASKED = (pl.col("attempts") == 0) & (pl.col("outcome") == "unreachable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A page asked before: its source, when it was first asked and last had, how often, and its past.

    ``kept_away``: an outage or a wall stood before it at least once.
    """

    source_id: str
    first_asked: dt.datetime
    last_ok: dt.datetime | None
    last_outcome: str
    captures: int
    kept_away: bool
    past: Past


def pasts(captures: pl.DataFrame, copies: pl.DataFrame) -> dict[str, Known]:
    """Pages by address. ``captures`` hold all of theirs, ``copies`` all rows of theirs, superseded ones too."""
    pages = captures.filter(pl.col("purpose") == "page").sort("fetched_at", "capture_id")
    had_at = pl.col("fetched_at").filter(_HAD).max()
    asked = pl.col("fetched_at").filter(~_NOT_ASKED)
    told = pages.group_by("url", maintain_order=True).agg(
        pl.col("source_id").last(),
        pl.col("outcome").last().alias("last_outcome"),
        pl.col("fetched_at").first().alias("first_asked"),
        pl.len().alias("captures"),
        pl.col("outcome").is_in(_KEEP_AWAY).any().alias("kept_away"),
        had_at.alias("last_ok"),
        asked.max().fill_null(pl.col("fetched_at").first()).alias("asked_at"),
        (~_HAD & ~_NOT_ASKED & ((pl.col("fetched_at") > had_at) | had_at.is_null())).sum().alias("failures"),
        pl.col("outcome").filter(~_NOT_ASKED).last().is_in(MISSING).fill_null(value=False).alias("missing"),
    )
    return {
        row["url"]: Known(
            source_id=row["source_id"],
            first_asked=row["first_asked"],
            last_ok=row["last_ok"],
            last_outcome=row["last_outcome"],
            captures=row["captures"],
            kept_away=row["kept_away"],
            past=Past(
                url=row["url"],
                asked_at=row["asked_at"],
                changed_at=row["changed_at"] or row["first_asked"],
                had=row["last_ok"] is not None,
                failures=row["failures"],
                missing=row["missing"],
            ),
        )
        for row in told.join(changes(copies), on="url", how="left").iter_rows(named=True)
    }


def changes(copies: pl.DataFrame) -> pl.DataFrame:
    """When the text of each page last became another: columns url, changed_at.

    By the text of the notice, never by the bytes of the page: a view count is no change.
    """
    other = pl.col("body_sha256").ne_missing(pl.col("body_sha256").shift().over("url"))
    return (
        copies.sort("url", "recorded_at")
        .filter(other)
        .group_by("url")
        .agg(pl.col("recorded_at").max().alias("changed_at"))
    )
