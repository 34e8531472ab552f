"""Figures of a notice: each number of its paragraphs, its role, its time, and what it is a part of."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.figures import Figure
from tasks.parse.body import Body, Span, Where
from tasks.parse.numbers import Number
from tasks.parse.periods import Period, periods_in
from tasks.parse.relations import relations_of
from tasks.parse.roles import role_of

_NOT_YET = frozenset({"planned", "forecast", "target"})
_LOOK_BACK = 4
_SPANS = frozenset({"个月", "天", "小时", "分钟"})
# 现累计集聚168家限上商贸企业
_RUNNING = re.compile(r"累计")
_SAME_LIST = re.compile(r"、[^,。;:、已]{0,12}")
_COMPARED = re.compile(r"同比|环比")
_DEALT_WITH = ("对", "共对", "给予")
# No notice has a clause as long; a page without stops must not be quoted whole beside each of its numbers.
_LONGEST_CLAUSE, _AROUND = 600, 200


@dataclass(frozen=True, slots=True)
class _Timed:
    """The time of a figure; ``inherited`` from an earlier clause or sentence, null where it has none."""

    period: Period | None
    inherited: bool | None


_UNTIMED = _Timed(None, None)


@dataclass(slots=True)
class _Sentence:
    """A sentence: the time carried on to it, and where a running total ended what its own time governs."""

    span: Span
    carried: Period | None = None
    summed_at: int = -1


def figures_of(body: Body) -> tuple[Figure, ...]:
    """Every figure of the body's paragraphs, in order; none from header, contacts, sign-off or furniture."""
    numbers = tuple(number for number in body.numbers if number.in_range)
    clauses = _clauses(body, numbers)
    roles = _roles(body, numbers, clauses)
    relations = relations_of(body, numbers, roles)
    timed = _timed(body, numbers, clauses, roles, relations.parents)
    rows = zip(numbers, clauses, roles, timed, relations.parents, relations.partners, strict=True)
    figures = []
    where, before = body.where(0), Span(-1, -1)
    for figure_no, (number, clause, role, time, parent, partner) in enumerate(rows, 1):
        if clause is not before:
            where, before = body.where(number.start), clause
        figures.append(
            _figure(
                body.text,
                number,
                figure_no=figure_no,
                where=where,
                role=_in_time(role, time.period, body.anchor),
                clause=clause,
                timed=time,
                parent=parent,
                partner=partner,
            )
        )
    return tuple(figures)


def _in_time(role: str, period: Period | None, anchor: dt.date | None) -> str:
    # 2026年计划新建幼儿园3所,新增学位810个: nothing is done after the day the notice speaks from.
    ahead = period is not None and period.first is not None and anchor is not None and period.first > anchor
    return "planned" if role == "actual" and ahead else role


def _clauses(body: Body, numbers: Sequence[Number]) -> list[Span]:
    clauses: list[Span] = []
    last = Span(-1, -1)
    for number in numbers:
        if not last.start <= number.start < last.end:
            last = body.clause(number.start)
        if last.end - last.start > _LONGEST_CLAUSE:
            last = Span(max(last.start, number.start - _AROUND), min(last.end, number.end + _AROUND))
        clauses.append(last)
    return clauses


def _roles(body: Body, numbers: Sequence[Number], clauses: Sequence[Span]) -> list[str]:
    text = body.masked
    roles: list[str] = []
    for number, clause in zip(numbers, clauses, strict=True):
        # 分别下降13.3%、14.6%: the second is told by the verb of the first
        listed = None
        if roles and text[number.start - 1] == "、" and numbers[len(roles) - 1].end == number.start - 1:
            listed = roles[-1]
        before = text[clause.start : number.start]
        role = role_of(number, text[number.start : number.end], before, text[number.end : number.end + 1], listed)
        if role == "actual" and roles and roles[-1] == "planned" and _is_listed(text, numbers[len(roles) - 1], number):
            role = "planned"
        roles.append(role)
    return roles


