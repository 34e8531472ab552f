"""What the page is told at once: the release, its tables, its spans, and the last changes."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from schemas.columns import STATUSES
from schemas.history import CHANGES
from schemas.notice import NOTICES
from schemas.table import Table
from schemas.values import CHINA
from tasks.publish.catalog import FILES, Published, dictionary
from tasks.publish.page.pieces import NOTICES_A_CHUNK, in_order
from tasks.publish.spans import newest_of

# A page of 5,000 notices is some 60 MB. Of older ones it counts all, and leaves the sentences to the tables.
_NOTICES_WITH_ROWS = 5_000
_MOST_CHANGES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanLine:
    """A span of notices: its name, how many it has, and whether the page holds their rows."""

    name: str
    notices: int
    held: bool


def spans_of(published: Published) -> Sequence[SpanLine]:
    """The spans of a publication that have notices, the newest first, undated ones last."""
    files = [file for file in published.files(NOTICES) if file.rows]
    files.sort(key=lambda file: newest_of(file.span), reverse=True)
    newer = [sum(file.rows for file in files[:place]) for place in range(len(files))]
    return [
        SpanLine(name=file.span, notices=file.rows, held=count < _NOTICES_WITH_ROWS)
        for file, count in zip(files, newer, strict=True)
    ]


def core(folder: Path, published: Published, spans: Sequence[SpanLine]) -> dict[str, Any]:
    """All the page is told before it is asked anything. Rows point to notices by their place in the list (``n``)."""
    return {
        "release": published.manifest.release,
        "date": published.date,
        "statuses": list(STATUSES),
        "spans": [[span.name, span.notices, span.held] for span in spans],
        "chunks": NOTICES_A_CHUNK,
        "changes": list(_changes(folder)),
        "tables": [_table(table, published) for table in published.tables],
        "beside": list(FILES),
    }


def _changes(folder: Path) -> Iterator[dict[str, Any]]:
    """The newest changes their publishers made."""
    columns = ["notice_id", "signed_on", "published_on", "feedback_on"]
    notices = in_order(pl.read_parquet(folder / NOTICES.name / "*.parquet", columns=columns))
    news = (
        pl.scan_parquet(folder / CHANGES.name / "*.parquet")
        .filter(pl.col("cause") == "source_revision")
        .sort("recorded_at", "notice_id", "change_no", descending=[True, False, False])
        .head(_MOST_CHANGES)
        .collect()
        .join(notices.select("notice_id").with_row_index("n"), on="notice_id", maintain_order="left")
    )
    for row in news.iter_rows(named=True):
        recorded: dt.datetime = row["recorded_at"]
        yield {
            "n": row["n"],
            "on": recorded.astimezone(CHINA).date().isoformat(),
            "kind": row["kind"],
            "zh": row["note_zh"],
            "en": row["note_en"],
            "before": row["before"],
            "after": row["after"],
        }


def _table(table: Table, published: Published) -> dict[str, Any]:
    columns = dictionary([table]).select("column", "label", "description", "unit")
    return {
        "name": table.name,
        "label": table.label,
        "about": table.about,
        "rows": published.manifest.tables[table.name],
        "files": [[file.path, file.bytes] for file in published.files(table)],
        "columns": columns.rows(),
    }
