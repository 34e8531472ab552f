"""Columns that many tables share."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.table import Column

ItemNo = Annotated[
    int | None,
    Column("项目序号", "Number of the rectification item as printed; null outside items or where none is printed"),
]
SectionPath = Annotated[
    str | None, Column("章节路径", "Part and section, e.g. p2.s3 for 二、…(三); null before the first heading")
]
ItemPath = Annotated[
    str | None, Column("项目路径", "Key of the item within the notice, e.g. p2.s3.i17; null outside items")
]
MeasurePath = Annotated[
    str | None, Column("措施路径", "Key of the measure within the notice, e.g. p2.s3.i17.m4; null outside measures")
]
CharStart = Annotated[
    int, Column("起始字符", "First character of the quote in the notice's kept text, from 0", unit="character")
]
CharEnd = Annotated[int, Column("结束字符", "One past the last character of the quote", unit="character")]
RuleId = Annotated[str, Column("规则", "Name of the parser rule that made the row")]
Release = Annotated[int, Column("发布序号", "Sequence number of the run whose release first held the row")]
RecordedAt = Annotated[
    dt.datetime, Column("记录时间", "When the run that recorded the row began (UTC): what we knew, when")
]
Url = Annotated[str, Column("网址", "Address of the page")]
SourceId = Annotated[str, Column("来源站点", "Id of the source as in data/sources")]

STATUSES = ("done", "partly", "ongoing", "planned", "not_done", "nothing_found", "unstated")
Status = Annotated[
    str, Column("整改状态", "What the notice itself says of completion; mixed evidence is partly", values=STATUSES)
]
StatusStart = Annotated[
    int | None, Column("状态证据起始", "First character of the words that decide the status", unit="character")
]
StatusEnd = Annotated[
    int | None, Column("状态证据结束", "One past the last character of those words", unit="character")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The revision of a notice a row belongs to."""

    notice_id: Annotated[str, Column("通报编号", "Stable id of the notice: never made from an address or a text hash")]
    revision: Annotated[
        int, Column("修订号", "1 for the first text recorded, then one more for each change of its source")
    ]
