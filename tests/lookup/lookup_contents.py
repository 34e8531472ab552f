"""What a lookup holds, and what one made anew of the same store would hold."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemas.source import Source
from tasks.lookup.lookup import NAME
from tasks.recall import recall
from tasks.store import Store

Contents = dict[str, list[tuple[Any, ...]]]


def contents(folder: Path) -> Contents:
    """Every row of every table, sorted."""
    database = sqlite3.connect(folder / NAME)
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {name: sorted(database.execute(f"SELECT * FROM {name}"), key=repr) for name in names}
    database.close()
    return found


def made_anew(store: Store, sources: Mapping[str, Source]) -> Contents:
    """What the lookup of the store holds once it was removed and made again."""
    (store.folder / NAME).unlink(missing_ok=True)
    recall(store, sources).close()
    return contents(store.folder)
