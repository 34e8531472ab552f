"""discipline_counts, sanctions, cases: who was dealt with, how, and for what."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.columns import CharEnd, CharStart, Dated, Key, Placed, RuleId
from schemas.figures import QUALIFIERS
from schemas.quick import quick
from schemas.table import Column, Quote, Table

# From a clue to a sentence. Each term of a notice and its kind: tasks/parse/vocabulary/discipline.tsv
DISCIPLINE_KINDS = (
    "clues_received",  # 移交干部问题线索5件
    "clues_handled",  # 处置问题线索70件
    "clues_open",  # 正在办理22件
    "clues_closed",  # 已办结65件244人
    "petitions",  # 信访件
    "problems_found",  # 查处…问题22起31人
    "case_filed",  # 立案28件28人
    "case_closed",  # 结案 审结
    "detained",  # 留置
    "handed_over",  # 移送检察机关 移送司法
    "dealt_with",  # 处理87件270人: any measure
    "four_forms",  # 四种形态
    "first_form",
    "second_form",
    "third_form",
    "fourth_form",
    "party_or_government_punishment",  # 党纪政务处分, not told apart
    "party_punishment",
    "party_warning",
    "party_serious_warning",
    "party_removal",  # 撤销党内职务
    "party_probation",  # 留党察看
    "party_expulsion",
    "government_punishment",
    "government_warning",
    "government_demerit",  # 记过
    "government_serious_demerit",  # 记大过
    "government_demotion",  # 降级
    "government_dismissal",  # 撤职
    "government_expulsion",  # 开除公职
    "organisational",  # 组织处理
    "removed_from_post",  # 免职
    "transferred",  # 调岗 调离
    "pay_cut",  # 降职降薪 调岗降薪
    "ordered_to_resign",  # 责令辞职
    "pay_deducted",  # 扣发绩效
    "dismissed",  # 解聘 清退
    "admonition",  # 诫勉
    "talk_reminder",  # 谈话提醒 = 提醒谈话
    "talk_warning",  # 警示谈话
    "talk_efficiency",  # 效能谈话
    "summoned",  # 约谈
    "criticism",  # 批评教育
    "inquiry_letter",  # 函询
    "self_criticism",  # 责令检查
    "named_publicly",  # 通报批评
    "other_handling",  # 其他处理
    "sentenced",  # 判处有期徒刑
)
SANCTION_SOURCES = ("list", "text", "case")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class DisciplineCount(Dated):
    """How many cases and persons one kind of handling met."""

    count_no: Annotated[int, Column("问责序号", "Order in the kept text, from 1")]
    kind: Annotated[str, Column("问责类别", "Kind of handling", values=DISCIPLINE_KINDS)]
    kind_words: Annotated[str, Column("类别原文", "The words that name it")]
    kind_start: Annotated[int, Column("类别起始字符", "First character of them", unit="character")]
    kind_end: Annotated[int, Column("类别结束字符", "One past their last", unit="character")]
    cases: Annotated[int | None, Column("件数", "Cases, clues or letters", unit="件")]
    cases_unit: Annotated[str | None, Column("件数单位", "As printed: 件, 起, 宗, 批, 次")]
    persons: Annotated[int | None, Column("人数", "Persons; occasions where persons_unit is 人次", unit="人")]
    persons_unit: Annotated[str | None, Column("人数单位", "As printed: 人, 名, 人次")]
    qualifier: Annotated[
        str | None, Column("限定", "How exact it is; null where the notice says it flat", values=QUALIFIERS)
    ]
    part_of_count_no: Annotated[int | None, Column("整体问责序号", "The count this one is a part of")]
    repeats_count_no: Annotated[
        int | None, Column("重复问责序号", "The earlier count that states the same number of the same kind once more")
    ]
    counted: Annotated[
        bool,
        Column(
            "计入合计",
            "Whether it adds to the notice's total of the kind: no repeat, no part of a count of the same kind, and where "
            "the notice accounts for its handling apart from the items, of that account",
        ),
    ]
    raw: Annotated[
        str, Column("原文", "From the words of the kind to the numbers, whichever comes first", privacy="text")
    ]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Sanction(Placed):
    """One person and one kind of handling."""

    sanction_no: Annotated[int, Column("处分序号", "Order in the kept text, from 1")]
    source: Annotated[
        str, Column("出处", "list of sanctions, running text, or a case of a bulletin", values=SANCTION_SOURCES)
    ]
    list_no: Annotated[str | None, Column("名单序号", "Number of the entry as printed: 9. or (5)")]
    entry_start: Annotated[
        int | None, Column("条目起始字符", "First character of its list entry: rows of one entry share it")
    ]
    case_no: Annotated[int | None, Column("案例序号", "The case of a bulletin it belongs to")]
    person: Annotated[str, Column("姓名", "The person sanctioned", privacy="person")]
    person_start: Annotated[int, Column("姓名起始字符", "First character of the name", unit="character")]
    person_end: Annotated[int, Column("姓名结束字符", "One past its last", unit="character")]
    post: Annotated[str | None, Column("职务", "Post as printed", privacy="person")]
    former: Annotated[bool, Column("是否原任", "The notice says 原, 时任 or 已退休")]
    org: Annotated[str | None, Column("单位", "Body of the post, as printed")]
    misconduct: Annotated[str | None, Column("违纪事实", "What the person is held to have done", privacy="person")]
    misconduct_start: Annotated[int | None, Column("事实起始字符", "First character of it", unit="character")]
    misconduct_end: Annotated[int | None, Column("事实结束字符", "One past its last", unit="character")]
    kind: Annotated[str, Column("处分类别", "Kind on the ladder", values=DISCIPLINE_KINDS)]
    kind_words: Annotated[str, Column("类别原文", "The words that name it")]
    kind_start: Annotated[int, Column("类别起始字符", "First character of them", unit="character")]
    kind_end: Annotated[int, Column("类别结束字符", "One past their last", unit="character")]
    decided_on: Annotated[dt.date | None, Column("处分日期", "Day of the decision, where stated; a month is its first")]
    decided_precision: Annotated[str | None, Column("日期精度", "How exactly it is stated", values=("day", "month"))]
    persons_stated: Annotated[int | None, Column("声明人数", "Persons the entry says it names (等5人)", unit="人")]
    same_as_sanction_no: Annotated[
        int | None, Column("同一处分序号", "The row that tells of the same person and handling elsewhere in the notice")
    ]
    raw: Annotated[str, Column("原文", "The entry or sentence", privacy="person")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a bulletin (公开通报典型案例)."""

    case_no: Annotated[int, Column("案例序号", "Order in the bulletin, from 1")]
    org: Annotated[str | None, Column("单位", "Body of the person or the body dealt with")]
    post: Annotated[str | None, Column("职务", "Post of the person dealt with", privacy="person")]
    persons: Annotated[int, Column("人数", "Persons named as dealt with", unit="人")]
    heading: Annotated[str | None, Column("标题", "The case's heading, where it has one", privacy="person")]
    misconduct: Annotated[str | None, Column("违纪事实", "What was done", privacy="person")]
    misconduct_start: Annotated[int | None, Column("事实起始字符", "First character of it", unit="character")]
    misconduct_end: Annotated[int | None, Column("事实结束字符", "One past its last", unit="character")]
    handling: Annotated[str | None, Column("处理结果", "How it was dealt with", privacy="person")]
    handling_start: Annotated[int | None, Column("处理起始字符", "First character of it", unit="character")]
    handling_end: Annotated[int | None, Column("处理结束字符", "One past its last", unit="character")]
    decided_on: Annotated[dt.date | None, Column("处理日期", "Day of the decision; a month is its first day")]
    decided_precision: Annotated[
        str | None, Column("日期精度", "How exactly it is stated", values=("day", "month", "year"))
    ]
    text: Annotated[str, Column("原文", "The case as printed", privacy="person")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


_KIND = Quote("kind_words", "kind_start", "kind_end")
_MISCONDUCT = Quote("misconduct", "misconduct_start", "misconduct_end")
DISCIPLINE_COUNTS = Table(
    name="discipline_counts",
    label="问责统计",
    about="One row a count of cases and persons by kind of handling. Add those that are counted, within a kind.",
    parts=(Key, DisciplineCount),
    key=("notice_id", "revision", "count_no"),
    sort=("notice_id", "revision", "count_no"),
    quote="raw",
    evidence=(_KIND,),
)
SANCTIONS = Table(
    name="sanctions",
    label="处分",
    about="One row a person and kind of handling. The only table with names.",
    parts=(Key, Sanction),
    key=("notice_id", "revision", "sanction_no"),
    sort=("notice_id", "revision", "sanction_no"),
    quote="raw",
    evidence=(Quote("person", "person_start", "person_end"), _MISCONDUCT, _KIND),
)
CASES = Table(
    name="cases",
    label="典型案例",
    about="One row a case of a bulletin.",
    parts=(Key, Case),
    key=("notice_id", "revision", "case_no"),
    sort=("notice_id", "revision", "case_no"),
    quote="text",
    evidence=(_MISCONDUCT, Quote("handling", "handling_start", "handling_end")),
)
