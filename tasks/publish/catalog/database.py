"""tongbao.duckdb: every table with comments, and the ready views, in one file."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import duckdb

from schemas.table import Table
from tasks.publish.catalog.views import views

NAME = "tongbao.duckdb"
# Files of DuckDB 2.0's own format do not open in the 1.5 drivers that most tools ship.
_STORAGE = "v1.2.0"
# The machine is shared with whatever else runs: a database of 100,000 notices is built in this much memory.
_MEMORY = "2GB"


def write_database(folder: Path, tables: tuple[Table, ...]) -> None:
    """Makes ``<folder>/tongbao.duckdb`` from the Parquet in the folder; the logs of the runs stay out of it.

    Raises:
        OSError: there is no room.
        duckdb.Error: the files cannot be read, or the database not written.
    """
    try:
        _write(folder / NAME, folder, tables)
    except duckdb.IOException as error:
        if "No space left" not in str(error):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error


def _write(path: Path, folder: Path, tables: tuple[Table, ...]) -> None:
    with duckdb.connect() as session:
        session.execute(f"set memory_limit = '{_MEMORY}'")
        session.execute(f"attach '{_quoted(str(path))}' as made (storage_version '{_STORAGE}')")
        session.execute("use made")
        for statement in _statements(folder, [table for table in tables if not table.month_of]):
            session.execute(statement)
        session.execute("use memory")
        session.execute("detach made")


def _statements(folder: Path, tables: list[Table]) -> Iterator[str]:
    for table in tables:
        columns = ", ".join(f'"{field.name}"' for field in table.fields)
        source = _quoted(str(folder / table.name / "*.parquet"))
        # Names come from the schema, never from a page.
        yield f"create table {table.name} as select {columns} from read_parquet('{source}')"  # noqa: S608
        yield f"comment on table {table.name} is '{_quoted(f'{table.label}. {table.about}')}'"
        for field in table.fields:
            said = f"{field.column.label}. {field.column.about}" + (
                f" [{field.column.unit}]" if field.column.unit else ""
            )
            yield f"""comment on column {table.name}."{field.name}" is '{_quoted(said)}'"""
    for view in views():
        yield view.statement
        yield f"comment on view {view.name} is '{_quoted(view.about)}'"


def _quoted(text: str) -> str:
    return text.replace("'", "''")
