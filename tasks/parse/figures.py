"""Figures of a notice: each number of its paragraphs, its role, its time, and what it is a part of."""

import re
from collections.abc import Sequence

from schemas.figures import Figure
from tasks.parse.body import Body, Span, Where
from tasks.parse.numbers import Number, numbers_in
from tasks.parse.periods import Period, periods_in
from tasks.parse.relations import relations_of
from tasks.parse.roles import role_of

_NOT_YET = frozenset({"planned", "forecast", "target"})
_LOOK_BACK = 4
_SPANS = frozenset({"个月", "天", "小时", "分钟"})
# 现累计集聚168家限上商贸企业
_RUNNING = re.compile(r"累计")
# No notice has a clause as long; a page without stops must not be quoted whole beside each of its numbers.
_LONGEST_CLAUSE, _AROUND = 600, 200


def figures_of(body: Body) -> tuple[Figure, ...]:
    """Every figure of the body's paragraphs, in order; none from header, contacts, sign-off or furniture."""
    numbers = tuple(number for number in numbers_in(body.masked) if body.holds(number.start))
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
                role=role,
                clause=clause,
                timed=time,
                parent=parent,
                partner=partner,
            )
        )
    return tuple(figures)


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
        roles.append(
            role_of(number, text[number.start : number.end], before, text[number.end : number.end + 1], listed)
        )
    return roles


def _timed(
    body: Body,
    numbers: Sequence[Number],
    clauses: Sequence[Span],
    roles: Sequence[str],
    parents: Sequence[int | None],
) -> list[tuple[Period | None, bool | None]]:
    """The time of each figure, and whether it is inherited from an earlier clause of its sentence."""
    periods = periods_in(body)
    timed: list[tuple[Period | None, bool | None]] = []
    at, sentence = 0, Span(-1, -1)
    starts = [number.start for number in numbers]
    whole: tuple[Period | None, bool | None] | None = None
    for number, clause, role, parent, last in zip(numbers, clauses, roles, parents, (-1, *starts), strict=False):
        while at < len(periods) and periods[at].start < number.start:
            at += 1
        own = _own(periods[max(0, at - _LOOK_BACK) : at], clause.start)
        if own:
            timed.append((None, None) if own.bare else (own, False))
            continue
        behind = periods[at] if at < len(periods) else None
        if behind and behind.end <= clause.end and behind.adverbial and not behind.aside:
            timed.append((behind, False))
            continue
        if not sentence.start <= number.start < sentence.end:
            sentence = body.sentence(number.start)
            # 2023年1—9月立案57件。其中自办案件49件,同比上升188.2%: of the time of their whole
            whole = timed[parent] if parent is not None and body.masked.startswith("其中", sentence.start) else None
        earlier = _earlier(body.masked, periods[max(0, at - _LOOK_BACK) : at], sentence.start, clause.start, role)
        if (
            earlier
            and earlier.end <= last
            and (earlier.topic or _adds_up(body.masked, earlier, clause.start, number, last))
        ):
            earlier = None
        if number.norm in _SPANS:
            earlier = None  # 审议通过后的1个月内, 合同工期为14个月: no result of a time
        if earlier is None and whole and whole[1] is False:
            earlier = whole[0]
        timed.append((earlier, True) if earlier else (None, None))
    return timed


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
    return not text.startswith(",", period.end) or text.startswith("(", running.start() - 1)


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
    timed: tuple[Period | None, bool | None],
    parent: int | None,
    partner: int | None,
) -> Figure:
    period, inherited = timed
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
        period_inherited=inherited,
        parent_figure_no=parent + 1 if parent is not None else None,
        partner_figure_no=partner + 1 if partner is not None else None,
        clause=text[clause.start : clause.end],
        clause_start=clause.start,
        clause_end=clause.end,
        char_start=number.start,
        char_end=number.end,
        rule_id=number.rule_id,
    )
