"""copies, changes: where else a notice stands, and what became different."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.columns import RecordedAt, Release, SourceId, Url
from schemas.notice import CAUSES
from schemas.table import Column, Table

COPY_ROLES = ("canonical", "copy")
CHANGE_KINDS = (
    "section_added",
    "section_dropped",
    "section_reworded",
    "item_added",
    "item_dropped",
    "item_moved",
    "item_renumbered",
    "item_reworded",
    "measure_added",
    "measure_dropped",
    "measure_moved",
    "measure_renumbered",
    "measure_reworded",
    "paragraph_added",
    "paragraph_dropped",
    "paragraph_moved",
    "paragraph_reworded",
    "figure_changed",
    "status_changed",
    "date_changed",
    "contact_changed",
    "total_changed",
    "header_changed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One page that carries a notice, as of the run that saw it so."""

    notice_id: Annotated[str, Column("通报编号", "The notice it carries")]
    url: Url
    source_id: SourceId
    role: Annotated[str, Column("角色", "canonical: the page the rows are read from", values=COPY_ROLES)]
    reason: Annotated[str, Column("理由", "Why it was matched and given that role, in one sentence")]
    containment: Annotated[float, Column("包含度", "Share of its text that stands in the canonical text, 0 to 1")]
    drift: Annotated[int, Column("差异句数", "Clauses of the body that differ from the canonical text", unit="clause")]
    body_sha256: Annotated[str, Column("正文摘要", "SHA-256 of its folded body without white space")]
    title: Annotated[str | None, Column("标题", "Its title")]
    published_at: Annotated[dt.datetime | None, Column("发布时间", "Time of publication it states (UTC)")]
    first_seen: Annotated[dt.datetime, Column("首次发现", "When the page was first fetched (UTC)")]
    recorded_at: RecordedAt
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs between two texts of a notice."""

    kind: Annotated[str, Column("变化类别", "What happened", values=CHANGE_KINDS)]
    path_before: Annotated[str | None, Column("原路径", "Key of the item, measure, section or header field before")]
    path_after: Annotated[str | None, Column("新路径", "The same after")]
    item_no_before: Annotated[int | None, Column("原序号", "Item number before")]
    item_no_after: Annotated[int | None, Column("新序号", "Item number after")]
    before: Annotated[str | None, Column("原文", "The words before; null for an addition", privacy="text")]
    after: Annotated[str | None, Column("新文", "The words after; null for a removal", privacy="text")]
    before_start: Annotated[
        int | None, Column("原文起始", "Their first character in the earlier kept text", unit="character")
    ]
    before_end: Annotated[int | None, Column("原文结束", "One past their last", unit="character")]
    after_start: Annotated[
        int | None, Column("新文起始", "Their first character in the later kept text", unit="character")
    ]
    after_end: Annotated[int | None, Column("新文结束", "One past their last", unit="character")]
    note_zh: Annotated[str, Column("说明", "The change in one Chinese sentence")]
    note_en: Annotated[str, Column("英文说明", "The change in one English sentence")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeKey:
    """Which step of which notice a difference belongs to."""

    notice_id: Annotated[str, Column("通报编号", "The notice")]
    revision: Annotated[int, Column("修订号", "The revision that has the change")]
    change_no: Annotated[int, Column("变化序号", "Order within the revision, from 1")]
    cause: Annotated[str, Column("原因", "Why it differs; only source_revision is news", values=CAUSES)]
    recorded_at: RecordedAt
    release: Release


COPIES = Table(
    name="copies",
    label="转载",
    about="One row a page that carries a notice; in the store, one more whenever its text or role changes.",
    parts=(Copy,),
    key=("url", "release"),
    sort=("notice_id", "role", "url"),
)
CHANGES = Table(
    name="changes",
    label="变化",
    about="One row a typed change between two revisions of a notice.",
    parts=(ChangeKey, Difference),
    key=("notice_id", "revision", "change_no"),
    sort=("notice_id", "revision", "change_no"),
)
