"""The data dictionary: one row a column, as Parquet for programs and Markdown for people."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

import polars as pl

from schemas.dictionary import DICTIONARY
from schemas.table import Field, Table

_TYPES = {
    "str": "string",
    "int": "int64",
    "bool": "boolean",
    "float": "double",
    "date": "date",
    "datetime": "timestamp(UTC)",
}


def type_name(field: Field) -> str:
    """The type of a column as Parquet readers name it."""
    return str(field.arrow).replace("decimal128", "decimal") if field.type is Decimal else _TYPES[field.type.__name__]


def dictionary(tables: Iterable[Table]) -> pl.DataFrame:
    """Every column of every table, in order."""
    return pl.DataFrame(list(_rows(tables)), schema=DICTIONARY.polars, orient="row")


def _rows(tables: Iterable[Table]) -> Iterator[tuple[object, ...]]:
    for table in tables:
        for position, field in enumerate(table.fields, 1):
            yield (
                table.name,
                position,
                field.name,
                type_name(field),
                field.nullable,
                field.name in table.key,
                field.column.label,
                field.column.about,
                field.column.unit,
                field.column.privacy,
                ", ".join(field.column.values) or None,
            )


def markdown(tables: Iterable[Table]) -> str:
    """The dictionary as a page."""
    parts = ["# Data dictionary 数据字典\n"]
    for table in tables:
        key = ", ".join(f"`{name}`" for name in table.key)
        parts.append(f"\n## {table.name} {table.label}\n\n{table.about}\n\nKey: {key}\n")
        parts.append("| column | 中文 | type | null | meaning | unit | privacy |\n|---|---|---|---|---|---|---|")
        parts += [_line(field) for field in table.fields]
    return "\n".join(parts) + "\n"


def _line(field: Field) -> str:
    column = field.column
    values = f" One of {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
    meaning = f"{column.about}.{values}".replace("|", "\\|")
    null = "yes" if field.nullable else ""
    cells = (f"`{field.name}`", column.label, type_name(field), null, meaning, column.unit or "", column.privacy)
    return f"| {' | '.join(cells)} |"
