"""What the page shows, from the public Parquet of a publication: a core, and chunks of rows that are read when needed."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from schemas.columns import STATUSES
from schemas.table import Table
from schemas.values import CHINA
from tasks.publish.catalog import FILES, Published, dictionary

# Chunks of some 1 MB packed: the first hits of a search are there after one.
_NOTICES_A_CHUNK = {"items": 100, "money": 500}
# Where a status goes in the bars: done, partly, open, unstated.
_BARS = {"done": 0, "nothing_found": 0, "partly": 1, "ongoing": 2, "planned": 2, "not_done": 2, "unstated": 3}
_LONGEST_SENTENCE = 600
# Behind the words of each row of a chunk; no page holds it.
_BETWEEN = "\u0001"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """The core, and the chunks with their ids, as JSON takes them."""

    core: Row
    chunks: Iterator[tuple[str, Row]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads tables of the publication, most rows by notice."""

    folder: Path

    def table(self, name: str) -> pl.DataFrame:
        return pl.read_parquet(self.folder / name / "*.parquet")

    def by_notice(self, frame: pl.DataFrame) -> Mapping[str, list[Row]]:
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in frame.iter_rows(named=True):
            rows[row["notice_id"]].append(row)
        return rows


def page_data(folder: Path, published: Published) -> PageData:
    """All the page shows. Rows point to notices by their place in the list (``n``)."""
    reader = _Reader(folder)
    notices = reader.table("notices").sort("signed_on", "notice_id", descending=[True, False], nulls_last=True)
    places = {notice_id: place for place, notice_id in enumerate(notices["notice_id"])}
    texts = dict(reader.table("texts").select("notice_id", "text").iter_rows())
    core = {
        "release": published.manifest.release,
        "date": published.date,
        "statuses": list(STATUSES),
        "chunks": {
            kind: {"count": -(-len(places) // size), "notices": size} for kind, size in _NOTICES_A_CHUNK.items()
        },
        "notices": list(_notices(reader, notices)),
        "changes": list(_changes(reader, places)),
        "failed": list(_failed(reader, places, texts)),
        "tables": [_table(table, published) for table in published.tables],
        "beside": list(FILES),
    }
    return PageData(core=core, chunks=_chunks(reader, list(places), texts))


def _notices(reader: _Reader, notices: pl.DataFrame) -> Iterator[Row]:
    names = _names(reader)
    states = reader.by_notice(reader.table("items").group_by("notice_id", "status", maintain_order=True).len())
    money = reader.by_notice(_whole_sums(reader.table("money_flows")))
    discipline = reader.by_notice(_whole_counts(reader.table("discipline_counts")))
    checks = reader.by_notice(
        reader.table("checks").group_by("notice_id", "check", "outcome", maintain_order=True).len()
    )
    for row in notices.iter_rows(named=True):
        notice_id, code = row["notice_id"], row["division_code"] or ""
        bars = [0, 0, 0, 0]
        for one in states[notice_id]:
            bars[_BARS[one["status"]]] += one["len"]
        day = row["signed_on"] or row["published_on"] or row["feedback_on"]
        yield {
            "body": row["inspected_body"] or row["title"] or notice_id,
            "kind": row["inspection_kind"] or "",
            "province": names.get(row["province_code"] or "", ""),
            "city": names.get(f"{code[:4]}00", "") if code else "",
            "year": day.year if day else None,
            "items": row["items"],
            "url": row["url"],
            "states": bars,
            "money": [[one["direction"], float(one["yuan"])] for one in money[notice_id]],
            "discipline": [[one["kind"], one["persons"], one["cases"]] for one in discipline[notice_id]],
            "checks": [[one["check"], one["outcome"], one["len"]] for one in checks[notice_id]],
        }


def _names(reader: _Reader) -> dict[str, str]:
    today = reader.table("divisions").filter(pl.col("valid_to_year").is_null())
    return dict(today.select("code", "name").iter_rows())


def _whole_sums(flows: pl.DataFrame) -> pl.DataFrame:
    whole = pl.col("part_of_flow_no").is_null() & pl.col("repeats_flow_no").is_null() & (pl.col("state") == "done")
    return (
        flows.filter(whole).group_by("notice_id", "direction", maintain_order=True).agg(yuan=pl.col("amount_cny").sum())
    )


def _whole_counts(counts: pl.DataFrame) -> pl.DataFrame:
    whole = pl.col("part_of_count_no").is_null() & pl.col("repeats_count_no").is_null()
    return counts.filter(whole).group_by("notice_id", "kind", maintain_order=True).agg(pl.col("persons", "cases").sum())


def _changes(reader: _Reader, places: Mapping[str, int]) -> Iterator[Row]:
    news = reader.table("changes").filter(pl.col("cause") == "source_revision")
    for row in news.sort("recorded_at", "notice_id", "change_no", descending=[True, False, False]).iter_rows(
        named=True
    ):
        recorded: dt.datetime = row["recorded_at"]
        yield {
            "n": places[row["notice_id"]],
            "on": recorded.astimezone(CHINA).date().isoformat(),
            "kind": row["kind"],
            "zh": row["note_zh"],
            "en": row["note_en"],
            "before": row["before"],
            "after": row["after"],
        }


def _failed(reader: _Reader, places: Mapping[str, int], texts: Mapping[str, str]) -> Iterator[Row]:
    for row in reader.table("checks").filter(pl.col("outcome") == "fail").iter_rows(named=True):
        words, spans = "", []
        if row["char_start"] is not None:
            start, words = _sentence(texts[row["notice_id"]], row["char_start"], row["char_end"])
            spans = [[row["char_start"] - start, row["char_end"] - start]]
        yield {
            "n": places[row["notice_id"]],
            "check": row["check"],
            "detail": row["detail"],
            "words": words,
            "at": spans,
        }


def _table(table: Table, published: Published) -> Row:
    columns = dictionary([table]).select("column", "label", "description", "unit")
    return {
        "name": table.name,
        "label": table.label,
        "about": table.about,
        "rows": published.manifest.tables[table.name],
        "files": [{"path": file.path, "bytes": file.bytes} for file in published.files(table)],
        "columns": columns.rows(),
    }


def _chunks(reader: _Reader, notice_ids: list[str], texts: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    items = reader.by_notice(reader.table("items"))
    measures = reader.by_notice(reader.table("measures"))
    flows = reader.by_notice(reader.table("money_flows"))
    for kind, size in _NOTICES_A_CHUNK.items():
        for first in range(0, len(notice_ids), size):
            rows: list[Row] = []
            for place, notice_id in enumerate(notice_ids[first : first + size], first):
                if kind == "items":
                    together = sorted((*items[notice_id], *measures[notice_id]), key=lambda row: row["char_start"])
                    rows += [_item(row, place) for row in together]
                else:
                    rows += [_flow(row, place, texts[notice_id]) for row in flows[notice_id]]
            yield f"{kind}-{first // size}", _columns(rows)


def _columns(rows: list[Row]) -> Row:
    """The rows column by column, their words one string: a search runs through that at once."""
    columns: Row = {name: [row[name] for row in rows] for name in (rows[0] if rows else ("n",)) if name != "words"}
    return columns | {"words": "".join(row["words"] + _BETWEEN for row in rows)}


def _item(row: Row, place: int) -> Row:
    start, words = row["char_start"], row["text"]
    spans = [(row[f"{name}_start"], row[f"{name}_end"]) for name in ("status", "rest")]
    # What decides the status of an item may stand in its measures: then no place in its own words.
    within = [[low - start, high - start] for low, high in spans if low is not None and high - start <= len(words)]
    return {"n": place, "status": row["status"], "words": words, "at": sorted(within)}


def _flow(row: Row, place: int, text: str) -> Row:
    start, words = _sentence(text, row["char_start"], row["char_end"])
    return {
        "n": place,
        "direction": row["direction"],
        "state": row["state"],
        "yuan": float(row["amount_cny"]),
        "words": words,
        "at": [row["char_start"] - start, row["char_end"] - start],
    }


def _sentence(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the sentence of a quote begins, and its words; no longer than a few hundred characters."""
    low = max(text.rfind(stop, max(0, start - _LONGEST_SENTENCE), start) for stop in "。\n") + 1
    low = max(low, start - _LONGEST_SENTENCE, 0)
    stops = [place for stop in "。\n" if (place := text.find(stop, end, end + _LONGEST_SENTENCE)) >= 0]
    return low, text[low : min([*stops, end + _LONGEST_SENTENCE]) + 1].rstrip("\n")
