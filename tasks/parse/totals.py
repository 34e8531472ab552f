"""Totals the notice declares of itself: problems, measures, rules, meetings. The best self-check there is."""

import re
from functools import cache

from schemas.facts import DeclaredTotal
from tasks.parse.marks import chinese_number
from tasks.parse.vocabulary import vocabulary

# 牵头领办26个问题85条措施 · 带头领办问题35个、占比51%: what one leader takes on is no total of the notice
_TAKEN_ON = re.compile(r"领办|认领|包案|牵头抓")
# (二)区委书记严格履行“第一责任人”责任 · 区委书记坚决扛起…责任 · (二)区委主要领导以身作则: all that follows is his
_OF_ONE_LEADER = re.compile(r"(?:\([一二三四五六七八九十]{1,3}\))?[^,。;及]{0,8}?(?:书记|主要领导|主要负责)")
_CLAUSE_START = re.compile(r"[。;]|(?<=\D),(?=\D)")
_REACH = 30
# What the notice says of itself wherever it says it: 完成本轮省委巡视反馈的98个问题的整改落实工作 · 推动全区各单位建章立制92项.
# 督察反馈问题4个 is another's, 推动相关单位建章立制2项 one item's.
_RESTATED = re.compile(
    r"(?:巡[视察]|巡[视察]组)反馈的?(?P<problems>(?P<number>\d{1,4})(?P<unit>个)(?:具体)?问题)"
    r"|全[省市区县旗][^,。;\n\d]{0,8}(?P<rules>建章立制(?P<made>\d{1,4})(?P<each>[项个件]))"
)


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = vocabulary("totals")
    # Each begins with a number or one of these words: most places of a text are passed over at a look.
    first = "(?=[\\d一二三四五六七八九十问举措制机会民推动共])"
    return re.compile(f"{first}(?:{'|'.join(row[1] for row in rows)})"), tuple(row[0] for row in rows)


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


def restated_in(text: str, start: int, end: int) -> tuple[DeclaredTotal, ...]:
    """The totals of the whole notice, or of the whole place, that the report on its items names once more, in order."""
    found = []
    for match in _RESTATED.finditer(text, start, end):
        kind = "problems" if match["problems"] else "rules"
        found.append(
            DeclaredTotal(
                kind=kind,
                value=int(match["number"] or match["made"]),
                unit=match["unit"] or match["each"],
                scope="whole" if kind == "problems" else "part",
                raw=match[kind],
                char_start=match.start(kind),
                char_end=match.end(kind),
                rule_id=f"total.{kind}",
            )
        )
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
                value=_value(match[unit - 1]),
                unit=match[unit],
                scope="part" if part else "whole",
                raw=match[0],
                char_start=match.start(),
                char_end=match.end(),
                rule_id=f"total.{kind}",
            )
        )
    return totals


def _value(number: str) -> int:
    return int(number) if number.isdigit() else chinese_number(number)


def _clause_before(text: str, start: int, position: int) -> str:
    window = text[max(start, position - _REACH) : position]
    return _CLAUSE_START.split(window)[-1]
