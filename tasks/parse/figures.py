"""Figures of a notice: each number of its paragraphs, and where it belongs."""

from schemas.figures import Figure
from tasks.parse.body import Body
from tasks.parse.numbers import Number, numbers_in, plain


def figures_of(body: Body) -> tuple[Figure, ...]:
    """Every figure of the body's paragraphs, in order; none from header, contacts, sign-off or furniture."""
    numbers = [number for number in numbers_in(body.masked) if body.holds(number.start)]
    return tuple(_figure(body, number, count) for count, number in enumerate(numbers, 1))


def _figure(body: Body, number: Number, figure_no: int) -> Figure:
    clause = body.clause(number.start)
    return Figure(
        **body.where(number.start),
        figure_no=figure_no,
        raw=body.text[number.start : number.end],
        value=number.value,
        value_high=number.high,
        unit=number.unit,
        value_norm=plain(number.value * number.factor),
        value_norm_high=plain(number.high * number.factor) if number.high is not None else None,
        unit_norm=number.norm,
        qualifier=number.qualifier,
        role=number.role,
        period_start=None,
        period_end=None,
        period_precision=None,
        period_source=None,
        period_raw=None,
        period_char_start=None,
        period_char_end=None,
        period_inherited=None,
        parent_figure_no=None,
        partner_figure_no=None,
        clause=body.text[clause.start : clause.end],
        clause_start=clause.start,
        clause_end=clause.end,
        char_start=number.start,
        char_end=number.end,
        rule_id=number.rule_id,
    )
