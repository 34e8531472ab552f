"""Columns that many tables share."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.table import Column

PERIOD_PRECISIONS = ("day", "ten_days", "month", "quarter", "half_year", "year")
# printed; 25年 read by the notice's own date; a year named before in the text; the year of the notice; 今年 and 近三年;
# 巡视以来 (an event whose date the notice states); an event or season whose date it does not
PERIOD_SOURCES = ("printed", "two_digit", "from_text", "from_anchor", "relative", "event", "unresolved")

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where in the notice a fact stands."""

    section_path: SectionPath
    item_path: ItemPath
    measure_path: MeasurePath
    item_no: ItemNo


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Placed):
    """Where a fact stands, and the time it is for."""

    period_start: Annotated[dt.date | None, Column("期间开始", "First day the fact is for; null where open or unread")]
    period_end: Annotated[dt.date | None, Column("期间结束", "Last day the fact is for; null where open or unread")]
    period_precision: Annotated[
        str | None, Column("期间精度", "How exactly the notice states the bounds", values=PERIOD_PRECISIONS)
    ]
    period_source: Annotated[str | None, Column("期间推断", "How the year was had", values=PERIOD_SOURCES)]


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
StatusWords = Annotated[str | None, Column("状态证据", "The words that decide the status; of partly, what is done")]
RestStart = Annotated[
    int | None,
    Column("未完证据起始", "Where a status of partly has the words that say what is still open", unit="character"),
]
RestEnd = Annotated[int | None, Column("未完证据结束", "One past the last character of those words", unit="character")]
RestWords = Annotated[str | None, Column("未完证据", "What is still open, where the status is partly")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The revision of a notice a row belongs to."""

    notice_id: Annotated[str, Column("通报编号", "Stable id of the notice: never made from an address or a text hash")]
    revision: Annotated[
        int, Column("修订号", "1 for the first text recorded, then one more for each change of its source")
    ]