def _is_listed(text: str, first: Number, second: Number) -> bool:
    # 拟拆除73宗、完善手续21宗、立案查处缓拆218宗: one verb plans the list. 已… begins what is done.
    return first.norm == second.norm and _SAME_LIST.fullmatch(text, first.end, second.start) is not None


def _timed(
    body: Body,
    numbers: Sequence[Number],
    clauses: Sequence[Span],
    roles: Sequence[str],
    parents: Sequence[int | None],
) -> list["_Timed"]:
    """The time of each figure, and whether it is inherited from an earlier clause of its sentence."""
    periods = periods_in(body)
    text = body.masked
    timed: list[_Timed] = []
    at, sentence = 0, _Sentence(Span(-1, -1))
    starts = [number.start for number in numbers]
    for number, clause, role, parent, last in zip(numbers, clauses, roles, parents, (-1, *starts), strict=False):
        while at < len(periods) and periods[at].start < number.start:
            at += 1
        near = periods[max(0, at - _LOOK_BACK) : at]
        behind = periods[at] if at < len(periods) else None
        own = _own(near, clause.start) if near and near[-1].start >= clause.start else None
        if own is None and behind and behind.start < clause.end and _is_of(behind, number, clause):
            own = behind
        place = len(timed)
        if own and own.members and text.startswith("分别", own.end):
            own = _respective(text, own, numbers, place)
        if own:
            timed.append(_UNTIMED if own.bare else _Timed(own, inherited=False))
            continue
        if not sentence.span.start <= number.start < sentence.span.end:
            sentence = _sentence(body, number, last, timed, parent)
        earlier = _earlier(text, near, sentence.span.start, clause.start, role)
        summed = earlier and earlier.end <= last and _adds_up(text, earlier, clause.start, number, last)
        if summed and not text.startswith(")", number.end):
            sentence.summed_at = number.start
        if earlier and earlier.members and text.find("分别", clause.start, number.start) >= 0:
            earlier = _respective(text, earlier, numbers, place)
        if earlier and (
            summed
            or earlier.end <= sentence.summed_at
            or (earlier.topic and earlier.end <= last)
            or number.norm in _SPANS  # 审议通过后的1个月内, 合同工期为14个月: no result of a time
            or _is_of_another_time(text, earlier, number, clause)
        ):
            earlier = None
        elif earlier is None and number.norm not in _SPANS and not (near and near[-1].start >= sentence.span.start):
            earlier = sentence.carried
        timed.append(_Timed(earlier, inherited=True) if earlier else _UNTIMED)
    return timed


def _respective(text: str, times: Period, numbers: Sequence[Number], place: int) -> Period:
    """2023年、2024年分别完成投资5.6亿元、7.8亿元: the first time is the first figure's, the second the second's."""
    first = last = place
    most = len(times.members)
    while (
        first > max(0, place - most) and numbers[first - 1].start > times.end and _are_listed(text, numbers, first - 1)
    ):
        first -= 1
    while last + 1 < len(numbers) and last - first < most and _are_listed(text, numbers, last):
        last += 1
    # 1月、4月底、5月底分别开展5个专题: one figure is of them all.
    return times.members[place - first] if last - first + 1 == most else times


def _are_listed(text: str, numbers: Sequence[Number], place: int) -> bool:
    return text[numbers[place].end : numbers[place + 1].start] in {"、", "和"}


def _sentence(body: Body, number: Number, last: int, timed: Sequence["_Timed"], parent: int | None) -> "_Sentence":
    """The sentence of the figure, with the time that goes on to it from the figure at ``last``."""
    span, text = body.sentence(number.start), body.masked
    # 2023年1—9月立案57件。其中自办案件49件,同比上升188.2%。…处理399人次,同比上升108.9%: what is set against the year before,
    # or is some of what was told, is of the time told in the sentence before.
    goes_on = text.startswith("其中", span.start) or _COMPARED.search(text, span.start, span.end)
    if timed and goes_on and 0 <= last < span.start and body.sentence(last).end == span.start - 1:
        whole = timed[parent] if parent is not None and parent < len(timed) else timed[-1]
        return _Sentence(span, carried=whole.period if text[span.start - 1] != "\n" else None)
    return _Sentence(span)


