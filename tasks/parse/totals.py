"""Totals the notice declares of itself: problems, measures, rules, meetings. The best self-check there is."""

import re
from functools import cache

from schemas.facts import DeclaredTotal
from tasks.parse.vocabulary import vocabulary

# 牵头领办26个问题85条措施 · 带头领办问题35个、占比51%: what one leader takes on is no total of the notice
_TAKEN_ON = re.compile(r"领办|认领|包案|牵头抓")
# (二)区委书记严格履行“第一责任人”责任 · 区委书记坚决扛起…责任 · (二)区委主要领导以身作则: all that follows is his
_OF_ONE_LEADER = re.compile(r"(?:\([一二三四五六七八九十]{1,3}\))?[^,。;及]{0,8}?(?:书记|主要领导|主要负责)")
_CLAUSE_START = re.compile(r"[。;]|(?<=\D),(?=\D)")
_REACH = 30


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = vocabulary("totals")
    return re.compile("|".join(row[1] for row in rows)), tuple(row[0] for row in rows)


def totals_of(text: str, start: int, end: int) -> tuple[DeclaredTotal, ...]:
    """The totals declared in ``text[start:end]`` (the opening and the part on organisation), in order.

    Source: the forms counted in five notices, kept with an example each in ``totals.tsv``.
    """
    found: list[DeclaredTotal] = []
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        found += _in_paragraph(text, start, stop)
        start = stop + 1
    return tuple(found)


def stated(totals: tuple[DeclaredTotal, ...], kind: str) -> int | None:
    """The first total of the kind that the notice declares for the whole of itself."""
    return next((total.value for total in totals if total.kind == kind and total.scope == "whole"), None)


def _in_paragraph(text: str, start: int, end: int) -> list[DeclaredTotal]:
    pattern, kinds = _grammar()
    of_one = _OF_ONE_LEADER.match(text, start, end) is not None
    totals = []
    for match in pattern.finditer(text, start, end):
        # Each rule has two groups: the number, then its unit.
        unit = match.lastindex or 2
        kind = kinds[unit // 2 - 1]
        part = of_one or _TAKEN_ON.search(_clause_before(text, start, match.start()))
        totals.append(
            DeclaredTotal(
                kind=kind,
                value=int(match[unit - 1]),
                unit=match[unit],
                scope="part" if part else "whole",
                raw=match[0],
                char_start=match.start(),
                char_end=match.end(),
                rule_id=f"total.{kind}",
            )
        )
    return totals


def _clause_before(text: str, start: int, position: int) -> str:
    window = text[max(start, position - _REACH) : position]
    return _CLAUSE_START.split(window)[-1]
