"""The marks that number parts, sections, items and measures."""

import re
from dataclasses import dataclass

_DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000}

# 二、集中整改期内巡视整改进展情况 · 第二部分 巡察反馈问题整改情况
_PART = re.compile(r"(?:([一二三四五六七八九十]{1,3})\s?[、.]|第([一二三四五六七八九十]{1,3})部分\s?[、:.]?)\s?")
_SECTION = re.compile(r"\(([一二三四五六七八九十]{1,3})\)\s?、?")  # (三)推进社会治理体系和治理能力现代化方面
# 35.2025年来区委开展3轮巡察工作: what follows the stop may be a digit, so the number alone decides, not its look.
_ITEM = re.compile(r"(\d{1,3})\s?[.、]\s?")
_MEASURE = re.compile(r"\(?(\d{1,4})\)\s?、?")  # (297)坚决贯彻执行《必须招标的工程项目规定》 · 3)完成清退
# ①②: sites use them for lists inside a paragraph, under any kind of number. They open a line, and no item.
_CIRCLED = re.compile(r"[①-⑳⑴-⒇⒈-⒛]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number at the head of a line: its value, as printed, and how many characters it takes."""

    value: int
    printed: str
    length: int


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


def part_mark(line: str) -> Mark | None:
    """二、"""
    match = _PART.match(line)
    if match is None:
        return None
    numeral = match[1] or match[2]
    return Mark(chinese_number(numeral), numeral, match.end())


def section_mark(line: str) -> Mark | None:
    """(三)"""
    match = _SECTION.match(line)
    return Mark(chinese_number(match[1]), f"({match[1]})", match.end()) if match else None


def item_mark(line: str) -> Mark | None:
    """35."""
    match = _ITEM.match(line)
    return Mark(int(match[1]), match[1], match.end()) if match else None


def measure_mark(line: str) -> Mark | None:
    """(297)"""
    match = _MEASURE.match(line)
    return Mark(int(match[1]), f"({match[1]})", match.end()) if match else None


def has_mark(line: str) -> bool:
    """Whether the line opens with a number of any kind."""
    return _CIRCLED.match(line) is not None or any(
        mark(line) for mark in (part_mark, section_mark, item_mark, measure_mark)
    )
