"""Sums that belong together: a part with its whole, and one sum stated twice."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from schemas.figures import Figure, MoneyFlow
from tasks.parse.body import Body
from tasks.parse.likeness import matter_grams

_PART = re.compile(r"其中|\((?:含|其中)")  # 收回村集体资金640.40万元(含违约金0.26万元)

_ROUND = Decimal("0.05")
# How far a passage is looked at: a page without a stop is one sentence.
_SIGHT = 120


def linked(body: Body, figures: Sequence[Figure], rows: Sequence[MoneyFlow]) -> tuple[MoneyFlow, ...]:
    """The rows with their wholes and the earlier rows they repeat."""
    wholes = _wholes(body, rows) | _by_figure(figures, rows)
    repeats = _repeats(body, rows) | _rounded(figures, rows)
    return tuple(
        replace(row, part_of_flow_no=wholes.get(row.flow_no), repeats_flow_no=repeats.get(row.flow_no))
        if row.flow_no in wholes or row.flow_no in repeats
        else row
        for row in rows
    )


def _by_figure(figures: Sequence[Figure], rows: Sequence[MoneyFlow]) -> dict[int, int]:
    # 拖欠1214.15万元,已收回640.40万元: a part of the debt, yet a sum of its own among what came back.
    parents = {figure.figure_no: figure.parent_figure_no for figure in figures if figure.parent_figure_no}
    flow_of = {row.figure_no: row for row in rows}
    return {
        row.flow_no: whole.flow_no
        for row in rows
        if (whole := flow_of.get(parents.get(row.figure_no) or 0)) is not None and whole.direction == row.direction
    }


def _wholes(body: Body, rows: Sequence[MoneyFlow]) -> dict[int, int]:
    """Rows after 其中 or within a bracket of 含, with the sum before it; 其中 at the head of a sentence looks one back."""
    links: dict[int, int] = {}
    last: MoneyFlow | None = None
    whole: MoneyFlow | None = None
    sentence = None
    for row in rows:
        here = body.sentence(row.char_start)
        if here != sentence:
            sentence, whole = here, None
        if last is not None and body.paragraph(last.char_start) is body.paragraph(row.char_start):
            mark = _PART.search(body.masked, max(here.start, last.char_end), row.char_start)
            # 未退款金额262562元,共涉及48人。其中8人…: only at its head does 其中 look back to the sentence before.
            if (
                mark is not None
                and not _closed(body, mark, row)
                and (mark.start() == here.start or last.char_start >= here.start)
            ):
                whole = last
        if whole is not None and whole.amount_cny >= row.amount_cny and not _out_of_bracket(body, whole, row):
            links[row.flow_no] = whole.flow_no
        last = row
    return links


def _closed(body: Body, mark: re.Match[str], row: MoneyFlow) -> bool:
    # 其余42人(含上述困难职工2人)…,金额总计219302元: that bracket's parts end with it.
    return mark[0][0] == "(" and ")" in body.masked[mark.end() : row.char_start]


def _out_of_bracket(body: Body, whole: MoneyFlow, row: MoneyFlow) -> bool:
    if not body.masked.startswith("(", whole.char_end):
        return False
    return body.masked.find(")", whole.char_end, min(row.char_start, whole.char_end + _SIGHT)) >= 0


def _repeats(body: Body, rows: Sequence[MoneyFlow]) -> dict[int, int]:
    """Rows that state an earlier one's sum to the 元, moved alike, in a sentence with five of its characters.

    总投资1.5亿元 of 台江区级医院 stands twice; two projects of one price are two.
    """
    alike: dict[tuple[str, Decimal], list[MoneyFlow]] = defaultdict(list)
    for row in rows:
        alike[row.direction, row.amount_cny].append(row)
    links: dict[int, int] = {}
    for group in alike.values():
        # Most sums stand once: the words around them need no second look.
        if len(group) > 1:
            links |= _of_one_matter(body, group)
    return links


def _rounded(figures: Sequence[Figure], rows: Sequence[MoneyFlow]) -> dict[int, int]:
    """Rows that state an earlier sum in round: 136处…,涉及金额近1800万元 after 136处…,涉及金额1754.83万元.

    Only the same number of things beside both tells that it is one sum.
    """
    by_number = {figure.figure_no: figure for figure in figures}
    first: dict[tuple[str, Decimal, str], MoneyFlow] = {}
    links: dict[int, int] = {}
    for row in rows:
        beside = by_number.get(by_number[row.figure_no].partner_figure_no or 0)
        if beside is None:
            continue
        earlier = first.setdefault((row.direction, beside.value_norm, beside.unit), row)
        apart = abs(earlier.amount_cny - row.amount_cny)
        if earlier is not row and row.qualifier == "about" and 0 < apart < earlier.amount_cny * _ROUND:
            links[row.flow_no] = earlier.flow_no
    return links


def _of_one_matter(body: Body, rows: Sequence[MoneyFlow]) -> dict[int, int]:
    first: dict[str, MoneyFlow] = {}
    links: dict[int, int] = {}
    for row in rows:
        sentence = body.sentence(row.char_start)
        start, end = max(sentence.start, row.char_start - _SIGHT), min(sentence.end, row.char_end + _SIGHT)
        for gram in matter_grams(body.masked[start:end]):
            earlier = first.setdefault(gram, row)
            if earlier is not row and row.flow_no not in links and body.sentence(earlier.char_start) != sentence:
                links[row.flow_no] = links.get(earlier.flow_no, earlier.flow_no)
    return links
