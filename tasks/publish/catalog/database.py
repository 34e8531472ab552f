"""tongbao.duckdb: every table with comments, and the ready views, in one file."""

import errno
import logging
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.dataset import REFERENCE
from schemas.table import Table
from tasks.publish.catalog.edition import Published
from tasks.publish.catalog.views import views
from tasks.publish.manifest import FileEntry

NAME = "tongbao.duckdb"
# Files of DuckDB 2.0's own format do not open in the 1.5 drivers that most tools ship.
_STORAGE = "v1.2.0"
# The machine is shared with whatever else runs: a database of 100,000 notices is built in this much memory.
_MEMORY = "2GB"
_REFERENCES = frozenset(table.name for table in REFERENCE)
_LOG = logging.getLogger(__name__)


def write_database(folder: Path, published: Published, before: Path, earlier: Sequence[FileEntry]) -> None:
    """Makes ``<folder>/tongbao.duckdb`` from the Parquet in the folder; the logs of the runs stay out of it.

    ``earlier`` are the files of the publication in ``before``, none where this is the first. Its database is copied,
    and the rows of files that differ are replaced: a run with news of 50 notices need not write 100,000 anew.

    Raises:
        OSError: there is no room.
        duckdb.Error: the files cannot be read, or the database not written.
    """
    try:
        if not _updated(folder, published, before, earlier):
            _made(folder, published.tables)
    except duckdb.IOException as error:
        if "No space left" not in str(error):
            raise
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error


def _made(folder: Path, tables: Sequence[Table]) -> None:
    (folder / NAME).unlink(missing_ok=True)
    with _changed(folder / NAME) as session:
        for statement in _statements(folder, _held(tables)):
            session.execute(statement)


def _updated(folder: Path, published: Published, before: Path, earlier: Sequence[FileEntry]) -> bool:
    """Whether the database of the publication before could be brought to this one's rows."""
    old = before / NAME
    if not earlier or not old.is_file():
        return False
    shutil.copyfile(old, folder / NAME)
    try:
        with _changed(folder / NAME) as session:
            if _is_loose(session):
                return False
            for table in _held(published.tables):
                files, held = set(published.files(table)), {file for file in earlier if file.table == table.name}
                _replace(session, table, _paths(before, held - files), _paths(folder, files - held))
            for statement in _saying(_held(published.tables)):
                session.execute(statement)
            whole = all(
                _count(session, table) == published.manifest.tables[table.name] for table in _held(published.tables)
            )
    except (
        duckdb.BinderException,
        duckdb.CatalogException,
        duckdb.IOException,
        duckdb.SerializationException,
    ) as error:
        # It was only a short cut: a damaged one, or one of other columns, is made anew from the Parquet.
        _LOG.warning("%s could not be updated and is made anew: %s", old, error)
        return False
    return whole


def _replace(session: duckdb.DuckDBPyConnection, table: Table, gone: list[str], come: list[str]) -> None:
    if table.name in _REFERENCES and (gone or come):
        session.execute(f"delete from {table.name}")  # noqa: S608
    elif gone:
        # All rows about a notice stand in one file.
        ids = "select notice_id from read_parquet(?)"
        session.execute(f"delete from {table.name} where notice_id in ({ids})", [gone])  # noqa: S608
    if come:
        session.execute(f"insert into {table.name} by name select {_columns(table)} from read_parquet(?)", [come])  # noqa: S608


def _paths(folder: Path, files: Iterable[FileEntry]) -> list[str]:
    return sorted(str(folder / file.path) for file in files if file.rows)


def _is_loose(session: duckdb.DuckDBPyConnection) -> bool:
    """Whether more of the file is free than used: what updates free they seldom fill, and the file never shrinks."""
    found = session.execute("select free_blocks > used_blocks from pragma_database_size() where database_name = 'made'")
    return found.fetchone() == (True,)


def _count(session: duckdb.DuckDBPyConnection, table: Table) -> int:
    found = session.execute(f"select count(*) from {table.name}").fetchone()  # noqa: S608
    return int(found[0]) if found else 0


def _held(tables: Iterable[Table]) -> list[Table]:
    return [table for table in tables if not table.month_of]


@contextmanager
def _changed(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session in the database, its work one transaction: by statement, three times the bytes were written."""
    with duckdb.connect() as session:
        session.execute(f"set memory_limit = '{_MEMORY}'")
        session.execute(f"attach '{_quoted(str(path))}' as made (storage_version '{_STORAGE}')")
        session.execute("use made")
        session.execute("begin")
        yield session
        session.execute("commit")
        session.execute("use memory")
        session.execute("detach made")


def _statements(folder: Path, tables: Sequence[Table]) -> Iterator[str]:
    for table in tables:
        source = _quoted(str(folder / table.name / "*.parquet"))
        # Names come from the schema, never from a page.
        yield f"create table {table.name} as select {_columns(table)} from read_parquet('{source}')"  # noqa: S608
    yield from _saying(tables)


def _columns(table: Table) -> str:
    return ", ".join(f'"{field.name}"' for field in table.fields)


def _saying(tables: Sequence[Table]) -> Iterator[str]:
    """Comments and views: an older program may have said other things of the same rows."""
    for table in tables:
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
