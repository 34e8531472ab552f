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
# Each begins with letters of its own, so that a text is passed over at a look.
_RESTATED = re.compile(r"反馈(?<=[视察组]反馈)的?((\d{1,4})(个)(?:具体)?问题)")
_INSPECTED = ("巡视", "巡察", "巡视组", "巡察组")
_MADE = re.compile(r"建章立制(\d{1,4})([项个件])")
_WHOLE_PLACE = re.compile(r"全[省市区县旗][^,。;\n\d]{0,8}$")
_PLACE_REACH = 10


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
    problems = (
        _total("problems", "whole", match.start(1), match[1], number=match[2], unit=match[3])
        for match in _RESTATED.finditer(text, start, end)
        if text.endswith(_INSPECTED, 0, match.start())
    )
    rules = (
        _total("rules", "part", match.start(), match[0], number=match[1], unit=match[2])
        for match in _MADE.finditer(text, start, end)
        if _WHOLE_PLACE.search(text, max(start, match.start() - _PLACE_REACH), match.start())
    )
    return tuple(sorted((*problems, *rules), key=lambda total: total.char_start))


def _total(kind: str, scope: str, start: int, raw: str, *, number: str, unit: str) -> DeclaredTotal:
    return DeclaredTotal(
        kind=kind,
        value=_value(number),
        unit=unit,
        scope=scope,
        raw=raw,
        char_start=start,
        char_end=start + len(raw),
        rule_id=f"total.{kind}",
    )


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
        scope = "part" if part else "whole"
        totals.append(_total(kind, scope, match.start(), match[0], number=match[unit - 1], unit=match[unit]))
    return totals


def _value(number: str) -> int:
    return int(number) if number.isdigit() else chinese_number(number)


def _clause_before(text: str, start: int, position: int) -> str:
    window = text[max(start, position - _REACH) : position]
    return _CLAUSE_START.split(window)[-1]
