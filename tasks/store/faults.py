"""Does a release hold together: each table readable, each key once, each row with its notice."""

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from schemas.history import COPIES
from schemas.notice import NOTICES
from schemas.table import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that does not hold in one table, and for how many rows."""

    table: str
    rule: str
    count: int
    detail: str


def faults(table: Table, rows: pl.DataFrame, notices: pl.DataFrame) -> Iterator[Fault]:
    """What does not hold in the rows of a table.

    ``rows`` needs the columns of ``key_columns(table)``, ``notices`` those of the notices' key.
    """
    twice = rows.select(pl.struct(table.key).is_duplicated().sum()).item()
    if twice:
        yield Fault(table=table.name, rule="unique_key", count=twice, detail=f"rows share {', '.join(table.key)}")
    parent = parent_columns(table)
    orphans = rows.join(notices.select(parent).unique(), on=parent, how="anti").height if parent else 0
    if orphans:
        yield Fault(table=table.name, rule="has_notice", count=orphans, detail=f"rows with no notice of that {parent}")


def key_columns(table: Table) -> list[str]:
    """The columns the checks read."""
    return list(dict.fromkeys([*table.key, *parent_columns(table)]))


def parent_columns(table: Table) -> list[str]:
    """The columns that name the notice a row belongs to; none for a table of its own."""
    if table == COPIES:
        return ["notice_id"]
    # A page may carry no notice, and is a row all the same.
    return ["notice_id", "revision"] if table != NOTICES and {"notice_id", "revision"} <= set(table.polars) else []
