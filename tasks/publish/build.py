"""The Parquet of a publication: files of spans that changed are written, the others linked to the last one's."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.dataset import PUBLIC_TABLES, PUBLISHED, PUBLISHED_LOGS, PUBLISHED_NOTICES, REFERENCE
from schemas.divisions import DIVISIONS
from schemas.publication import COMPRESSION, Compression, Edition
from schemas.table import Table
from tasks.publish import parquet, switch
from tasks.publish.catalog import dictionary
from tasks.publish.manifest import FileEntry, Manifest
from tasks.publish.spans import EMPTY, WHOLE, batches, current_spans, log_month, log_months, span_columns, touched_since
from tasks.publish.taken import Taken, is_there
from tasks.publish.veils import veils_of
from tasks.reference import divisions
from tasks.store import Store
from tasks.veil import veiled

# 5,000 notices of 10,000 characters are some 150 MB of text.
_NOTICES_AT_ONCE = 5_000
_OF_NOTICES = frozenset(table.name for table in PUBLISHED_NOTICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A publication in the making: what of, which edition, and what ``current`` shows until the switch.

    ``last`` is null where it is the first, or where what stands there is of another store.
    """

    view: Store
    edition: Edition
    current: Path
    last: Manifest | None
    compression: Compression = COMPRESSION
    masked_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """The files written, and those linked to the last publication's."""

    written: list[FileEntry]
    linked: list[FileEntry]

    @property
    def files(self) -> list[FileEntry]:
        """All of them."""
        return [*self.written, *self.linked]


def build(making: Making, partial: Path) -> Built:
    """Fills the folder of a new version with the Parquet of every table."""
    view, last = making.view, making.last
    # A version is of one compression, and of one set of masks: of another, no file is kept.
    if last is not None and (last.compression, last.masked_by) != (making.compression, making.masked_by):
        last = None
    spans = current_spans(span_columns(view))
    kept: list[FileEntry] = []
    old = Taken.nothing()
    if last is not None:
        of_notices = [file for file in last.files if file.table in _OF_NOTICES]
        stood = Taken.all_of(of_notices, making.current)
        touched = touched_since(view, spans, stood.spans, last.release)
        same_spans = set(stood.spans["span"]) & set(spans["span"]) - touched.spans
        kept = [file for file in of_notices if file.span in same_spans]
        kept += _untouched_logs(view, last, making.current)
        old = stood.but(touched.notice_ids)
    for file in kept:
        switch.link(making.current.resolve() / file.path, partial / file.path)
    done = {file.span for file in kept if file.table in _OF_NOTICES}
    fresh = _written(making, spans.filter(~pl.col("span").is_in(done)), old, partial)
    for table in PUBLISHED_LOGS:
        fresh += _written_log(making, table, {file.span for file in kept if file.table == table.name}, partial)
    filled = {file.table for file in (*kept, *fresh)}
    # A table without a row still has a file: a glob over nothing is an error in most readers.
    lacking = [(table, table.empty(), EMPTY) for table in PUBLISHED if table.name not in filled]
    lacking += [(table, _reference(table), WHOLE) for table in REFERENCE]
    fresh += [parquet.write(table, rows, partial, stem, making.compression) for table, rows, stem in lacking]
    same = {file for file in fresh if last is not None and file in last.files}
    for file in same:
        _link_instead(making.current.resolve() / file.path, partial / file.path)
    return Built(written=[file for file in fresh if file not in same], linked=[*kept, *same])


def _reference(table: Table) -> pl.DataFrame:
    return divisions() if table is DIVISIONS else dictionary(PUBLIC_TABLES)


def _untouched_logs(view: Store, last: Manifest, current: Path) -> list[FileEntry]:
    """Files of the logs, of months to which no run added since."""
    touched = {table.name: log_months(view, table, last.release) for table in PUBLISHED_LOGS}
    return [
        file
        for file in last.files
        if file.table in touched and file.span not in touched[file.table] | {EMPTY} and is_there(file, current)
    ]


def _written(making: Making, rest: pl.DataFrame, old: Taken, partial: Path) -> list[FileEntry]:
    entries: list[FileEntry] = []
    for batch in batches(rest, _NOTICES_AT_ONCE):
        new = batch.filter(~pl.col("notice_id").is_in(old.spans["notice_id"].implode()))["notice_id"]
        chosen = pl.col("notice_id").is_in(new.implode())
        veils = veils_of(making.view, new) if making.edition == "public" else {}
        for table in PUBLISHED_NOTICES:
            fresh = veiled(table, making.view.scan_current(table).filter(chosen).collect(), veils)
            current = pl.concat([fresh, old.rows(table, batch["notice_id"])])
            entries += [
                parquet.write(table, part.drop("span"), partial, str(part["span"][0]), making.compression)
                for part in current.join(batch, on="notice_id").partition_by("span")
            ]
    return entries


def _written_log(making: Making, table: Table, done: set[str], partial: Path) -> list[FileEntry]:
    rows = making.view.scan_current(table).with_columns(month=log_month(table))
    rows = rows.filter(~pl.col("month").is_in(list(done)))
    return [
        parquet.write(table, part.drop("month"), partial, str(part["month"][0]), making.compression)
        for part in rows.collect().partition_by("month")
    ]


def _link_instead(source: Path, target: Path) -> None:
    """A span may be touched and a table of it be the same: then its file keeps its identity too."""
    if source.is_file():
        target.unlink()
        switch.link(source, target)
