"""contacts, declared_totals, checks, repairs: what a notice says of itself, and how it holds together."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import CharEnd, CharStart, ItemNo, Key, RuleId
from schemas.quick import quick
from schemas.table import Column, Quote, Table

CONTACT_KINDS = ("phone", "email", "address", "postcode")
TOTAL_KINDS = ("aspects", "problems", "measures", "rules", "meetings")
CHECKS_MADE = (
    "aspects_declared",
    "problems_declared",
    "measures_declared",
    "rules_declared",
    "dates_in_order",
    "numbering",
    "persons_in_group",  # 诫勉谈话处理情况(27人) against the persons its entries name
    "persons_in_entry",  # 等5人 against the persons the entry names
    "parts_and_whole",  # 其中 … against the figure they are parts of
    "remainder",  # 共1015条,已整改946条,剩余69条
    "sum",  # 2186亩、644亩、1178亩,共4008亩
    "ratio",  # 意见864条,解决840个,办结率达97.22%
    "conflict",  # the same matter stated with two values
)
OUTCOMES = ("pass", "fail", "not_checkable")
REPAIR_KINDS = (
    "joined_paragraph",
    "numbering_gap",
    "numbering_restart",
    "space_in_number",
    "number_out_of_range",  # 999999999999999万亿元: no column holds it, and no notice means it
    "no_opening",
    "no_closing",
    "second_notice",
    "traditional_characters",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Where the public may write or call."""

    kind: Annotated[str, Column("类别", "Kind of contact", values=CONTACT_KINDS)]
    value: Annotated[str, Column("内容", "As printed", privacy="contact")]
    area_code: Annotated[str | None, Column("区号", "Telephone area code, printed or inferred")]
    area_code_source: Annotated[
        str | None, Column("区号出处", "printed, or inferred from the division", values=("printed", "inferred"))
    ]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredTotal:
    """A total the notice declares of itself."""

    kind: Annotated[str, Column("类别", "What is counted", values=TOTAL_KINDS)]
    value: Annotated[int, Column("声明数", "The number declared")]
    unit: Annotated[str, Column("单位", "Counting unit as printed: 个, 条, 项, 件")]
    scope: Annotated[
        str, Column("范围", "whole notice, or a part of it (as what one leader takes on)", values=("whole", "part"))
    ]
    raw: Annotated[str, Column("原文", "The words that declare it", privacy="text")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the notice's self-audit."""

    check_no: Annotated[int, Column("校验序号", "Order of the audit, from 1")]
    check: Annotated[str, Column("校验", "What was compared", values=CHECKS_MADE)]
    outcome: Annotated[str, Column("结果", "not_checkable where the text gives nothing to compare", values=OUTCOMES)]
    declared: Annotated[str | None, Column("声明", "The value the notice declares")]
    parsed: Annotated[str | None, Column("解析", "The value parsed, computed, or stated elsewhere in its text")]
    detail: Annotated[str, Column("说明", "In one sentence, without names")]
    item_no: ItemNo
    raw: Annotated[str | None, Column("原文", "The words that declare it", privacy="text")]
    char_start: Annotated[int | None, Column("起始字符", "Where they stand", unit="character")]
    char_end: Annotated[int | None, Column("结束字符", "One past their end", unit="character")]
    other_raw: Annotated[str | None, Column("另处原文", "The words elsewhere that it was held against", privacy="text")]
    other_start: Annotated[int | None, Column("另处起始字符", "Where they stand", unit="character")]
    other_end: Annotated[int | None, Column("另处结束字符", "One past their end", unit="character")]
    rule_id: RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What the parser had to mend or doubt."""

    kind: Annotated[str, Column("类别", "What was mended", values=REPAIR_KINDS)]
    detail: Annotated[str, Column("说明", "In one sentence")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


_BY_PLACE = ("notice_id", "revision", "char_start")
CONTACTS = Table(
    name="contacts",
    label="联系方式",
    about="One row a contact the notice gives the public.",
    parts=(Key, Contact),
    key=("notice_id", "revision", "kind", "char_start"),
    sort=_BY_PLACE,
    quote="value",
)
DECLARED_TOTALS = Table(
    name="declared_totals",
    label="声明总数",
    about="One row a total the notice declares: problems, measures, rules.",
    parts=(Key, DeclaredTotal),
    key=("notice_id", "revision", "kind", "char_start"),
    sort=_BY_PLACE,
    quote="raw",
)
CHECKS = Table(
    name="checks",
    label="校验",
    about="One row a check of the notice against itself.",
    parts=(Key, Check),
    key=("notice_id", "revision", "check_no"),
    sort=("notice_id", "revision", "check_no"),
    quote="raw",
    evidence=(Quote("other_raw", "other_start", "other_end"),),
)
REPAIRS = Table(
    name="repairs",
    label="修补",
    about="One row a place the parser mended or doubted.",
    parts=(Key, Repair),
    key=("notice_id", "revision", "kind", "char_start"),
    sort=_BY_PLACE,
)
