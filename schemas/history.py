"""copies, copy_drift, changes, adjustments, identity_log: where else a notice stands, what became different, what was decided."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from schemas.columns import RecordedAt, Release, SourceId, Url
from schemas.notice import CAUSES
from schemas.table import Column, Table

COPY_ROLES = ("canonical", "copy")
# a figure or total by its share (12 → 15: 0.25); a date by days; anything else by its words
MAGNITUDES = ("share", "day", "character")
IDENTITY_ACTIONS = ("merge", "split", "keep")
CHANGE_KINDS = (
    "section_added",
    "section_dropped",
    "section_moved",
    "section_renumbered",
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
    "name_changed",
    "sanction_changed",
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
    delay: Annotated[
        int,
        Column(
            "滞后",
            "Behind the notice's first page: by the times of publication where both state one, else by when each was first seen",
            unit="second",
        ),
    ]
    recorded_at: RecordedAt
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyKey:
    """The row of ``copies`` a stretch of drift belongs to."""

    notice_id: Annotated[str, Column("通报编号", "The notice")]
    url: Url
    drift_no: Annotated[int, Column("差异序号", "Order in the canonical text, from 1")]
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class Drifted:
    """Clauses that follow on each other and differ between a copy and the canonical text."""

    clauses: Annotated[int, Column("句数", "How many clauses, those of the side with more", unit="clause")]
    canonical_words: Annotated[
        str | None, Column("正本文字", "What the canonical text has; null where the copy adds", privacy="text")
    ]
    copy_words: Annotated[str | None, Column("转载文字", "What the copy has; null where it leaves out", privacy="text")]
    canonical_start: Annotated[
        int | None, Column("正本起始", "First character in the canonical kept text", unit="character")
    ]
    canonical_end: Annotated[int | None, Column("正本结束", "One past the last", unit="character")]
    copy_start: Annotated[int | None, Column("转载起始", "First character in the copy's kept text", unit="character")]
    copy_end: Annotated[int | None, Column("转载结束", "One past the last", unit="character")]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityDecision:
    """One decision on which notices are one; a later one on the same two takes its place."""

    log_no: Annotated[int, Column("决定序号", "Order within the release, from 1")]
    notice_id: Annotated[str, Column("通报编号", "The notice that stands; of a merge, for both")]
    other_id: Annotated[str, Column("另一编号", "The notice that was merged into it, or is held apart from it")]
    action: Annotated[
        str,
        Column(
            "决定",
            "merge: the two are one; split, keep: they are two, though texts or an address join them",
            values=IDENTITY_ACTIONS,
        ),
    ]
    by_person: Annotated[bool, Column("人工", "A person decided; no run goes against it")]
    reason: Annotated[str, Column("理由", "Why, in one sentence")]
    evidence: Annotated[str, Column("证据", "What was measured: shares of 8-grams and of figures in common, 0 to 1")]
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
    amount_before: Annotated[
        Decimal | None,
        Column("原值", "The figure or declared total before, scaled to the unit's base as value_norm is", scale=3),
    ]
    amount_after: Annotated[Decimal | None, Column("新值", "The same after", scale=3)]
    amount_unit: Annotated[str | None, Column("值单位", "Base unit of both, as unit_norm; null where they differ")]
    magnitude: Annotated[
        float, Column("幅度", "Size of the change in magnitude_unit: share of the amount before, days, or characters")
    ]
    magnitude_unit: Annotated[
        str, Column("幅度单位", "What magnitude counts: characters are those that came and went", values=MAGNITUDES)
    ]
    note_zh: Annotated[str, Column("说明", "The change in one Chinese sentence", privacy="text")]
    note_en: Annotated[str, Column("英文说明", "The change in one English sentence", privacy="text")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeKey:
    """Which step of which notice a difference belongs to."""

    notice_id: Annotated[str, Column("通报编号", "The notice")]
    revision: Annotated[int, Column("修订号", "The revision that has the change")]
    change_no: Annotated[int, Column("变化序号", "Order within the revision, from 1")]
    cause: Annotated[str, Column("原因", "Why it differs", values=CAUSES)]
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
COPY_DRIFT = Table(
    name="copy_drift",
    label="转载差异",
    about="One row a stretch of clauses in which a copy differs from the canonical text.",
    parts=(CopyKey, Drifted),
    key=("url", "release", "drift_no"),
    sort=("notice_id", "url", "release", "drift_no"),
)
CHANGES = Table(
    name="changes",
    label="变化",
    about="One row a typed change its publisher made to a notice: the news.",
    parts=(ChangeKey, Difference),
    key=("notice_id", "revision", "change_no"),
    sort=("notice_id", "revision", "change_no"),
)
ADJUSTMENTS = Table(
    name="adjustments",
    label="非实质变化",
    about="One row a difference between two revisions that is no news: of template, encoding, parser, chosen page, correction.",
    parts=(ChangeKey, Difference),
    key=("notice_id", "revision", "change_no"),
    sort=("notice_id", "revision", "change_no"),
)
IDENTITY_LOG = Table(
    name="identity_log",
    label="身份记录",
    about="One row a decision on which notices are one: merged, split, held apart.",
    parts=(IdentityDecision,),
    key=("release", "log_no"),
    sort=("release", "log_no"),
)
