"""figures, money_flows: the numbers of a notice, and which of them are money that moved."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from schemas.columns import CharEnd, CharStart, Dated, Key, RuleId
from schemas.quick import quick
from schemas.table import Column, Quote, Table

QUALIFIERS = ("about", "over", "at_least", "below")
FIGURE_ROLES = ("actual", "target", "planned", "threshold", "forecast", "share", "rank", "change")
# What became of a sum. involved: the size of a problem (涉及金额), which no one has moved yet.
DIRECTIONS = (
    "recovered",  # back to the public purse: 收回 追缴 追回 清欠 入库 催缴 挽损
    "returned",  # given back by or to whom it was due: 清退 退缴 退还 退赔
    "to_be_recovered",  # 剩余…未收回 应收未收
    "sued_for",  # 起诉 申请强制执行
    "written_off",  # 核销 坏账
    "deducted",  # 核减 扣减 审减
    "allocated",  # 拨付 下达 安排 兑现 争取资金
    "invested",  # 投资 投入 总投资
    "fined",  # 罚款 处罚 没收
    "paid_out",  # 支付 发放 补缴 补贴
    "saved",  # 节约 压减
    "involved",  # 涉及金额 涉案
)
FLOW_STATES = ("done", "planned", "open")


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Dated):
    """A number with its unit."""

    figure_no: Annotated[int, Column("数据序号", "Order in the kept text, from 1")]
    raw: Annotated[str, Column("原文", "The figure as printed, qualifier and unit included")]
    value: Annotated[
        Decimal, Column("数值", "The number as printed, in the printed unit; the lower end of a range", scale=6)
    ]
    value_high: Annotated[Decimal | None, Column("数值上限", "The upper end of a range, in the printed unit", scale=6)]
    unit: Annotated[str, Column("单位", "Unit as printed, with 万 or 亿")]
    value_norm: Annotated[Decimal, Column("换算数值", "The value in unit_norm", scale=3)]
    value_norm_high: Annotated[Decimal | None, Column("换算上限", "The upper end in unit_norm", scale=3)]
    unit_norm: Annotated[str, Column("换算单位", "Base unit: 元, 人, 亩, 平方米, %, 家 …; 万 and 亿 are scaled away")]
    qualifier: Annotated[
        str | None, Column("限定", "How exact it is; null where the notice says it flat", values=QUALIFIERS)
    ]
    role: Annotated[str, Column("性质", "What the figure is for", values=FIGURE_ROLES)]
    period_raw: Annotated[str | None, Column("期间原文", "The words that say the time it is for")]
    period_char_start: Annotated[int | None, Column("期间起始字符", "First character of them", unit="character")]
    period_char_end: Annotated[int | None, Column("期间结束字符", "One past their last", unit="character")]
    period_inherited: Annotated[
        bool | None, Column("期间承前", "Whether they stand in an earlier clause; null where there is no period")
    ]
    parent_figure_no: Annotated[
        int | None, Column("整体数据序号", "The figure this one is a part of (其中): never add the two")
    ]
    partner_figure_no: Annotated[
        int | None, Column("配对数据序号", "The figure that counts the same matter otherwise: 48起49人, 10笔8.18万元")
    ]
    clause: Annotated[
        str, Column("分句", "The words between two stops in which it stands: what is counted", privacy="text")
    ]
    clause_start: Annotated[int, Column("分句起始字符", "First character of the clause", unit="character")]
    clause_end: Annotated[int, Column("分句结束字符", "One past its last", unit="character")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


@quick
@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyFlow(Dated):
    """A sum of money and what became of it."""

    flow_no: Annotated[int, Column("资金序号", "Order in the kept text, from 1")]
    figure_no: Annotated[int, Column("数据序号", "The figure that states the sum")]
    direction: Annotated[str, Column("资金去向", "What became of the sum", values=DIRECTIONS)]
    state: Annotated[str, Column("状态", "done; planned, targeted or forecast; open (still due)", values=FLOW_STATES)]
    amount_cny: Annotated[Decimal, Column("金额", "The sum; the lower end of a range", unit="元", scale=3)]
    amount_cny_high: Annotated[Decimal | None, Column("金额上限", "The upper end of a range", unit="元", scale=3)]
    qualifier: Annotated[
        str | None, Column("限定", "How exact it is; null where the notice says it flat", values=QUALIFIERS)
    ]
    verb: Annotated[str, Column("动词", "The words that say what became of it")]
    verb_start: Annotated[int, Column("动词起始字符", "First character of them", unit="character")]
    verb_end: Annotated[int, Column("动词结束字符", "One past their last", unit="character")]
    part_of_flow_no: Annotated[
        int | None, Column("整体资金序号", "The flow this one is a part of: leave parts out of a sum, or their whole")
    ]
    repeats_flow_no: Annotated[
        int | None, Column("重复资金序号", "The earlier flow that states the same sum of the same matter once more")
    ]
    clause: Annotated[str, Column("分句", "The words between two stops in which it stands", privacy="text")]
    clause_start: Annotated[int, Column("分句起始字符", "First character of the clause", unit="character")]
    clause_end: Annotated[int, Column("分句结束字符", "One past its last", unit="character")]
    raw: Annotated[str, Column("原文", "The sum as printed")]
    char_start: CharStart
    char_end: CharEnd
    rule_id: RuleId


_CLAUSE = Quote("clause", "clause_start", "clause_end")
FIGURES = Table(
    name="figures",
    label="数据",
    about="One row a number with its unit.",
    parts=(Key, Figure),
    key=("notice_id", "revision", "figure_no"),
    sort=("notice_id", "revision", "figure_no"),
    quote="raw",
    evidence=(_CLAUSE, Quote("period_raw", "period_char_start", "period_char_end")),
)
MONEY_FLOWS = Table(
    name="money_flows",
    label="资金",
    about="One row a sum of money and what became of it. Before adding, leave out parts, repeats and what is planned.",
    parts=(Key, MoneyFlow),
    key=("notice_id", "revision", "flow_no"),
    sort=("notice_id", "revision", "flow_no"),
    quote="raw",
    evidence=(_CLAUSE, Quote("verb", "verb_start", "verb_end")),
)
