"""One Parquet file. The same rows give the same bytes."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from schemas.dataset import SCHEMA_VERSION
from schemas.notice import TEXTS
from schemas.publication import COMPRESSION, Compression
from schemas.table import Table
from tasks.publish.manifest import FileEntry
from tasks.store import synced

# Long texts in groups of 100,000 would make a reader of one notice decode hundreds of megabytes.
_ROWS_A_GROUP = {TEXTS.name: 2_000}
# Groups of 30,000 made the figures of 5,000 notices a third larger and slower to scan, and a notice no quicker to find:
# within a group, the page index (a 600th of the bytes) lets a reader skip the pages that do not hold it.
_ROWS_A_GROUP_ELSEWHERE = 100_000
# Level 15 takes 40 times the time for a quarter less; snappy has no levels.
_LEVELS: Mapping[Compression, int | None] = {"zstd": 3, "snappy": None}


def write(
    table: Table, rows: pl.DataFrame, folder: Path, stem: str, compression: Compression = COMPRESSION
) -> FileEntry:
    """Writes the rows to ``<folder>/<table>/<stem>.parquet``, sorted, and waits until they are on disk.

    Labels, descriptions, units and privacy classes stand in the metadata of the fields and of the file. No release
    and no time does: a span that did not change must keep its bytes.

    Raises:
        OSError: what the file system refuses.
    """
    path = folder / table.name / f"{stem}.parquet"
    path.parent.mkdir(exist_ok=True)
    # The key settles ties of the sort: else rows could change places, and the file with them.
    order = list(dict.fromkeys([*table.sort, *table.key]))
    arrow = rows.select(table.polars.names()).sort(order, nulls_last=True).to_arrow().cast(table.arrow)
    about = {
        "table": table.name,
        "label": table.label,
        "description": table.about,
        "schema_version": str(SCHEMA_VERSION),
    }
    pq.write_table(
        arrow.replace_schema_metadata(about),
        path,
        compression=compression,
        compression_level=_LEVELS[compression],
        row_group_size=_ROWS_A_GROUP.get(table.name, _ROWS_A_GROUP_ELSEWHERE),
        write_page_index=True,
    )
    synced(path)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return FileEntry(path=f"{table.name}/{path.name}", rows=rows.height, bytes=path.stat().st_size, sha256=sha256)
