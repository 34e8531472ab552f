"""The parts of the page's data that one span of notices makes: they depend on its files alone, and are kept with them.

A span has a piece ``notices``, a line a notice: what sections count. What they show row by row stands in chunks of
so many notices, unpacked when a list needs them: ``items``, ``money`` (the sums), ``said`` (the sentence of each sum,
in the same order), ``failed``.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from schemas.accountability import DISCIPLINE_COUNTS
from schemas.facts import CHECKS
from schemas.figures import MONEY_FLOWS
from schemas.notice import NOTICES, TEXTS
from schemas.structure import ITEMS, MEASURES
from schemas.table import Table

# Whose rows a span's pieces are made of
SOURCES = (NOTICES, TEXTS, ITEMS, MEASURES, MONEY_FLOWS, DISCIPLINE_COUNTS, CHECKS)
# A chunk of items is some 1 MB packed: the first hits of a search are there after one. Sums are small.
NOTICES_A_CHUNK = {"items": 100, "money": 1_000, "said": 100, "failed": 1_000}
# Where a status goes in the bars: done, partly, open, unstated.
_BARS = {"done": 0, "nothing_found": 0, "partly": 1, "ongoing": 2, "planned": 2, "not_done": 2, "unstated": 3}
_LONGEST_SENTENCE = 600
# Behind the words of each row of a chunk; no page holds it.
_BETWEEN = "\u0001"

Piece = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A span of a publication."""

    folder: Path
    name: str

    def rows(self, table: Table) -> pl.DataFrame:
        path = self.folder / table.name / f"{self.name}.parquet"
        return pl.read_parquet(path) if path.is_file() else table.empty()


def in_order(notices: pl.DataFrame) -> pl.DataFrame:
    """Notices as the page lists them, the newest first: those of a span stand together."""
    day = pl.coalesce("signed_on", "published_on", "feedback_on")
    return notices.sort(day, "notice_id", descending=[True, False], nulls_last=True)


def notices_piece(span: Span) -> Piece:
    """A span's notices, column by column."""
    notices = in_order(span.rows(NOTICES))
    ids = notices["notice_id"]
    both = pl.concat([span.rows(table).select("notice_id", "status") for table in (ITEMS, MEASURES)])
    held = dict(both.group_by("notice_id").len().iter_rows())
    return {
        "body": notices.select(pl.coalesce("inspected_body", "title", "notice_id")).to_series().to_list(),
        "kind": notices["inspection_kind"].fill_null("").to_list(),
        "province": notices["province"].fill_null("").to_list(),
        "city": notices["city"].fill_null("").to_list(),
        "year": notices.select(pl.coalesce("signed_on", "published_on", "feedback_on").dt.year()).to_series().to_list(),
        "url": notices["url"].to_list(),
        "items": notices["items"].to_list(),
        "rows": [held.get(one, 0) for one in ids],
        "states": _in_bars(span.rows(ITEMS), ids),
        "money": _by_notice(_whole_sums(span.rows(MONEY_FLOWS)), ids),
        "discipline": _by_notice(_whole_counts(span.rows(DISCIPLINE_COUNTS)), ids),
        "checks": _by_notice(span.rows(CHECKS).group_by("notice_id", "check", "outcome").len(), ids),
    }


def _in_bars(items: pl.DataFrame, ids: pl.Series) -> list[list[int]]:
    bars: dict[str, list[int]] = {one: [0, 0, 0, 0] for one in ids}
    for notice_id, status, count in items.group_by("notice_id", "status").len().iter_rows():
        bars[notice_id][_BARS[status]] += count
    return list(bars.values())


def _by_notice(rows: pl.DataFrame, ids: pl.Series) -> list[list[list[Any]]]:
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for notice_id, *values in rows.sort(pl.all()).iter_rows():
        found[notice_id].append(values)
    return [found[one] for one in ids]


def _whole_sums(flows: pl.DataFrame) -> pl.DataFrame:
    whole = pl.col("part_of_flow_no").is_null() & pl.col("repeats_flow_no").is_null() & (pl.col("state") == "done")
    return flows.filter(whole).group_by("notice_id", "direction").agg(pl.col("amount_cny").sum().cast(pl.Float64))


