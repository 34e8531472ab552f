"""Where two stores of the same archive diverge: rows added, removed and changed, by table, with examples."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from schemas.dataset import APPEND_ORDER
from schemas.table import Table
from tasks.store import Store

# Which run of the two stores made a row says nothing of the row: upkeep makes releases no archive knows. And a row that
# newer rules read alike is the same row.
_ASIDE = ("release", "parser_version")
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class ColumnDifference:
    """One value of a row, in the store and in the replay."""

    column: str
    stored: Any
    replayed: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDifference:
    """One row that differs. ``key`` names it; ``notice_id`` is null for rows of no notice; ``columns`` of a changed row."""

    notice_id: str | None
    key: str
    columns: tuple[ColumnDifference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDifference:
    """Rows of one table in the store and in its replay; ``columns`` counts changed rows by the column that differs."""

    table: str
    stored: int
    replayed: int
    added: int
    removed: int
    changed: int
    columns: dict[str, int]
    examples: dict[str, tuple[RowDifference, ...]]

    @property
    def same(self) -> bool:
        return not (self.added or self.removed or self.changed)


def differences(stored: Store, replayed: Store) -> list[TableDifference]:
    """Every table of both, row by row."""
    return [difference(table, stored.read(table), replayed.read(table)) for table in APPEND_ORDER]


def difference(table: Table, stored: pl.DataFrame, replayed: pl.DataFrame) -> TableDifference:
    """The rows of one table. A row is paired with the one of its key; all columns count but release and parser version."""
    columns = [name for name in table.polars if name not in _ASIDE]
    left, right = stored.select(columns), replayed.select(columns)
    only_left = left.join(right, on=columns, how="anti", nulls_equal=True)
    only_right = right.join(left, on=columns, how="anti", nulls_equal=True)
    key = _key(table)
    pairs = _pairs(key, only_left, only_right)
    removed, added = (_unpaired(rows, pairs, key) for rows in (only_left, only_right))
    rest = [name for name in columns if name not in key]
    changed = [_changed(row, key, rest) for row in pairs.sort(key).iter_rows(named=True)]
    return TableDifference(
        table=table.name,
        stored=left.height,
        replayed=right.height,
        added=added.height,
        removed=removed.height,
        changed=len(changed),
        columns=dict(Counter(one.column for row in changed for one in row.columns).most_common()),
        examples={
            "added": tuple(_plain(added, key)),
            "removed": tuple(_plain(removed, key)),
            "changed": tuple(changed[:_EXAMPLES]),
        },
    )


def _key(table: Table) -> list[str]:
    """What names a row in both stores: of the numbers of releases, the times of their runs take the place."""
    names = dict.fromkeys("recorded_at" if name == "release" else name for name in table.key)
    return [name for name in names if name in table.polars]


def _pairs(key: list[str], left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    once = [frame.filter(pl.struct(key).is_unique()) for frame in (left, right)]
    return once[0].join(once[1], on=key, how="inner", suffix=" now", nulls_equal=True)


def _unpaired(rows: pl.DataFrame, pairs: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    return rows.join(pairs.select(key), on=key, how="anti", nulls_equal=True)


def _changed(row: dict[str, Any], key: list[str], rest: list[str]) -> RowDifference:
    pairs = (ColumnDifference(name, row[name], row[f"{name} now"]) for name in rest)
    return RowDifference(
        notice_id=row.get("notice_id") or row.get("notice_id now"),
        key=_named(row, key),
        columns=tuple(one for one in pairs if one.stored != one.replayed),
    )


def _plain(rows: pl.DataFrame, key: list[str]) -> Iterator[RowDifference]:
    for row in rows.sort(key).head(_EXAMPLES).iter_rows(named=True):
        yield RowDifference(notice_id=row.get("notice_id"), key=_named(row, key))


def _named(row: dict[str, Any], key: list[str]) -> str:
    return " ".join(str(row[name]) for name in key)
