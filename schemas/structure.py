"""sections, items, measures, paragraphs: how a notice is built."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import (
    CharEnd,
    CharStart,
    ItemNo,
    ItemPath,
    Key,
    MeasurePath,
    RestEnd,
    RestStart,
    RestWords,
    RuleId,
    SectionPath,
    Status,
    StatusEnd,
    StatusStart,
    StatusWords,
)
from schemas.quick import quick
from schemas.table import Column, Quote, Table

ROLES = ("organisation", "rectification", "plans", "clues", "other")
SECTION_KINDS = ("part", "aspect", "statement", "group")
PROBLEM_SOURCES = ("item", "sub", "section", "none")
MEASURE_KINDS = ("measure", "sub_item")
PARAGRAPH_KINDS = (
    "header",
    "opening",
    "part",
    "section",
    "item",
    "measure",
    "follow_on",
    "statement",
    "list_entry",
    "closing",
    "contact",
    "sign_off",
    "furniture",
    "case",
    "other_notice",
)


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part (一、) or what stands below it under （一）."""

    section_path: Annotated[str, Column("章节路径", "Key within the notice: p2 for a part, p2.s3 below it")]
    kind: Annotated[
        str,
        Column(
            "章节类别",
            "part; aspect (holds items); statement (a paragraph numbered （一）); group (a list such as sanctions)",
            values=SECTION_KINDS,
        ),
    ]
    role: Annotated[str, Column("部分作用", "What the part is for", values=ROLES)]
    number: Annotated[str | None, Column("序号", "Number as printed, e.g. 二 or (三); null where none is printed")]
    heading: Annotated[
        str, Column("标题", "Heading without its number; of a statement, its first sentence", privacy="text")
    ]
    problem_text: Annotated[str | None, Column("反馈问题", "The finding, where the heading quotes it", privacy="text")]
    persons_stated: Annotated[int | None, Column("声明人数", "Persons the heading declares, as in (13人)", unit="人")]
    text: Annotated[str, Column("原文", "The heading's line as printed", privacy="text")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A rectification item: one problem, or one titled measure, of the part that reports 整改情况."""

    item_path: Annotated[
        str, Column("项目路径", "Key within the notice: part, section and number, never the number alone")
    ]
    section_path: SectionPath
    item_no: ItemNo
    ordinal: Annotated[int, Column("次序", "Position among all items of the notice, from 1")]
    heading: Annotated[
        str | None, Column("标题", "First sentence where it is a title, without number and full stop", privacy="text")
    ]
    problem_text: Annotated[
        str | None, Column("反馈问题", "The problem in the inspectors' words; null where not stated", privacy="text")
    ]
    problem_from: Annotated[str, Column("问题出处", "Where the problem is stated", values=PROBLEM_SOURCES)]
    text: Annotated[str, Column("原文", "The item's own paragraphs, without the measures below it", privacy="text")]
    status: Status
    status_start: StatusStart
    status_end: StatusEnd
    status_words: StatusWords
    rest_start: RestStart
    rest_end: RestEnd
    rest_words: RestWords
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What stands under an item as （N）: a measure and its result, or a sub-item and what was done about it."""

    measure_path: Annotated[str, Column("措施路径", "Key within the notice")]
    item_path: Annotated[str, Column("项目路径", "The item it stands under")]
    section_path: SectionPath
    item_no: ItemNo
    measure_no: Annotated[int, Column("措施序号", "Number as printed")]
    kind: Annotated[
        str, Column("类别", "measure (an action), or sub_item (a part of the problem)", values=MEASURE_KINDS)
    ]
    heading: Annotated[
        str | None, Column("标题", "Heading of a sub-item, without number and full stop", privacy="text")
    ]
    problem_text: Annotated[
        str | None, Column("反馈问题", "The sub-item's problem; null for a measure", privacy="text")
    ]
    text: Annotated[str, Column("原文", "Its paragraphs, follow-on ones included", privacy="text")]
    status: Status
    status_start: StatusStart
    status_end: StatusEnd
    status_words: StatusWords
    rest_start: RestStart
    rest_end: RestEnd
    rest_words: RestWords
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One block of the page, in order, and what it is."""

    paragraph_no: Annotated[int, Column("段落序号", "Order in the kept text, from 1")]
    kind: Annotated[str, Column("段落类别", "What the paragraph is", values=PARAGRAPH_KINDS)]
    section_path: SectionPath
    item_path: ItemPath
    measure_path: MeasurePath
    item_no: ItemNo
    text: Annotated[str, Column("原文", "The paragraph", privacy="text")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


_STATUS = (Quote("status_words", "status_start", "status_end"), Quote("rest_words", "rest_start", "rest_end"))
SECTIONS = Table(
    name="sections",
    label="章节",
    about="One row a heading: the parts of a notice and the sections below them.",
    parts=(Key, Section),
    key=("notice_id", "revision", "section_path"),
    sort=("notice_id", "revision", "char_start"),
    quote="text",
)
ITEMS = Table(
    name="items",
    label="整改项目",
    about="One row a rectification item.",
    parts=(Key, Item),
    key=("notice_id", "revision", "item_path"),
    sort=("notice_id", "revision", "ordinal"),
    quote="text",
    evidence=_STATUS,
)
MEASURES = Table(
    name="measures",
    label="整改措施",
    about="One row a measure or sub-item under an item.",
    parts=(Key, Measure),
    key=("notice_id", "revision", "measure_path"),
    sort=("notice_id", "revision", "char_start"),
    quote="text",
    evidence=_STATUS,
)
PARAGRAPHS = Table(
    name="paragraphs",
    label="段落",
    about="One row a paragraph of the kept text: nothing of the page is left unplaced.",
    parts=(Key, Paragraph),
    key=("notice_id", "revision", "paragraph_no"),
    sort=("notice_id", "revision", "paragraph_no"),
    quote="text",
)
