"""A small database beside the store, derived from it: so that a run costs by what it brings, not by what is stored.

The rows of one address, or of one notice, lie spread over all files of a table; Delta can pass over files only by what
a run gave all its rows, its number. ``<store>/lookup.sqlite3`` says which runs to look in, and holds what a visit asks
of every page of a site. It follows the store release by release. One that is missing, damaged, of another store or ahead
of it is made anew.
"""

import errno
import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from schemas.errors import DataProblem

NAME = "lookup.sqlite3"
# Raised by one when the tables or their meaning change: an older file is made anew.
_VERSION = 1
_TABLES = (Path(__file__).with_name("tables.sql")).read_text(encoding="utf-8")
_ERRNO = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_PERM: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_IOERR: errno.EIO,
}
# What a value of a query may be; a collection goes in as JSON, for json_each.
Value = str | int | None | Collection[object]


class Lookup:
    """The database, as of one release of the store; ``path`` is null for an empty one in memory."""

    def __init__(self, database: sqlite3.Connection, path: Path | None, release: int) -> None:
        self._database = database
        self.path = path
        self.release = release

    @classmethod
    def open(cls, folder: Path, store: str, release: int) -> Self:
        """That of the folder if it is of the store (its uid) and not ahead of its release; else a new one.

        Raises:
            OSError: what the file system refuses.
        """
        path = folder / NAME
        with _explained(path):
            found = _found(path)
            if found is None or found[:2] != (_VERSION, store) or found[2] > release:
                # A journal that outlived its database would be played back into the new one.
                for stale in (path, path.with_name(f"{NAME}-journal")):
                    stale.unlink(missing_ok=True)
                database = _connected(path)
                _make(database, store)
                return cls(database, path, 0)
            return cls(_connected(path), path, found[2])

    @classmethod
    def empty(cls) -> Self:
        """One that knows nothing."""
        database = _connected(":memory:")
        _make(database, "")
        return cls(database, None, 0)

    def reader(self) -> "Lookup":
        """The same over a connection of its own, for another thread."""
        return Lookup.empty() if self.path is None else Lookup(_connected(self.path), self.path, self.release)

    @contextmanager
    def learning(self, release: int) -> Iterator[None]:
        """What is written in the block becomes true at once, as of the release, or not at all.

        Raises:
            OSError: what the file system refuses.
        """
        with _explained(self.path), self._database:
            yield
            self._database.execute("UPDATE state SET release = ?", (release,))
        self.release = release

    def write(self, statement: str, rows: Collection[tuple[Any, ...]]) -> None:
        """Runs a statement once a row, within ``learning``."""
        self._database.executemany(statement, rows)

    def rows(self, query: str, *values: Value) -> list[tuple[Any, ...]]:
        """Rows of a query.

        Raises:
            DataProblem: the file is damaged.
        """
        with _explained(self.path):
            return self._database.execute(query, [_given(value) for value in values]).fetchall()

    def column(self, query: str, *values: Value) -> list[Any]:
        """The one column of a query.

        Raises:
            DataProblem: the file is damaged.
        """
        return [value for (value,) in self.rows(query, *values)]

    def close(self) -> None:
        """Ends the connection."""
        self._database.close()


def _given(value: Value) -> str | int | None:
    return value if value is None or isinstance(value, str | int) else json.dumps(list(value))


def _connected(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(path, check_same_thread=False)


def _make(database: sqlite3.Connection, store: str) -> None:
    database.executescript(_TABLES)
    with database:
        database.execute("INSERT INTO state VALUES (?, ?, 0)", (_VERSION, store))


def _found(path: Path) -> tuple[int, str, int] | None:
    """Version, store and release of the file; null where there is none, or it is damaged."""
    if not path.is_file():
        return None
    database = _connected(path)
    try:
        return database.execute("SELECT version, store, release FROM state").fetchone()  # type: ignore[no-any-return]
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in _ERRNO:
            raise
        return None  # killed before its tables were there
    except sqlite3.DatabaseError:
        return None  # derived, and made anew
    finally:
        database.close()


@contextmanager
def _explained(path: Path | None) -> Iterator[None]:
    """What SQLite says of the file system, said as everybody else says it; and of a damaged file, what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _ERRNO:
            raise OSError(_ERRNO[code], str(error), str(path)) from error
        if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
            raise DataProblem(f"{path} is damaged: {error}.", "Remove it: it is made anew from the store.") from error
        raise
