"""When each copy was last seen: derived from the captures, for a row a visit would rewrite every file at every run."""

import polars as pl

from schemas.operations import ANSWERED


def sighted(copies: pl.DataFrame, captures: pl.DataFrame) -> pl.DataFrame:
    """Rows of ``copies`` with ``last_seen`` (UTC), the last time the page itself answered, and ``last_outcome``.

    ``captures``: those of the copies' addresses, in any order; an answer is its text, or that nothing changed. Both
    columns are null for an address without a capture.
    """
    pages = captures.filter(pl.col("purpose") == "page").sort("fetched_at", "capture_id")
    asked = pages.group_by("url").agg(last_outcome=pl.col("outcome").last())
    answered = pages.filter(pl.col("outcome").is_in(ANSWERED)).group_by("url").agg(last_seen=pl.col("fetched_at").max())
    return (
        copies.join(answered, on="url", how="left").join(asked, on="url", how="left").sort("notice_id", "delay", "url")
    )
