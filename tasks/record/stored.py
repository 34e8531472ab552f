"""A notice as the store holds it, read again with today's rules.

Reading the kept text anew before comparing is why a better parser never looks like news.
"""

import dataclasses
from dataclasses import dataclass

import polars as pl

from schemas.history import Copy
from schemas.notice import Provenance
from schemas.values import Page, ParsedNotice
from tasks.parse import parse


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredNotice:
    """The current revision of a notice, where it came from, and the pages that carry it."""

    notice_id: str
    revision: int
    provenance: Provenance
    parsed: ParsedNotice
    copies: dict[str, Copy]


def stored_notice(
    notice_id: str, notices: pl.DataFrame, texts: pl.DataFrame, copies: pl.DataFrame
) -> StoredNotice | None:
    """The notice out of the store's current ``notices``, ``texts`` and ``copies``; null if it holds none of that id."""
    row = next(notices.filter(pl.col("notice_id") == notice_id).iter_rows(named=True), None)
    if row is None:
        return None
    text = texts.filter((pl.col("notice_id") == notice_id) & (pl.col("revision") == row["revision"]))["text"].item()
    built = row["title_source"] in ("built", "text")
    page = Page(
        url=row["url"],
        text=text,
        encoding="utf-8",
        title=None if built else row["title"],
        title_source=None if built else row["title_source"],
        source=row["source"],
        shown_published_at=row["published_at"],
    )
    mine = copies.filter(pl.col("notice_id") == notice_id)
    return StoredNotice(
        notice_id=notice_id,
        revision=row["revision"],
        provenance=Provenance(**{field.name: row[field.name] for field in dataclasses.fields(Provenance)}),
        parsed=parse(page),
        copies={copy["url"]: Copy(**copy) for copy in mine.iter_rows(named=True)},
    )
