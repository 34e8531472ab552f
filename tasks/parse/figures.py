"""Figures of a notice: each number of its paragraphs, its role, its time, and what it is a part of."""

from collections.abc import Sequence

from schemas.figures import Figure
from tasks.parse.body import Body, Span, Where
from tasks.parse.numbers import Number, numbers_in
from tasks.parse.periods import Period, periods_in
from tasks.parse.relations import relations_of
from tasks.parse.roles import role_of

_NOT_YET = frozenset({"planned", "forecast", "target"})
_LOOK_BACK = 4
# No notice has a clause as long; a page without stops must not be quoted whole beside each of its numbers.
_LONGEST_CLAUSE, _AROUND = 600, 200


def figures_of(body: Body) -> tuple[Figure, ...]:
    """Every figure of the body's paragraphs, in order; none from header, contacts, sign-off or furniture."""
    numbers = tuple(number for number in numbers_in(body.masked) if body.holds(number.start))
    clauses = _clauses(body, numbers)
    roles = _roles(body, numbers, clauses)
    relations = relations_of(body, numbers, roles)
    timed = _timed(body, numbers, clauses, roles)
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
    body: Body, numbers: Sequence[Number], clauses: Sequence[Span], roles: Sequence[str]
) -> list[tuple[Period | None, bool | None]]:
    """The time of each figure, and whether it is inherited from an earlier clause of its sentence."""
    periods = periods_in(body)
    timed: list[tuple[Period | None, bool | None]] = []
    at, sentence = 0, Span(-1, -1)
    for number, clause, role in zip(numbers, clauses, roles, strict=True):
        while at < len(periods) and periods[at].start < number.start:
            at += 1
        if at and periods[at - 1].start >= clause.start:
            own = periods[at - 1]
            timed.append((None, None) if own.bare else (own, False))
            continue
        behind = periods[at] if at < len(periods) else None
        if behind and behind.end <= clause.end and behind.adverbial and not behind.aside:
            timed.append((behind, False))
            continue
        if not sentence.start <= number.start < sentence.end:
            sentence = body.sentence(number.start)
        earlier = _earlier(body.masked, periods[max(0, at - _LOOK_BACK) : at], sentence.start, clause.start, role)
        timed.append((earlier, True) if earlier else (None, None))
    return timed


def _earlier(text: str, periods: Sequence[Period], start: int, clause: int, role: str) -> Period | None:
    """The last of the periods that goes on from its clause to the one that starts at ``clause``."""
    for period in reversed(periods):
        if period.start < start or period.bare:
            return None
        # 将于年内动建;…项目总投资1.5亿元: the day one project is planned for is not the time of another's sum.
        if period.aside and role not in _NOT_YET:
            continue
        # 滞纳金已于2025年5月全额入库;…追缴22.4万元: told of what stands before it.
        if period.adverbial and ";" in text[period.end : clause]:
            continue
        return period
    return None


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
