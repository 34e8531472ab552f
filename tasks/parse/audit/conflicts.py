"""The same matter told twice with two values: both stay, and the notice is said to contradict itself."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from schemas.accountability import DisciplineCount
from schemas.figures import Figure
from tasks.parse.audit.finding import Finding
from tasks.parse.body import Body

_TITLE = re.compile(r"《[^《》]{6,80}》")  # 《关于纠治基层治理不良现象的通知》
# What stands before a figure and says nothing of what it counts.
_FILLERS = re.compile(r"[^\u4e00-\u9fff]|[数共约近超达已了的为个件人次项条万亿元起名]")
_WORDS = 40
# 「自办案件(数)同比上升」 is eight characters; 「同比上升」 alone is said of everything.
_SAME_CHANGE, _SAME_WORDS = 6, 4
# A figure this small stands anywhere; 136处 and 54.1% that two passages share tell of one matter.
_TELLING = Decimal(20)
_NEAR, _FIGURES_NEAR = 50, 6


def conflicts(body: Body, figures: Sequence[Figure], counts: Sequence[DisciplineCount]) -> list[Finding]:
    """A finding a pair of statements that cannot both hold."""
    values = [_finding(left, right) for left, right in _told_twice(figures) if _contradict(body, left, right)]
    return [*values, *_units(body, counts)]


def _told_twice(figures: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """Pairs of figures that stand near one telling figure in two places."""
    places: dict[tuple[Decimal, str], list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        if figure.value >= _TELLING and figure.role != "threshold":
            places[figure.value_norm, figure.unit].append(place)
    pairs = {
        (left, right)
        for found in places.values()
        if len(found) == 2 and figures[found[1]].char_start - figures[found[0]].char_start > 2 * _NEAR
        for left in _near(figures, found[0])
        for right in _near(figures, found[1])
    }
    return ((figures[left], figures[right]) for left, right in sorted(pairs))


def _near(figures: Sequence[Figure], place: int) -> list[int]:
    at = figures[place].char_start
    around = range(max(0, place - _FIGURES_NEAR), min(len(figures), place + _FIGURES_NEAR + 1))
    return [other for other in around if other != place and abs(figures[other].char_start - at) <= _NEAR]


def _contradict(body: Body, left: Figure, right: Figure) -> bool:
    if left.unit_norm != right.unit_norm or left.role != right.role or left.value_norm == right.value_norm:
        return False
    if (left.period_start, left.period_end) != (right.period_start, right.period_end):
        both = left.period_source and right.period_source
        if both:
            return False
    needed = _SAME_CHANGE if left.role == "change" else _SAME_WORDS
    return _common(_before(body, left), _before(body, right)) >= needed


def _before(body: Body, figure: Figure) -> str:
    return _FILLERS.sub("", body.text[max(0, figure.char_start - _WORDS) : figure.char_start])


def _common(one: str, other: str) -> int:
    length = 0
    for a, b in zip(reversed(one), reversed(other), strict=False):
        if a != b:
            break
        length += 1
    return length


def _finding(left: Figure, right: Figure) -> Finding:
    return Finding(
        check="conflict",
        outcome="fail",
        declared=left.raw,
        parsed=right.raw,
        detail=f"the same matter is stated as {left.raw} and as {right.raw}",
        item_no=left.item_no,
        at=left,
        other=right,
        rule_id="check.conflict",
    )


def _units(body: Body, counts: Sequence[DisciplineCount]) -> Iterator[Finding]:
    by_title: dict[tuple[str, str], list[DisciplineCount]] = defaultdict(list)
    for count in counts:
        sentence = body.sentence(count.char_start)
        for title in set(_TITLE.findall(body.text[sentence.start : sentence.end])):
            by_title[title, count.kind].append(count)
    for found in by_title.values():
        for left, right in combinations(found, 2):
            if (left.cases, left.persons) != (right.cases, right.persons):
                yield Finding(
                    check="conflict",
                    outcome="fail",
                    declared=left.raw,
                    parsed=right.raw,
                    detail=f"under one document the notice says {left.raw} and {right.raw}",
                    item_no=left.item_no,
                    at=left,
                    other=right,
                    rule_id="check.conflict_of_units",
                )
