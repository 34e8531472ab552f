"""A table as typed rows: the dataclass is the schema, and Arrow, polars, Parquet metadata and checks derive from it."""

import datetime as dt
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import polars as pl
import pyarrow as pa

# text: words of the notice, in which persons may be named; person: a person; contact: where to reach one
Privacy = Literal["public", "text", "contact", "person"]

# 18 digits fit into 64 bits: Tableau's engine refuses a table with wider decimals.
DECIMAL_PRECISION = 18

_ARROW: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    float: pa.float64(),
    dt.date: pa.date32(),
    dt.datetime: pa.timestamp("us", tz="UTC"),
}
_POLARS: dict[type, pl.DataType] = {
    str: pl.String(),
    int: pl.Int64(),
    bool: pl.Boolean(),
    float: pl.Float64(),
    dt.date: pl.Date(),
    dt.datetime: pl.Datetime("us", "UTC"),
}
_TYPES = frozenset({*_ARROW, Decimal})


@dataclass(frozen=True, slots=True)
class Column:
    """What one column means. Stands beside the type in ``Annotated[type, Column(...)]``.

    ``scale``: of a decimal number, how many of its 18 digits stand behind the point.
    """

    label: str
    about: str
    unit: str | None = None
    privacy: Privacy = "public"
    values: tuple[str, ...] = ()
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a table, resolved: its name, Python type, whether it may be null, and its meaning."""

    name: str
    type: type
    nullable: bool
    column: Column

    @property
    def arrow(self) -> pa.DataType:
        """Its type in Arrow."""
        return pa.decimal128(DECIMAL_PRECISION, self.scale) if self.type is Decimal else _ARROW[self.type]

    @property
    def polars(self) -> pl.DataType:
        """Its type in polars."""
        return pl.Decimal(DECIMAL_PRECISION, self.scale) if self.type is Decimal else _POLARS[self.type]

    @property
    def scale(self) -> int:
        """Digits behind the point of a decimal number; 0 of anything else."""
        return self.column.scale or 0


def _resolve(part: type) -> Iterator[Field]:
    hints = typing.get_type_hints(part, include_extras=True)
    for field in fields(part):
        hint = hints[field.name]
        bare, column = (hint.__origin__, hint.__metadata__[0]) if hasattr(hint, "__metadata__") else (hint, None)
        if not isinstance(column, Column):
            msg = f"{part.__name__}.{field.name} has no Column(...): say its label and meaning"
            raise TypeError(msg)
        options = typing.get_args(bare) if isinstance(bare, types.UnionType) else (bare,)
        plain = [option for option in options if option is not types.NoneType]
        if len(plain) != 1 or plain[0] not in _TYPES:
            msg = f"{part.__name__}.{field.name}: {bare} is no column type; use one of {sorted(t.__name__ for t in _TYPES)}"
            raise TypeError(msg)
        if plain[0] is Decimal and column.scale is None:
            msg = f"{part.__name__}.{field.name} has no scale: say how many of its 18 digits stand behind the point"
            raise TypeError(msg)
        yield Field(field.name, plain[0], types.NoneType in options, column)


@dataclass(frozen=True, slots=True)
class Quote:
    """A column that must equal ``text[start:end]`` of the kept text, and the columns that hold the two places."""

    column: str
    start: str
    end: str


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, and the dataclasses whose fields, in order, are its columns.

    ``quote`` names the column that must equal ``text[char_start:char_end]`` of the notice's kept text; ``evidence`` what
    else a row quotes, null where it has none.
    ``sort`` is the order of the published file. ``month_of`` names the time column whose month is the file of a row;
    null: the month of its notice. A table that has one tells what the runs did: its rows are no news of the notices.
    """

    name: str
    label: str
    about: str
    parts: tuple[type, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    quote: str | None = None
    evidence: tuple[Quote, ...] = ()
    published: bool = True
    month_of: str | None = None

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every column that quotes the kept text."""
        main = (Quote(self.quote, "char_start", "char_end"),) if self.quote else ()
        return main + self.evidence

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Columns in order.

        Raises:
            TypeError: a field without a Column, or of a type Parquet readers do not share.
        """
        return tuple(field for part in self.parts for field in _resolve(part))

    @cached_property
    def polars(self) -> pl.Schema:
        """The polars schema."""
        return pl.Schema({field.name: field.polars for field in self.fields})

    @cached_property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, with label, description, unit and privacy class in each field's metadata."""
        columns = [
            pa.field(field.name, field.arrow, field.nullable, metadata=_metadata(field.column)) for field in self.fields
        ]
        return pa.schema(columns, metadata={"label": self.label, "description": self.about})

    def frame(self, rows: Iterable[Sequence[Any]]) -> pl.DataFrame:
        """Rows (one tuple each: an instance a part, in the order of ``parts``) as a frame of this table's schema."""
        columns: dict[str, list[Any]] = {field.name: [] for field in self.fields}
        names = [[field.name for field in fields(part)] for part in self.parts]
        for row in rows:
            for part, part_names in zip(row, names, strict=True):
                for name in part_names:
                    columns[name].append(getattr(part, name))
        if not any(columns.values()):
            return self.empty()
        return pl.DataFrame(columns, schema=self.polars)

    def empty(self) -> pl.DataFrame:
        """No rows, every column."""
        return self._empty.clone()

    @cached_property
    def _empty(self) -> pl.DataFrame:
        return pl.DataFrame(schema=self.polars)


def _metadata(column: Column) -> Mapping[str, str]:
    pairs = {
        "label": column.label,
        "description": column.about,
        "unit": column.unit,
        "privacy": column.privacy,
        "values": ",".join(column.values) or None,
    }
    return {key: value for key, value in pairs.items() if value}
