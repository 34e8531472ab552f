"""figures, contacts, declared_totals, checks, repairs: what the text of a notice states, and how it holds together."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from schemas.columns import CharEnd, CharStart, ItemNo, ItemPath, Key, MeasurePath, RuleId, SectionPath
from schemas.table import Column, Table

QUALIFIERS = ("about", "over", "at_least", "below")
FIGURE_ROLES = ("actual", "target", "planned", "threshold", "forecast", "share", "rank", "change")
CONTACT_KINDS = ("phone", "email", "address", "postcode")
TOTAL_KINDS = ("aspects", "problems", "measures", "rules")
OUTCOMES = ("pass", "fail", "not_checkable")
REPAIR_KINDS = ("joined_paragraph", "numbering_gap", "space_in_number")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its unit."""

    figure_no: Annotated[int, Column("数据序号", "Order in the kept text, from 1")]
    section_path: SectionPath
    item_path: ItemPath
    measure_path: MeasurePath
    item_no: ItemNo
    raw: Annotated[str, Column("原文", "The figure as printed, qualifier and unit included")]
    value: Annotated[Decimal, Column("数值", "The number as printed, in the printed unit; the lower end of a range")]
    value_high: Annotated[Decimal | None, Column("数值上限", "The upper end of a range, in the printed unit")]
    unit: Annotated[str, Column("单位", "Unit as printed, with 万 or 亿")]
    value_norm: Annotated[Decimal, Column("换算数值", "The value in unit_norm")]
    value_norm_high: Annotated[Decimal | None, Column("换算上限", "The upper end in unit_norm")]
    unit_norm: Annotated[str, Column("换算单位", "Base unit: 元, 人, 亩, 平方米, %, 家 …; 万 and 亿 are scaled away")]
    qualifier: Annotated[
        str | None, Column("限定", "How exact it is; null where the notice says it flat", values=QUALIFIERS)
    ]
    role: Annotated[str, Column("性质", "What the figure is for", values=FIGURE_ROLES)]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


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
    raw: Annotated[str, Column("原文", "The words that declare it")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One line of the notice's self-audit."""

    check: Annotated[str, Column("校验", "What was compared")]
    outcome: Annotated[str, Column("结果", "not_checkable where the text gives nothing to compare", values=OUTCOMES)]
    declared: Annotated[str | None, Column("声明", "The value the notice declares")]
    parsed: Annotated[str | None, Column("解析", "The value parsed from its text")]
    detail: Annotated[str, Column("说明", "In one sentence")]
    char_start: Annotated[int | None, Column("起始字符", "Where the declared value stands", unit="character")]
    char_end: Annotated[int | None, Column("结束字符", "One past its end", unit="character")]
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
FIGURES = Table(
    name="figures",
    label="数据",
    about="One row a number with its unit.",
    parts=(Key, Figure),
    key=("notice_id", "revision", "figure_no"),
    sort=("notice_id", "revision", "figure_no"),
    quote="raw",
)
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
    key=("notice_id", "revision", "check", "rule_id"),
    sort=("notice_id", "revision", "check"),
)
REPAIRS = Table(
    name="repairs",
    label="修补",
    about="One row a place the parser mended or doubted.",
    parts=(Key, Repair),
    key=("notice_id", "revision", "kind", "char_start"),
    sort=_BY_PLACE,
)