def _whole_counts(counts: pl.DataFrame) -> pl.DataFrame:
    return counts.filter("counted").group_by("notice_id", "kind").agg(pl.col("persons", "cases").sum())


def chunks(span: Span) -> Iterator[tuple[str, int, Piece]]:
    """A span's rows in chunks: kind, number, columns. Rows point to a notice by its place in the span (``n``)."""
    places = in_order(span.rows(NOTICES)).select("notice_id").with_row_index("n")
    texts = dict(span.rows(TEXTS).select("notice_id", "text").iter_rows())
    sums = _placed(span.rows(MONEY_FLOWS), places)
    tables = {
        "items": _placed(
            pl.concat([span.rows(table).select(_ITEM_COLUMNS) for table in (ITEMS, MEASURES)]), places, "char_start"
        ),
        "money": sums,
        "said": sums,
        "failed": _placed(span.rows(CHECKS).filter(pl.col("outcome") == "fail"), places),
    }
    for kind, rows in tables.items():
        size = NOTICES_A_CHUNK[kind]
        bounds = rows["n"].to_list()
        for number in range(-(-places.height // size)):
            low, high = (bisect_left(bounds, edge * size) for edge in (number, number + 1))
            yield kind, number, _COLUMNS[kind](rows[low:high], texts)


def _placed(rows: pl.DataFrame, places: pl.DataFrame, *order: str) -> pl.DataFrame:
    return rows.join(places, on="notice_id").sort("n", *order, maintain_order=True)


_SPANS = ("status_start", "status_end", "rest_start", "rest_end")
_ITEM_COLUMNS = ("notice_id", "status", "text", "char_start", *_SPANS)


def _items(rows: pl.DataFrame, texts: Mapping[str, str]) -> Piece:
    return {
        "n": rows["n"].to_list(),
        "status": rows["status"].to_list(),
        "at": [_within(*row) for row in rows.select("char_start", pl.col("text").str.len_chars(), *_SPANS).iter_rows()],
        # One string: a search runs through that at once.
        "words": "".join(words + _BETWEEN for words in rows["text"]),
    }


def _within(start: int, length: int, *bounds: int | None) -> list[list[int]]:
    """Spans of what decides the status. It may stand in the measures of an item: then none in its own words."""
    spans = zip(bounds[::2], bounds[1::2], strict=True)
    return sorted(
        [low - start, high - start]
        for low, high in spans
        if low is not None and high is not None and high - start <= length
    )


def _sums(rows: pl.DataFrame, texts: Mapping[str, str]) -> Piece:
    quotes = rows.select("notice_id", "char_start", "char_end").iter_rows()
    return {
        "n": rows["n"].to_list(),
        "direction": rows["direction"].to_list(),
        "state": rows["state"].to_list(),
        "yuan": rows["amount_cny"].cast(pl.Float64).to_list(),
        "raw": [texts[notice_id][low:high] for notice_id, low, high in quotes],
    }


def _failed(rows: pl.DataFrame, texts: Mapping[str, str]) -> Piece:
    return {
        "check": rows["check"].to_list(),
        "detail": rows["detail"].to_list(),
        **_sentences(rows, texts),
    }


def _sentences(rows: pl.DataFrame, texts: Mapping[str, str]) -> Piece:
    found = [
        _sentence(texts[notice_id], low, high) if low is not None else ("", [])
        for notice_id, low, high in rows.select("notice_id", "char_start", "char_end").iter_rows()
    ]
    return {
        "n": rows["n"].to_list(),
        "said": [words for words, _ in found],
        "at": [[span] if span else [] for _, span in found],
    }


def _sentence(text: str, start: int, end: int) -> tuple[str, Sequence[int]]:
    """The sentence of a quote, no longer than a few hundred characters, and where in it the quote stands."""
    low = max(text.rfind(stop, max(0, start - _LONGEST_SENTENCE), start) for stop in "。\n") + 1
    low = max(low, start - _LONGEST_SENTENCE, 0)
    stops = [place for stop in "。\n" if (place := text.find(stop, end, end + _LONGEST_SENTENCE)) >= 0]
    words = text[low : min([*stops, end + _LONGEST_SENTENCE]) + 1].rstrip("\n")
    return words, (start - low, end - low)


_COLUMNS = {"items": _items, "money": _sums, "said": _sentences, "failed": _failed}