def _is_of(behind: Period, number: Number, clause: Span) -> bool:
    """Whether a time behind the figure is its own: 17名2012年之后录用的人员, 滞纳金495万元已于2025年5月入库."""
    if behind.start == number.end:
        return True
    return behind.end <= clause.end and behind.adverbial and not behind.aside


def _is_of_another_time(text: str, period: Period, number: Number, clause: Span) -> bool:
    # 5月24日召开警示教育会,…通报涉案19名责任人员的问责: they were dealt with before.
    if text.endswith("涉案", 0, number.start):
        return True
    # 于8月24日组织…全面排查…,共对2人进行诫勉谈话: who was dealt with for what that day brought to light was not so on that day.
    return period.precision == "day" and number.norm == "人" and text.endswith(_DEALT_WITH, clause.start, number.start)


def _own(periods: Sequence[Period], clause: int) -> Period | None:
    """The last of the periods that stands in the clause and tells a time."""
    for period in reversed(periods):
        if period.start < clause:
            return None
        if not period.listed:
            return period
    return None


def _earlier(text: str, periods: Sequence[Period], start: int, clause: int, role: str) -> Period | None:
    """The last of the periods that goes on from its clause to the one that starts at ``clause``."""
    for period in reversed(periods):
        if period.start < start or period.bare:
            return None
        # 将于年内动建;…项目总投资1.5亿元: the day one project is planned for is not the time of another's sum.
        if period.named and not text.startswith("其中", clause):
            continue
        if period.aside and role not in _NOT_YET:
            continue
        # 2021年以来…整改60宗;…处理干部139人: past a semicolon only what is said of the whole sentence goes on
        # (巡视期间,…5件,…;共移交信访件30件).
        if ";" in text[period.end : clause] and not _goes_on(text, period, clause):
            continue
        return period
    return None


def _adds_up(text: str, period: Period, clause: int, number: Number, last: int) -> bool:
    """Whether the figure is a running total (2024年以来新增3个,累计已培育7个), which is not of the time before it."""
    running = _RUNNING.search(text, clause, number.start)
    if running is None or last > running.start():
        return False
    if not text.startswith(",", period.end) or text.startswith("(", running.start() - 1):
        return True
    # 巡视整改期间,已新收回房产1处,累计收回53处: set against the new ones, all of them are. Not of a day up to which all is told.
    return (period.first is not None or period.last is None) and text.find("新", period.end, running.start()) >= 0


def _goes_on(text: str, period: Period, clause: int) -> bool:
    """Whether a time goes on past a semicolon: it opens the sentence, or the parts of a whole follow it (其中:…;…)."""
    if "其中:" in text[period.end : clause]:
        return True
    if period.first is None and period.last is not None:
        return text[period.start - 1] != ","
    return text.startswith(",", period.end)


def _figure(
    text: str,
    number: Number,
    *,
    figure_no: int,
    where: Where,
    role: str,
    clause: Span,
    timed: "_Timed",
    parent: int | None,
    partner: int | None,
) -> Figure:
    period = timed.period
    return Figure(
        **where,
        figure_no=figure_no,
        raw=text[number.start : number.end],
        value=number.value,
        value_high=number.high,
        unit=number.unit,
        value_norm=number.amount,
        value_norm_high=number.amount_high,
        unit_norm=number.norm,
        qualifier=number.qualifier,
        role=role,
        period_start=period.first if period else None,
        period_end=period.last if period else None,
        period_precision=period.precision if period else None,
        period_source=period.source if period else None,
        period_raw=text[period.start : period.end] if period else None,
        period_char_start=period.start if period else None,
        period_char_end=period.end if period else None,
        period_inherited=timed.inherited,
        parent_figure_no=parent + 1 if parent is not None else None,
        partner_figure_no=partner + 1 if partner is not None else None,
        clause=text[clause.start : clause.end],
        clause_start=clause.start,
        clause_end=clause.end,
        char_start=number.start,
        char_end=number.end,
        rule_id=number.rule_id,
    )
