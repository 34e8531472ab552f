"""What the store knows of pages: when each is to be asked again, and with what validators."""

import datetime as dt
from dataclasses import dataclass

import polars as pl

from schemas.operations import ANSWERED
from schemas.source import Source
from schemas.values import Validators
from tasks.watch import Past, next_due, pasts, revisit

# What ``known_pages`` needs of captures: half of what a capture holds, and each run reads those of every page.
ASKED = (
    "capture_id",
    "run_id",
    "source_id",
    "url",
    "purpose",
    "fetched_at",
    "outcome",
    "attempts",
    "etag",
    "last_modified",
)
# And of copies.
CARRYING = ("url", "body_sha256", "recorded_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """A page fetched before. ``carries`` tells whether it was read as a notice.

    ``past`` is what decides when it is due; without one, the time it was last asked alone. ``awaited``: a list named
    it, and an outage or a wall has kept it away ever since, so that it is asked for even when no list names it now.
    """

    url: str
    source_id: str
    validators: Validators | None
    asked_at: dt.datetime
    carries: bool
    past: Past | None = None
    awaited: bool = False

    def due(self, source: Source, now: dt.datetime) -> bool:
        """Whether it is time to ask again."""
        base = revisit(source)
        return now >= (next_due(self.past, base) if self.past else self.asked_at + base)


def known_pages(
    captures: pl.DataFrame, copies: pl.DataFrame, health: pl.DataFrame | None = None
) -> dict[str, KnownPage]:
    """Pages by address, from the store's ``captures``, ``copies`` (all rows, or the current ones) and ``source_health``.

    The validators are those of the last answer that brought or confirmed the page: a wall's are never sent, nor those
    of a run whose notices were held back, since a «not modified» would keep these from being read for ever.
    """
    pages = captures.filter(pl.col("purpose") == "page").sort("fetched_at", "capture_id")
    answered = pages.filter(pl.col("outcome").is_in(ANSWERED))
    if health is not None:
        held = health.filter(pl.col("pages_held") > 0).select("run_id", "source_id")
        answered = answered.join(held, on=["run_id", "source_id"], how="anti", maintain_order="left")
    validators = {
        row["url"]: _validators(row["etag"], row["last_modified"])
        for row in answered.group_by("url", maintain_order=True)
        # A 304 need not repeat the validators: then the earlier ones stand.
        .agg(pl.col("etag").drop_nulls().last(), pl.col("last_modified").drop_nulls().last())
        .iter_rows(named=True)
    }
    carrying = set(copies["url"])
    return {
        url: KnownPage(
            url=url,
            source_id=known.source_id,
            validators=validators.get(url),
            asked_at=known.past.asked_at,
            carries=url in carrying,
            past=known.past,
            awaited=known.kept_away and not known.past.had and not known.past.missing,
        )
        for url, known in pasts(captures, copies).items()
    }


def _validators(etag: str | None, last_modified: str | None) -> Validators | None:
    return Validators(etag=etag, last_modified=last_modified) if etag or last_modified else None
