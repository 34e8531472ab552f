"""divisions: the shipped reference table, published beside the facts so that codes have names."""

from dataclasses import dataclass
from typing import Annotated

from schemas.table import Column, Table

DIVISION_LEVELS = ("province", "city", "county")


@dataclass(frozen=True, slots=True, kw_only=True)
class DivisionRow:
    """A division under one code, name and parent, and the years it stood so."""

    code: Annotated[str, Column("行政区划代码", "GB/T 2260, six digits")]
    name: Annotated[str, Column("名称", "Full official name")]
    short: Annotated[str, Column("简称", "Name without its kind: 台江 for 台江区")]
    level: Annotated[str, Column("级别", "Level", values=DIVISION_LEVELS)]
    parent_code: Annotated[str | None, Column("上级代码", "Code of the division it lies in; null for a province")]
    parent_name: Annotated[str | None, Column("上级名称", "Its name")]
    province_name: Annotated[str | None, Column("省级名称", "Name of the province")]
    valid_from_year: Annotated[int, Column("起始年份", "First year-end it stood so; 1980 means 1980 or earlier")]
    valid_to_year: Annotated[int | None, Column("终止年份", "Last year-end it stood so; null for today's")]


DIVISIONS = Table(
    name="divisions",
    label="行政区划",
    about="One row a province, city or county under one code, name and parent (reference data, not from the notices).",
    parts=(DivisionRow,),
    key=("code", "name", "valid_from_year"),
    sort=("code", "valid_from_year"),
)
