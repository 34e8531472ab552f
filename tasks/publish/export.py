"""Any release as plain files of one's own: Parquet, CSV, or one Excel workbook."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl
import xlsxwriter

from schemas.dataset import PUBLIC_TABLES
from schemas.divisions import DIVISIONS
from schemas.errors import DataProblem, UnknownTable
from schemas.publication import COMPRESSION, Compression, Edition, Form
from schemas.table import Table
from tasks.publish import parquet
from tasks.publish.veils import veils_of
from tasks.reference import divisions
from tasks.store import Store, explained_os_errors
from tasks.veil import veiled

# What a sheet and a cell of Excel hold (Excel specifications and limits).
_SHEET_ROWS, _CELL = 1_048_576, 32_767
_WORKBOOK = "tongbao.xlsx"


def export(
    view: Store,
    folder: Path,
    form: Form,
    edition: Edition,
    names: Sequence[str] = (),
    *,
    compression: Compression = COMPRESSION,
) -> Sequence[Path]:
    """Writes the tables of a release into a new folder, whole or not at all; gives the files.

    ``view`` is a store as of the release (``Store.as_of``); ``names`` chooses tables, all where none is named;
    ``compression`` is of Parquet, the other forms have none.

    Raises:
        UnknownTable: a name that no published table has.
        DataProblem: the folder is there already, or a table does not fit into a sheet of Excel.
        NoPermission, DiskFull: the folder cannot be written.
    """
    tables = _chosen(names)
    if os.path.lexists(folder):
        raise DataProblem(f"{folder} is there already.", "Name a folder that is not: nothing is written over.")
    partial = folder.with_name(f".{folder.name}.partial")
    with explained_os_errors(folder):
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        try:
            _WRITERS[form](_rows(view, tables, edition), partial, compression)
            partial.rename(folder)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _chosen(names: Sequence[str]) -> tuple[Table, ...]:
    known = {table.name: table for table in PUBLIC_TABLES if table.name != "dictionary"}
    for name in names:
        if name not in known:
            raise UnknownTable(f"There is no table {name!r}.", f"Name one of {', '.join(known)}.")
    return tuple(known[name] for name in names or known)


def _rows(view: Store, tables: Sequence[Table], edition: Edition) -> Iterator[tuple[Table, pl.DataFrame]]:
    veils = veils_of(view, view.current_notices()["notice_id"]) if edition == "public" else {}
    for table in tables:
        yield table, divisions() if table is DIVISIONS else veiled(table, view.current(table), veils)


def _parquet(rows: Iterator[tuple[Table, pl.DataFrame]], folder: Path, compression: Compression) -> None:
    for table, frame in rows:
        parquet.write(table, frame, folder, table.name, compression)


def _csv(rows: Iterator[tuple[Table, pl.DataFrame]], folder: Path, _: Compression) -> None:
    for table, frame in rows:
        # With the mark, Excel reads the Chinese; every other reader skips it.
        frame.write_csv(folder / f"{table.name}.csv", include_bom=True)


def _workbook(rows: Iterator[tuple[Table, pl.DataFrame]], folder: Path, _: Compression) -> None:
    with xlsxwriter.Workbook(folder / _WORKBOOK) as book:
        for table, frame in rows:
            if frame.height >= _SHEET_ROWS:
                raise DataProblem(
                    f"{table.name} has {frame.height:,} rows; a sheet of Excel holds {_SHEET_ROWS - 1:,}.",
                    "Export it as csv or parquet, or name other tables.",
                )
            _fitting(frame).write_excel(book, worksheet=table.name, freeze_panes=(1, 0), autofit=False)


def _fitting(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows as a sheet takes them: times without zone (UTC), and no cell longer than Excel's; the kept text is."""
    return frame.with_columns(
        pl.col(pl.Datetime("us", "UTC")).dt.replace_time_zone(None), pl.col(pl.String).str.head(_CELL)
    )


_WRITERS: Mapping[Form, Callable[[Iterator[tuple[Table, pl.DataFrame]], Path, Compression], None]] = {
    "parquet": _parquet,
    "csv": _csv,
    "xlsx": _workbook,
}
