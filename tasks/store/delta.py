"""One Delta table on disk: make, append, bring back, scan. Nothing is ever updated in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Schema, Transaction, WriterProperties, write_deltalake

from schemas.notice import TEXTS
from schemas.table import Table
from tasks.store.evolution import new_columns

APP_ID = "tongbao"
# A release may be read years later: by default, log entries vanish at a checkpoint after 30 days, and files after 7.
_CONFIGURATION = {
    "delta.logRetentionDuration": "interval 3650 days",
    "delta.deletedFileRetentionDuration": "interval 3650 days",
    # Opening a table reads the log since its last checkpoint: with the default of 100 it took 90 ms before one and
    # 200 appends 16 s; with 10, never over 16 ms, and 6 s, for 2.5 MB more.
    "delta.checkpointInterval": "10",
}
# Rows of one run stand together: of a compacted file, only the groups of the runs asked for are read. A row of texts has
# some 30,000 characters.
_ROWS_A_GROUP = 20_000
_TEXTS_A_GROUP = 500
# Each append adds a file, and opening a table costs by the file: beyond 200 to 500 it shows.
_COMPACT_AT = 200


def exists(path: Path) -> bool:
    """Whether a Delta table stands at the path."""
    return (path / "_delta_log").is_dir() and DeltaTable.is_deltatable(str(path))


def uid(path: Path) -> str:
    """The random id the table got when it was made."""
    return str(DeltaTable(path).metadata().id)


def ready(path: Path, table: Table, version: int | None, run: int) -> DeltaTable:
    """The table, opened to be written: made where there is none, with every column, and as release ``run`` left it.

    ``version`` is what that release pinned; null takes back nothing.

    Opening one takes 3 to 5 ms, and a run has some thirty: this one serves until the run's end.

    Raises:
        StoreVersion: what is stored is not what this program writes, and not for want of new columns alone.
    """
    if not exists(path):
        DeltaTable.create(path, schema=table.arrow, mode="ignore", configuration=_CONFIGURATION)
    now = DeltaTable(path)
    if version not in (None, now.version()) and not _same_content(now, DeltaTable(path, version=version), run):
        # Its transaction number goes back as well: the run that follows a killed one gets the number, and the rows, an
        # undisturbed run would have had.
        now.restore(version, commit_properties=_transaction(run))
        now = DeltaTable(path)
    # After the recovery, which brings back the columns of then as well.
    fresh = new_columns(pa.schema(now.schema().to_arrow()), table)
    if fresh:
        now.alter.add_columns(Schema.from_arrow(pa.schema(fresh)).fields)
        now = DeltaTable(path)
    return now


def last_run(delta: DeltaTable) -> int:
    """The number of the run that wrote to it last; 0 if none has."""
    return delta.transaction_version(APP_ID) or 0


def append(delta: DeltaTable, table: Table, frame: pl.DataFrame, run: int) -> int:
    """Adds the rows as run number ``run``, unless that run has added its rows already.

    Returns:
        The version of the table that holds them.
    """
    # It may have been compacted since it was opened.
    delta.update_incremental()
    if frame.is_empty() or last_run(delta) >= run:
        return delta.version()
    if len(delta.file_uris()) >= _COMPACT_AT:
        delta.optimize.compact(writer_properties=_writer(table))
    # Through Arrow: the cast refuses a null where the table allows none.
    rows = frame.select(table.polars.names()).to_arrow().cast(_bare(table))
    write_deltalake(delta, rows, mode="append", writer_properties=_writer(table), commit_properties=_transaction(run))
    return delta.version()


def scan(path: Path, table: Table, version: int | None) -> pl.LazyFrame:
    """The rows at a version (None: the last), in no promised order; null in columns the table got later.

    Raises:
        StoreVersion: the stored table differs in another way from what this program reads.
    """
    then = DeltaTable(path, version=version)
    missing = {field.name for field in new_columns(pa.schema(then.schema().to_arrow()), table)}
    rows = pl.scan_delta(then)
    if not missing and rows.collect_schema().names() == table.polars.names():
        return rows
    return rows.select(
        pl.lit(None, dtype).alias(name) if name in missing else pl.col(name) for name, dtype in table.polars.items()
    )


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A data file of a version: its name below the table's folder, size and rows."""

    path: str
    bytes: int
    rows: int


def files(path: Path, version: int | None) -> list[StoredFile]:
    """The files that make up a version (None: the last)."""
    added = pa.table(DeltaTable(path, version=version).get_add_actions(flatten=True))
    columns = (added.column(name).to_pylist() for name in ("path", "size_bytes", "num_records"))
    return [StoredFile(*row) for row in zip(*columns, strict=True)]


def compact(path: Path, table: Table, run: int) -> bool:
    """Joins small files into large ones, as run number ``run``; the rows stay. Whether there were any to join."""
    delta = DeltaTable(path)
    before = delta.version()
    delta.optimize.compact(writer_properties=_writer(table), commit_properties=_transaction(run))
    return delta.version() != before


def vacuum(path: Path, versions: Sequence[int], *, dry_run: bool) -> dict[str, int]:
    """Removes every file that neither the last version nor one of ``versions`` needs, crash orphans included.

    Returns:
        Bytes of each file that went, or would go, by its name.
    """
    delta = DeltaTable(path)
    settings: dict[str, Any] = {
        "retention_hours": 0,
        "enforce_retention_duration": False,
        "full": True,
        "keep_versions": sorted({*versions, delta.version()}),
    }
    # The log goes on naming files that an earlier vacuum removed.
    there = [name for name in delta.vacuum(dry_run=True, **settings) if (path / name).is_file()]
    sizes = {name: (path / name).stat().st_size for name in there}
    if sizes and not dry_run:
        delta.vacuum(dry_run=False, **settings)
    return sizes


def _writer(table: Table) -> WriterProperties:
    rows = _TEXTS_A_GROUP if table == TEXTS else _ROWS_A_GROUP
    # Level 15 costs 40 times the CPU for 24 % less.
    return WriterProperties(compression="ZSTD", compression_level=3, max_row_group_size=rows)


def _bare(table: Table) -> pa.Schema:
    # A description that was reworded since the table was made would be refused as another schema.
    return pa.schema([field.remove_metadata() for field in table.arrow])


def _transaction(run: int) -> CommitProperties:
    return CommitProperties(app_transactions=[Transaction(APP_ID, run)])


def _same_content(now: DeltaTable, then: DeltaTable, run: int) -> bool:
    """Whether an earlier recovery did the work: without this, each run that ends early would add a version."""
    return last_run(now) <= run and set(now.file_uris()) == set(then.file_uris())
