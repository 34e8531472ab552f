"""The contract of a table, from its fields: which rows may be stored, and why the others may not."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from typing import Any

import dataframely as dy
import polars as pl

from schemas.table import DECIMAL_PRECISION, Field, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """How many rows of one revision break one rule. Id and revision are null where the rows have none."""

    notice_id: str | None
    revision: int | None
    table: str
    rule: str
    count: int


@dataclass(frozen=True, slots=True)
class Split:
    """Rows that keep the contract, rows that do not, and which rules those break."""

    good: pl.DataFrame
    bad: pl.DataFrame
    reasons: tuple[Broken, ...]


def split(table: Table, frame: pl.DataFrame) -> Split:
    """Parts rows that keep the table's contract from those that break it; the order of rows stays.

    The rules: a value where none may be missing, a key that is not empty and not used twice, only words of the
    vocabulary, spans that do not end before they start and have both ends or none.

    Raises:
        dataframely.exc.SchemaError: a column is missing or of another type.
    """
    # Most tables of most runs have no row, and no frame is too small to take its rules 10 ms.
    if frame.is_empty() and frame.schema == table.polars:
        return Split(frame, frame, ())
    good, failure = schema_of(table).filter(frame)
    if not len(failure):
        return Split(good.select(table.polars.names()), frame.clear(), ())
    details = failure.details()
    rules = [name for name in details.columns if name not in table.polars]
    return Split(good.select(table.polars.names()), failure.invalid(), tuple(_reasons(table, details, rules)))


@cache
def schema_of(table: Table) -> type[dy.Schema]:
    """The dataframely schema of a table."""
    members: dict[str, Any] = {field.name: _column(field, key=field.name in table.key) for field in table.fields}
    names = set(members)
    for start in sorted(names):
        end = start.removesuffix("start") + "end"
        if start.endswith("_start") and end in names:
            # A time may be open at one end (截至, 以来); a quote has both places or none.
            dated = table.polars[start] == pl.Date
            members[f"{start}_to_end"] = dy.rule()(_rule(_period(start, end) if dated else _span(start, end)))
    return type(f"{table.name.title()}Contract", (dy.Schema,), members)


def _column(field: Field, *, key: bool) -> dy.Column:
    common: dict[str, Any] = {"nullable": field.nullable, "primary_key": key}
    if field.type is str:
        if field.column.values:
            common["check"] = {"values": partial(_among, field.column.values)}
        return dy.String(min_length=1 if key else None, **common)
    if field.type is Decimal:
        return dy.Decimal(DECIMAL_PRECISION, field.scale, **common)
    return _COLUMNS[field.type](**common)


_COLUMNS: dict[type, Callable[..., dy.Column]] = {
    int: dy.Int64,
    bool: dy.Bool,
    float: dy.Float64,
    dt.date: dy.Date,
    dt.datetime: partial(dy.Datetime, time_zone="UTC", time_unit="us"),
}


def _among(values: tuple[str, ...], column: pl.Expr) -> pl.Expr:
    return column.is_in(values)


def _period(start: str, end: str) -> pl.Expr:
    return (pl.col(start) <= pl.col(end)).fill_null(value=True)


def _span(start: str, end: str) -> pl.Expr:
    both_or_none = pl.col(start).is_null() == pl.col(end).is_null()
    in_order = (pl.col(start) >= 0) & (pl.col(start) <= pl.col(end))
    return both_or_none & in_order.fill_null(value=True)


def _rule(valid: pl.Expr) -> Callable[[type[dy.Schema]], pl.Expr]:
    return lambda _schema: valid


def _reasons(table: Table, details: pl.DataFrame, rules: list[str]) -> Iterator[Broken]:
    by = [
        pl.col(name) if name in table.polars else pl.lit(None, dtype).alias(name)
        for name, dtype in (("notice_id", pl.String), ("revision", pl.Int64))
    ]
    counts = (
        details.select(*by, *rules)
        .unpivot(rules, index=["notice_id", "revision"], variable_name="rule", value_name="verdict")
        .filter(pl.col("verdict").cast(pl.String) == "invalid")
        .group_by("notice_id", "revision", "rule")
        .len("count")
        .sort("notice_id", "revision", "rule", nulls_last=True)
    )
    for row in counts.iter_rows(named=True):
        yield Broken(table=table.name, **row)
