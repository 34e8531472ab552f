"""The marks that number parts, sections, items and measures."""

import re
from dataclasses import dataclass

from schemas.quick import quick

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}

# No line opens with two of them: one look tells which.
_MARK = re.compile(
    r"([一二三四五六七八九十]{1,3})\s?[、.]\s?"  # 二、集中整改期内巡视整改进展情况
    r"|第([一二三四五六七八九十]{1,3})部分\s?[、:.]?\s?"  # 第二部分 巡察反馈问题整改情况
    r"|\(([一二三四五六七八九十]{1,3})\)\s?、?"  # (三)推进社会治理体系和治理能力现代化方面
    # 35.2025年来区委开展3轮巡察工作: what follows the stop may be a digit, so the number alone decides, not its look.
    r"|(\d{1,3})\s?[.、]\s?"
    r"|\(?(\d{1,4})\)\s?、?"  # (297)坚决贯彻执行《必须招标的工程项目规定》 · 3)完成清退
)
# The kind of mark each group of the pattern stands for.
_KINDS = ("part", "part", "section", "item", "measure")
# ①②: sites use them for lists inside a paragraph, under any kind of number. They open a line, and no item.
_CIRCLED = re.compile(r"[①-⑳⑴-⒇⒈-⒛]")


@quick
@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the head of a line: its value, as printed, how many characters it takes, and what it numbers.

    ``kind`` is part, section, item or measure; other for a number of another kind of page.
    """

    value: int
    printed: str
    length: int
    kind: str = "other"


def chinese_number(numeral: str) -> int:
    """The value of a Chinese numeral: 十二 → 12, 七千 → 7000.

    Raises:
        KeyError: a character that is no numeral.
    """
    total = digit = 0
    for character in numeral:
        if character in _SCALES:
            total += (digit or 1) * _SCALES[character]
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit


def mark_of(line: str) -> Mark | None:
    """The number of a part, section, item or measure that the line opens with."""
    match = _MARK.match(line)
    if match is None:
        return None
    group = match.lastindex or 1
    kind, numeral = _KINDS[group - 1], match[group]
    if kind == "part":
        return Mark(chinese_number(numeral), numeral, match.end(), kind)
    if kind == "section":
        return Mark(chinese_number(numeral), f"({numeral})", match.end(), kind)
    return Mark(int(numeral), numeral if kind == "item" else f"({numeral})", match.end(), kind)


def part_mark(line: str) -> Mark | None:
    """二、"""
    return _of_kind("part", line)


def section_mark(line: str) -> Mark | None:
    """(三)"""
    return _of_kind("section", line)


def item_mark(line: str) -> Mark | None:
    """35."""
    return _of_kind("item", line)


def measure_mark(line: str) -> Mark | None:
    """(297)"""
    return _of_kind("measure", line)


def has_mark(line: str) -> bool:
    """Whether the line opens with a number of any kind."""
    return _MARK.match(line) is not None or opens_circled(line)


def opens_circled(line: str) -> bool:
    """Whether the line opens with a number in a circle: ①."""
    return _CIRCLED.match(line) is not None


def _of_kind(kind: str, line: str) -> Mark | None:
    mark = mark_of(line)
    return mark if mark and mark.kind == kind else None
