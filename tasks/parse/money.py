"""Sums of money and what became of them: the verb that governs each sum, before it or after it.

The nearest governing verb wins, within its reach: 已收回640.40万元(含违约金0.26万元),并采取不同方式催收剩余574.01万元 is two
classes. A sum that only sizes something (sales, output, registered capital, a fund) has no verb, and is no flow.
Source: every sum of five notices.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from schemas.figures import Figure, MoneyFlow
from tasks.parse.body import Body, Span
from tasks.parse.money_links import linked
from tasks.parse.vocabulary import vocabulary

# 21年以来84个100万元以上已完工未结算项目: the size of projects. 亏损总额较2023年减少4693万元: a change.
_NO_FLOW_ROLES = frozenset({"threshold", "change", "share", "rank"})
# 实现销售额589亿元, 旅游收入29.8亿元: what a verb before such a word governs is the making of it, not the money.
_SIZE = re.compile(
    r"(?:产值|销售额?|营收|税收|纳税|注册(?:总)?资本|零售(?:总)?额|纳统额?|消费|增加值|规模|额度|费用|预算(?:金额)?|合同金额|年收入)"
    r"(?:总额)?(?:达|为|约|超|近)?$"
)
_SIZED = frozenset({"invested", "paid_out", "allocated", "involved", "saved"})
# Says that the verb after a sum tells what became of it: 805.17万元已全部清欠到位, before it 尚未清欠 only tells which sum.
_TOLD = re.compile(r"已|均|全部|全额|正|建议|尚|暂|核实|分期")
_SUED = "sued_for"
_OPEN = "to_be_recovered"
# 总投资10亿元 is a budget; 完成投资 has been spent.
_BUDGET = re.compile(r"(?:总|年度)投资$")
_PLANNED = re.compile(r"(?<![工学年程])计划|(?<![模比])拟(?!态)|预计|力争|目标|任务|建议|将于|申报")
# 清理拖欠中小企业账款, 区财政拖欠村集体资金: what is cleared is the debtor's own debt; 清欠 of rents comes in.
_OWED_OUT = re.compile(r"拖欠(?:中小企业|民营企业|企业|村集体|农民工|工程)")
_WRONGLY = ("违规", "违纪", "超额", "超标准")
_OWN_SUM = re.compile(r"[^,。;\d]{0,6}\d")
_RIGHT_BEFORE = 2
# Room to look back and ahead in other clauses of the sentence.
_NEXT = 24
# What a verb may want to see behind itself: 申报(…资金), 核实(为).
_BEHIND = 12
_SIGHT = 120


@dataclass(frozen=True, slots=True)
class _Verb:
    start: int
    end: int
    words: str
    direction: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class _Reading:
    verb: _Verb
    rule_id: str


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[tuple[str, int, int], ...]]:
    rows = vocabulary("money")
    # The empty group behind a verb tells which one it was. A group around it would hide the literal it begins with, and
    # with it the quick look that passes over most places of a text.
    pattern = re.compile("|".join(f"{row[1]}()" for row in rows))
    return pattern, tuple((row[0], int(row[2]), int(row[3])) for row in rows)


def money_flows_of(body: Body, figures: tuple[Figure, ...]) -> tuple[MoneyFlow, ...]:
    """Every sum in 元 that its clause or sentence says was moved, is due, or is the size of a problem; numbered from 1."""
    rows: list[MoneyFlow] = []
    for clause, sums in _by_clause(body, figures):
        readings = _read(body, clause, sums)
        for figure, reading in zip(sums, readings, strict=True):
            if reading is not None:
                rows.append(_row(body, figure, reading, len(rows) + 1))
    return linked(body, figures, tuple(rows))


def _verbs_in(text: str, low: int, high: int) -> list[_Verb]:
    pattern, senses = _grammar()
    verbs = []
    for match in pattern.finditer(text, low, high + _BEHIND):
        end, words = match.end(), match[0]
        direction, before, after = senses[(match.lastindex or 1) - 1]
        # 未退款, 分期收回: the bare verb of two characters is quoted, what it became is told by the whole.
        start = end - 2 if words[0] in "未分" else match.start()
        if words == "清欠" and _OWED_OUT.search(text, max(0, start - _SIGHT), start):
            direction = "paid_out"
        if end <= high:
            verbs.append(_Verb(start, end, text[start:end], direction, before, after))
    return verbs


def _by_clause(body: Body, figures: Sequence[Figure]) -> Iterator[tuple[Span, list[Figure]]]:
    sums: list[Figure] = []
    clause = Span(0, 0)
    for figure in figures:
        if figure.unit_norm != "元" or figure.role in _NO_FLOW_ROLES:
            continue
        if figure.char_start >= clause.end:
            if sums:
                yield clause, sums
            clause, sums = Span(figure.clause_start, figure.clause_end), []
        sums.append(figure)
    if sums:
        yield clause, sums


def _between(verbs: Sequence[_Verb], start: int, end: int) -> list[_Verb]:
    return [verb for verb in verbs if start <= verb.start and verb.end <= end]


def _read(body: Body, clause: Span, sums: Sequence[Figure]) -> list[_Reading | None]:
    verbs = _verbs_in(body.masked, clause.start, clause.end)
    readings: list[_Reading | None] = []
    floor = clause.start
    for at, figure in enumerate(sums):
        ceiling = sums[at + 1].char_start if at + 1 < len(sums) else clause.end
        before = _between(verbs, floor, figure.char_start)
        after = _between(verbs, figure.char_end, ceiling)
        if at + 1 < len(sums):
            # 欠缴的137万元租金已强制执行到位94万元: right before a sum, a verb is that one's.
            after = [verb for verb in after if not _leads(body.masked, verb, ceiling)]
        reading = _nearest(body, figure, before, after, floor)
        floor = max(figure.char_end, reading.verb.end if reading else 0)
        readings.append(reading)
    _share(body, sums, readings)
    for at, figure in enumerate(sums):
        if readings[at] is None and not _sizes(body, figure, clause.start):
            readings[at] = _next_clause(body, figure, clause)
    return readings


def _nearest(
    body: Body, figure: Figure, before: Sequence[_Verb], after: Sequence[_Verb], floor: int
) -> _Reading | None:
    """The verb of a sum within its stretch of the clause."""
    text = body.masked
    told = [verb for verb in after if _reaches(text, figure, verb) and _TOLD.search(text, figure.char_end, verb.end)]
    if told:
        return _Reading(told[-1], "money.verb_after")
    leading = [verb for verb in before if figure.char_start - verb.end <= verb.before]
    if leading:
        # 起诉涉事公司追缴22.4万元: what is sued for is not yet recovered.
        sued = [verb for verb in leading if verb.direction == _SUED]
        # 安排与民生相关支出204.49亿元, 压减一般性支出: spending as the object of another verb.
        # 追缴违规发放津补贴8.6万元: how it came to be due.
        ruling = sued or [verb for verb in leading if not _is_object(text, verb)] or leading
        verb = ruling[-1]
        return None if verb.direction in _SIZED and _sizes(body, figure, floor) else _Reading(verb, "money.verb_before")
    plain = [verb for verb in after if _reaches(text, figure, verb)]
    return _Reading(plain[0], "money.verb_after") if plain else None


def _leads(text: str, verb: _Verb, start: int) -> bool:
    # 52.92万元已起诉、6.73万元分期还款: a stop between, and it is the first one's.
    return start - verb.end <= _RIGHT_BEFORE and "、" not in text[verb.end : start]


def _is_object(text: str, verb: _Verb) -> bool:
    return verb.words == "支出" or text.endswith(_WRONGLY, 0, verb.start)


def _reaches(text: str, figure: Figure, verb: _Verb) -> bool:
    """Whether a verb after the sum may speak of it: near, and not of the next in a list."""
    gap = verb.start - figure.char_end
    return 0 < verb.after >= gap and "、" not in text[figure.char_end : verb.start]


def _sizes(body: Body, figure: Figure, start: int) -> bool:
    return _SIZE.search(body.masked, max(start, figure.char_start - 16), figure.char_start) is not None


def _share(body: Body, sums: Sequence[Figure], readings: list[_Reading | None]) -> None:
    """Let the sums of one list share its verb: 拨付…680万元、…14万元; 3155.25万元…、495.37万元…全额入库."""
    for at in range(len(sums) - 1, 0, -1):
        between = body.masked[sums[at - 1].char_end : sums[at].char_start]
        later = readings[at]
        if readings[at - 1] is None and later and later.rule_id == "money.verb_after" and "、" in between:
            readings[at - 1] = replace(later, rule_id="money.verb_shared")
    for at in range(1, len(sums)):
        between = body.masked[sums[at - 1].char_end : sums[at].char_start]
        earlier = readings[at - 1]
        if readings[at] is None and earlier and ("、" in between or "(" in between):
            readings[at] = replace(earlier, rule_id="money.verb_shared")


def _next_clause(body: Body, figure: Figure, clause: Span) -> _Reading | None:
    """The verb at the head of the next clause: 金额总计43260元,建议不予追缴."""
    start = clause.end + 1
    if not _TOLD.match(body.masked, start):
        return None
    end = min(start + _NEXT, body.sentence(figure.char_start).end)
    for verb in _verbs_in(body.masked, clause.end, end):
        # 应收出让金3.2亿元,已收缴2.8亿元: that verb has a sum of its own.
        if verb.after and "," not in body.masked[start : verb.start] and not _OWN_SUM.match(body.masked, verb.end):
            return _Reading(verb, "money.verb_in_next_clause")
    return None


def _row(body: Body, figure: Figure, reading: _Reading, flow_no: int) -> MoneyFlow:
    verb = reading.verb
    return MoneyFlow(
        **body.where(figure.char_start),
        period_start=figure.period_start,
        period_end=figure.period_end,
        period_precision=figure.period_precision,
        period_source=figure.period_source,
        flow_no=flow_no,
        figure_no=figure.figure_no,
        direction=verb.direction,
        state=_state(body, figure, verb),
        amount_cny=figure.value_norm,
        amount_cny_high=figure.value_norm_high,
        qualifier=figure.qualifier,
        verb=body.text[verb.start : verb.end],
        verb_start=verb.start,
        verb_end=verb.end,
        part_of_flow_no=None,
        repeats_flow_no=None,
        clause=figure.clause,
        clause_start=figure.clause_start,
        clause_end=figure.clause_end,
        raw=figure.raw,
        char_start=figure.char_start,
        char_end=figure.char_end,
        rule_id=reading.rule_id,
    )


def _state(body: Body, figure: Figure, verb: _Verb) -> str:
    if verb.direction == _OPEN:
        return "open"
    if figure.role in {"planned", "target", "forecast"}:
        return "planned"
    if verb.direction == "invested" and _BUDGET.search(body.masked, max(0, verb.end - 4), verb.end):
        return "planned"
    start = max(figure.clause_start, min(verb.start, figure.char_start) - _NEXT)
    if verb.start > figure.clause_end:
        start = figure.clause_end
    return "planned" if _PLANNED.search(body.masked, start, verb.end) else "done"
