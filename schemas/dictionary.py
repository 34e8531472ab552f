"""dictionary: what each column of each published table means."""

from dataclasses import dataclass
from typing import Annotated

from schemas.table import Column, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DictionaryRow:
    """One column of one table."""

    table: Annotated[str, Column("表", "The table")]
    position: Annotated[int, Column("序", "Place of the column in it, from 1")]
    column: Annotated[str, Column("列", "The column")]
    type: Annotated[str, Column("类型", "Its type, as Parquet readers name it")]
    nullable: Annotated[bool, Column("可空", "Whether it may be null")]
    in_key: Annotated[bool, Column("主键", "Whether it is part of the table's key")]
    label: Annotated[str, Column("中文名", "Its Chinese label")]
    description: Annotated[str, Column("说明", "What it means")]
    unit: Annotated[str | None, Column("单位", "Unit of its values; null where it has none")]
    privacy: Annotated[
        str,
        Column("隐私类别", "public; text: words of the notice, which may name persons; person; contact"),
    ]
    values: Annotated[str | None, Column("取值", "The values it may have, comma between; null where it is free")]


DICTIONARY = Table(
    name="dictionary",
    label="数据字典",
    about="One row a column of a published table.",
    parts=(DictionaryRow,),
    key=("table", "position"),
    sort=("table", "position"),
)
