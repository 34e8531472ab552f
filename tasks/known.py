"""What the store knows of pages: when each was last asked, and with what validators to ask again."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from schemas.operations import ANSWERED
from schemas.source import Source
from schemas.values import Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A page fetched before. ``carries`` tells whether it was read as a notice."""

    url: str
    source_id: str
    validators: Validators | None
    asked_at: dt.datetime
    carries: bool

    def due(self, source: Source, now: dt.datetime) -> bool:
        """Whether it is time to ask again."""
        return now - self.asked_at >= dt.timedelta(hours=source.revisit_hours)


def known_pages(captures: pl.DataFrame, copies: pl.DataFrame) -> dict[str, KnownPage]:
    """Pages by address, from the store's ``captures`` and ``copies``.

    The validators are those of the last answer that brought or confirmed the page: a wall's are never sent.
    """
    pages = captures.filter(pl.col("purpose") == "page").sort("fetched_at", "capture_id")
    asked = pages.group_by("url", maintain_order=True).agg(pl.col("fetched_at", "source_id").last())
    answered = (
        pages.filter(pl.col("outcome").is_in(ANSWERED))
        .group_by("url", maintain_order=True)
        # A 304 need not repeat the validators: then the earlier ones stand.
        .agg(pl.col("etag").drop_nulls().last(), pl.col("last_modified").drop_nulls().last())
    )
    carrying = set(copies["url"])
    return {
        row["url"]: KnownPage(
            url=row["url"],
            source_id=row["source_id"],
            validators=_validators(row["etag"], row["last_modified"]),
            asked_at=row["fetched_at"],
            carries=row["url"] in carrying,
        )
        for row in asked.join(answered, on="url", how="left").iter_rows(named=True)
    }


def _validators(etag: str | None, last_modified: str | None) -> Validators | None:
    return Validators(etag=etag, last_modified=last_modified) if etag or last_modified else None
