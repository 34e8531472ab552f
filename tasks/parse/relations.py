"""Which figure is a part of which (其中, 含, 剩余), and which two count the same matter (48起49人)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.parse.body import Body
from tasks.parse.numbers import Number
from tasks.parse.partners import pair
from tasks.parse.parts import Parts

# Rates, spans and ages have no parts, and none of them counts a matter.
_UNCOUNTED = frozenset({"%", "个百分点", "倍", "年", "岁", "天", "小时", "个月", ""})
_UNCOUNTED_ROLES = frozenset({"rank", "change", "threshold", "share"})


@dataclass(frozen=True, slots=True)
class Relations:
    """By position in the sequence of figures: the place of its whole, and of its partner; null where it has none."""

    parents: tuple[int | None, ...]
    partners: tuple[int | None, ...]


def relations_of(body: Body, numbers: Sequence[Number], roles: Sequence[str]) -> Relations:
    """Wholes and partners of the figures, which must stand in the order of the text. No link leaves its paragraph."""
    parents: list[int | None] = [None] * len(numbers)
    partners: list[int | None] = [None] * len(numbers)
    counted = [
        number.norm not in _UNCOUNTED and role not in _UNCOUNTED_ROLES
        for number, role in zip(numbers, roles, strict=True)
    ]
    low = 0
    for span in body.spans:
        while low < len(numbers) and numbers[low].start < span.start:
            low += 1
        high = low
        while high < len(numbers) and numbers[high].start < span.end:
            high += 1
        if high - low > 1:
            paragraph = Parts(body.masked, numbers, counted, low, high, parents, partners)
            pair(paragraph)
            paragraph.part()
        low = high
    return Relations(tuple(parents), tuple(partners))
