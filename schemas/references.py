"""regulations, document_numbers, mentions: what a notice names."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import CharEnd, CharStart, Key, Placed, RuleId
from schemas.quick import quick
from schemas.table import Column, Quote, Table

# What the notice says was done with a rule; cited: it is named, and nothing was done with it.
ACTIONS = ("made", "revised", "issued", "repealed", "studied", "cited")
ACTION_STATES = ("done", "planned")
MENTION_KINDS = ("division", "functional_zone", "organisation", "enterprise", "post", "publication")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation(Placed):
    """A rule, plan or other document named, and what was done with it."""

    regulation_no: Annotated[int, Column("制度序号", "Order in the kept text, from 1")]
    title: Annotated[str, Column("名称", "Title as printed, without 《》 around it")]
    marked: Annotated[bool, Column("书名号", "Whether it stands in 《》; bare titles are read by their form")]
    action: Annotated[str, Column("动作", "What was done with it", values=ACTIONS)]
    action_words: Annotated[str | None, Column("动作原文", "The words that say so; null where it is only cited")]
    action_start: Annotated[int | None, Column("动作起始字符", "First character of them", unit="character")]
    action_end: Annotated[int | None, Column("动作结束字符", "One past their last", unit="character")]
    state: Annotated[str, Column("状态", "done, or planned (拟出台, 正在制定)", values=ACTION_STATES)]
    stage: Annotated[str | None, Column("版本", "试行, 暂行, 草案, 征求意见稿 … as printed in or behind the title")]
    doc_no: Annotated[str | None, Column("文号", "Document number printed behind the title")]
    nested_in_no: Annotated[int | None, Column("所在制度序号", "The regulation in whose title this one's title stands")]
    list_total: Annotated[
        int | None,
        Column("声明总数", "Number the clause gives for a list this title is one of (等制度21项)", unit="项"),
    ]
    raw: Annotated[str, Column("原文", "The title as printed, 《》 included")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentNumber(Placed):
    """A document number (发文字号, GB/T 9704): issuer, year, number."""

    raw: Annotated[str, Column("原文", "As printed: 台政办发〔2023〕3号")]
    issuer: Annotated[str, Column("发文机关代字", "As printed: 台政办发")]
    year: Annotated[int, Column("年份", "Year in the brackets")]
    number: Annotated[int, Column("序号", "Number behind them")]
    regulation_no: Annotated[int | None, Column("制度序号", "The regulation it is printed behind")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Placed):
    """A place, body, firm, post or publication named. Never a person."""

    mention_no: Annotated[int, Column("提及序号", "Order in the kept text, from 1")]
    kind: Annotated[str, Column("类别", "What is named", values=MENTION_KINDS)]
    raw: Annotated[str, Column("原文", "As printed; a firm may bear its owner's name", privacy="text")]
    name: Annotated[
        str, Column("全称", "Resolved: 区金科局 of 台江区 is 台江区金科局; else as printed", privacy="text")
    ]
    division_code: Annotated[
        str | None,
        Column("行政区划代码", "GB/T 2260 of the place, or of the place whose body it is, in the notice's year"),
    ]
    resolved_by: Annotated[
        str | None,
        Column(
            "解析依据",
            "name (full name or unique), parent (within the inspected body's city or county), relative (区…, 市… of it)",
            values=("name", "parent", "relative"),
        ),
    ]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


REGULATIONS = Table(
    name="regulations",
    label="制度文件",
    about="One row a rule or document named, and what was done with it.",
    parts=(Key, Regulation),
    key=("notice_id", "revision", "regulation_no"),
    sort=("notice_id", "revision", "regulation_no"),
    quote="raw",
    evidence=(Quote("action_words", "action_start", "action_end"),),
)
DOCUMENT_NUMBERS = Table(
    name="document_numbers",
    label="文号",
    about="One row a document number.",
    parts=(Key, DocumentNumber),
    key=("notice_id", "revision", "char_start"),
    sort=("notice_id", "revision", "char_start"),
    quote="raw",
)
MENTIONS = Table(
    name="mentions",
    label="提及",
    about="One row a place, body, firm, post or publication named.",
    parts=(Key, Mention),
    key=("notice_id", "revision", "mention_no"),
    sort=("notice_id", "revision", "mention_no"),
    quote="raw",
)
