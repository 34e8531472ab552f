"""list_readings, sightings: what the lists of the sources named, and when. Kept in the store, not published."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.columns import SourceId, Url
from schemas.table import Column, Table

# replaced: it names nothing that it named before; empty: it names nothing; walled, unreadable, unreachable: its first
# page stood behind a wall, was not understood, was not had
LIST_STATES = ("ok", "replaced", "empty", "walled", "unreadable", "unreachable")
# changed: another date or title than before, which sites give to an old entry to bring it up; again: after an absence
SIGHTING_KINDS = ("first", "changed", "again", "absent")

ListUrl = Annotated[str, Column("列表网址", "First page of the list")]
RunId = Annotated[str, Column("运行编号", "The run that made the row")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReading:
    """One reading of one list, with its fingerprint."""

    source_id: SourceId
    list_url: ListUrl
    run_id: RunId
    read_at: Annotated[dt.datetime, Column("读取时间", "When its first page was asked for (UTC)")]
    state: Annotated[str, Column("状态", "What came of it", values=LIST_STATES)]
    reason: Annotated[str, Column("理由", "Why, in one sentence")]
    pages: Annotated[int, Column("页数", "Pages read")]
    links: Annotated[int, Column("链接数", "Entries named, each address once")]
    matching: Annotated[int, Column("相关链接数", "Entries whose title may be a notice's")]
    newest: Annotated[dt.date | None, Column("最新日期", "Latest date of an entry; null where none is dated")]
    links_sha256: Annotated[str, Column("链接摘要", "SHA-256 of the sorted addresses: the list's fingerprint")]
    complete: Annotated[bool, Column("读完", "Whether it was read to its end, no page missing")]
    swept: Annotated[bool, Column("深读", "Whether it was read to its end, or to the most pages a run reads")]
    covered_since: Annotated[
        dt.date | None, Column("覆盖起始", "Entries dated later stood on the pages read; null where that is unknown")
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """An entry of a list that stands otherwise than at the reading before."""

    source_id: SourceId
    list_url: ListUrl
    url: Url
    run_id: RunId
    seen_at: Annotated[dt.datetime, Column("时间", "When the list was read (UTC)")]
    kind: Annotated[str, Column("类别", "What is different", values=SIGHTING_KINDS)]
    title: Annotated[str, Column("标题", "Title in the list; of an absent entry, its last", privacy="text")]
    listed_on: Annotated[dt.date | None, Column("列表日期", "Date in the list; of an absent entry, its last")]


LIST_READINGS = Table(
    name="list_readings",
    label="列表读取",
    about="One row a list and run.",
    parts=(ListReading,),
    key=("source_id", "list_url", "run_id"),
    sort=("source_id", "list_url", "read_at"),
    published=False,
)
SIGHTINGS = Table(
    name="sightings",
    label="列表条目",
    about="One row whenever an entry of a list is new, changed, absent, or there again.",
    parts=(Sighting,),
    key=("source_id", "list_url", "url", "run_id"),
    sort=("source_id", "list_url", "url", "seen_at"),
    published=False,
)
