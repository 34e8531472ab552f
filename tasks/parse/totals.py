"""Totals the notice declares of itself: problems, measures, rules. The best self-check there is."""

import re

from schemas.facts import DeclaredTotal

_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("aspects", re.compile(r"(\d{1,3})(个)方面(?=\d+个问题)")),  # 围绕4个方面98个问题
    (
        "problems",
        re.compile(r"(\d{1,4})(个)(?:具体|反馈|巡视反馈|巡察反馈)?问题"),
    ),  # 6个方面83个问题 · 带头领办42个巡视反馈问题
    ("problems", re.compile(r"问题(\d{1,4})(个)")),  # 带头领办问题35个
    ("measures", re.compile(r"(\d{1,4})(条|项|个)(?:具体)?(?:整改)?(?:举措|措施)")),  # 研究提出297条整改举措
    ("measures", re.compile(r"(?:举措|措施)(\d{1,4})(条|项|个)")),  # 细化整改措施189项
    ("rules", re.compile(r"(?:制度|机制)(\d{1,4})(项|个|件|条)")),  # 共建立完善规章制度140项 · 等机制51项
    ("rules", re.compile(r"(\d{1,4})(项|个|件)(?:规章)?制度")),  # 建立健全115项制度
)
# 牵头领办26个问题85条措施 · 带头领办问题35个、占比51%: what one leader takes on is no total of the notice
_TAKEN_ON = re.compile(r"领办|认领|包案|牵头抓")
_CLAUSE_START = re.compile(r"[。;]|(?<=\D),(?=\D)")
_REACH = 30


def totals_of(text: str, start: int, end: int) -> tuple[DeclaredTotal, ...]:
    """The totals declared in ``text[start:end]`` (the opening and the part on organisation), in order."""
    found = {
        match.start(): DeclaredTotal(
            kind=kind,
            value=int(match[1]),
            unit=match[2],
            scope="part" if _TAKEN_ON.search(_clause_before(text, start, match.start())) else "whole",
            raw=match[0],
            char_start=match.start(),
            char_end=match.end(),
            rule_id=f"total.{kind}",
        )
        for kind, pattern in _RULES
        for match in pattern.finditer(text, start, end)
    }
    return tuple(found[place] for place in sorted(found))


def stated(totals: tuple[DeclaredTotal, ...], kind: str) -> int | None:
    """The first total of the kind that the notice declares for the whole of itself."""
    return next((total.value for total in totals if total.kind == kind and total.scope == "whole"), None)


def _clause_before(text: str, start: int, position: int) -> str:
    window = text[max(start, position - _REACH) : position]
    return _CLAUSE_START.split(window)[-1]
