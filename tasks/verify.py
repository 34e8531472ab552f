"""Prove the evidence: every quote of every row stands where the row says, in text that the archived bytes still give."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from schemas.dataset import FACTS
from schemas.files import PIECES
from schemas.notice import NOTICES, TEXTS
from schemas.table import Table
from tasks.archive import read_record
from tasks.compose import compose
from tasks.home import Home
from tasks.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Misplaced:
    """A row whose quote does not stand where it says, or a text its archived bytes no longer give."""

    table: str
    notice_id: str
    char_start: int | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """Rows checked by table, and those that failed."""

    checked: dict[str, int]
    misplaced: tuple[Misplaced, ...]


def verify(home: Home) -> Verification:
    """Check every current row against the archive.

    Raises:
        NoStore: nothing has been collected.
        DataProblem: a record of the archive is not whole.
    """
    store = Store.existing(home.store)
    texts = {(row["notice_id"], row["revision"]): row["text"] for row in store.current(TEXTS).iter_rows(named=True)}
    checked: Counter[str] = Counter()
    misplaced: list[Misplaced] = []
    places = _places(store)
    for row in store.current(NOTICES).iter_rows(named=True):
        others = places.get((row["notice_id"], row["revision"]), {})
        body = read_record(home.archive, row["warc_file"], row["warc_offset"])
        text = compose(body, row["url"], _Found(home, others)).page.text
        checked["texts"] += 1
        if text != texts[row["notice_id"], row["revision"]]:
            detail = f"{row['warc_file']} at byte {row['warc_offset']} gives another text"
            misplaced.append(Misplaced(table="texts", notice_id=row["notice_id"], char_start=None, detail=detail))
    for table in FACTS:
        rows = store.current(table)
        checked[table.name] = rows.height
        misplaced += _misplaced(table, rows, texts)
    return Verification(checked=dict(checked), misplaced=tuple(misplaced))


@dataclass(frozen=True, slots=True)
class _Found:
    """What was captured of the further pages and files of one notice."""

    home: Home
    places: dict[str, tuple[str, int]]

    def __call__(self, url: str) -> bytes | None:
        place = self.places.get(url)
        return read_record(self.home.archive, *place) if place else None


def _places(store: Store) -> dict[tuple[str, int], dict[str, tuple[str, int]]]:
    found: dict[tuple[str, int], dict[str, tuple[str, int]]] = {}
    for row in store.current(PIECES).iter_rows(named=True):
        of_notice = found.setdefault((row["notice_id"], row["revision"]), {})
        of_notice[row["url"]] = (row["warc_file"], row["warc_offset"])
    return found


def _misplaced(table: Table, rows: pl.DataFrame, texts: dict[tuple[str, int], str]) -> list[Misplaced]:
    return [
        Misplaced(table=table.name, notice_id=notice_id, char_start=start, detail=f"{quote.column} says {words!r}")
        for quote in table.quotes
        for notice_id, revision, start, end, words in rows.select(
            "notice_id", "revision", quote.start, quote.end, quote.column
        ).iter_rows()
        if words is not None or start is not None
        if start is None or end is None or texts[notice_id, revision][start:end] != words
    ]
