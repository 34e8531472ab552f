"""What the store knows of pages: when each is to be asked again, and with what validators."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

import polars as pl

from schemas.operations import ANSWERED
from schemas.source import Source
from schemas.values import Validators
from tasks.archive import Held
from tasks.discover import ListMemory
from tasks.home import Home
from tasks.lookup import Lookup, Payloads, memories, microseconds, moment
from tasks.watch import Past, next_due, pasts, revisit

# What ``known_pages`` needs of captures.
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

    ``past`` is what decides when it is due. ``awaited``: a list named it, and an outage or a wall has kept it away ever
    since, so that it is asked for even when no list names it now.
    """

    url: str
    source_id: str
    validators: Validators | None
    carries: bool
    past: Past
    awaited: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether it is asked for though no list names it."""
        return self.carries or self.awaited

    def due(self, source: Source, now: dt.datetime) -> bool:
        """Whether it is time to ask again."""
        return now >= next_due(self.past, revisit(source))


def known_pages(
    captures: pl.DataFrame, copies: pl.DataFrame, health: pl.DataFrame | None = None
) -> dict[str, KnownPage]:
    """Pages by address, from all their ``captures`` and ``copies``, and ``source_health`` of the runs that made these.

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
            carries=url in carrying,
            past=known.past,
            awaited=known.kept_away and not known.past.had and not known.past.missing,
        )
        for url, known in pasts(captures, copies).items()
    }


def learn_pages(lookup: Lookup, pages: Collection[KnownPage], sources: Mapping[str, Source]) -> None:
    """Note how pages stand, in place of how they stood."""
    bases = {name: revisit(sources.get(name)) for name in {page.source_id for page in pages}}
    rows = [_row(page, bases[page.source_id]) for page in pages]
    lookup.write("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemory:
    """What is known of one site before a visit, asked for as it is needed."""

    source: Source
    lookup: Lookup

    @classmethod
    def of(cls, source: Source, lookup: Lookup) -> Self:
        """That of a source, over a connection of its own: visits run in threads."""
        return cls(source=source, lookup=lookup.reader())

    def among(self, urls: Collection[str]) -> Mapping[str, KnownPage]:
        """Those of the addresses that were asked before."""
        query = "SELECT * FROM page WHERE source_id = ? AND url IN (SELECT value FROM json_each(?))"
        found = map(_page, self.lookup.rows(query, self.source.id, urls))
        return {page.url: page for page in found}

    def due(self, now: dt.datetime) -> list[KnownPage]:
        """Pages that carry a notice or are awaited, and are due; the longest not asked first."""
        # What was noted when the source had another base says nothing of when it is due now.
        query = (
            "SELECT * FROM kept WHERE source_id = ?1 AND base = ?2 AND due_at <= ?3"
            " UNION ALL SELECT * FROM kept WHERE source_id = ?1 AND base < ?2"
            " UNION ALL SELECT * FROM kept WHERE source_id = ?1 AND base > ?2"
        )
        rows = self.lookup.rows(query, self.source.id, _span(revisit(self.source)), microseconds(now))
        due = [page for page in map(_page, rows) if page.due(self.source, now)]
        return sorted(due, key=lambda page: (page.past.asked_at, page.url))

    @property
    def lists(self) -> Mapping[str, ListMemory]:
        """What is known of its lists, by address."""
        return memories(self.lookup, self.source.id)

    def held(self, home: Home) -> Held:
        """The payloads of the site that the archive holds."""
        return Held(home.archive, Payloads(self.lookup, self.source.id))

    def composed(self, urls: Collection[str]) -> frozenset[str]:
        """Those of the pages whose notice is made of more than themselves: they are asked for whole.

        A «not modified» of the first page says nothing of the others.
        """
        query = "SELECT url FROM composed WHERE url IN (SELECT value FROM json_each(?))"
        return frozenset(self.lookup.column(query, urls))

    def is_settled(self, url: str) -> bool:
        """Whether a file need not be asked for again while its page has a text of its own."""
        return bool(self.lookup.rows("SELECT 1 FROM settled WHERE url = ? AND source_id = ?", url, self.source.id))


def _row(page: KnownPage, base: dt.timedelta) -> tuple[Any, ...]:
    past, validators = page.past, page.validators or Validators(etag=None, last_modified=None)
    return (
        page.url,
        page.source_id,
        page.carries,
        page.awaited,
        validators.etag,
        validators.last_modified,
        microseconds(past.asked_at),
        microseconds(past.changed_at),
        past.had,
        past.failures,
        past.missing,
        _span(base),
        microseconds(next_due(past, base)),
    )


def _page(row: tuple[Any, ...]) -> KnownPage:
    url, source_id, carries, awaited, etag, last_modified, asked_at, changed_at, had, failures, missing, *_ = row
    return KnownPage(
        url=url,
        source_id=source_id,
        validators=_validators(etag, last_modified),
        carries=bool(carries),
        past=Past(
            url=url,
            asked_at=moment(asked_at),
            changed_at=moment(changed_at),
            had=bool(had),
            failures=failures,
            missing=bool(missing),
        ),
        awaited=bool(awaited),
    )


def _span(base: dt.timedelta) -> int:
    return base // dt.timedelta(microseconds=1)


def _validators(etag: str | None, last_modified: str | None) -> Validators | None:
    return Validators(etag=etag, last_modified=last_modified) if etag or last_modified else None
