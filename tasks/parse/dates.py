"""Dates as notices write them."""

import datetime as dt
import re

from schemas.values import CHINA
from tasks.parse.marks import chinese_number

DATE = r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日"
FULL_DATE = re.compile(DATE)  # 2025年2月20日
# 二〇二五年十二月二十五日: signatures are often dated in words
CHINESE_DATE = re.compile(
    r"([一二][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
# 2024年10月21日至11月30日 · 2023年4月17日—2023年5月29日
PERIOD = re.compile(DATE + r"\s?(?:至|到|-|—|–|~)+\s?(?:(\d{4})\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
# 2024-01-26 14:30 · 2021-10-11 08:54 · 2025/12/25
STAMP = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]{1,3}(\d{1,2}):(\d{2}))?")


def date_of(match: re.Match[str]) -> dt.date | None:
    """The date of a FULL_DATE match; null for a day no calendar has."""
    return day_of(int(match[1]), int(match[2]), int(match[3]))


def signature_date(line: str) -> tuple[str, dt.date | None] | None:
    """A line of a sign-off that ends in a date: what stands before the date, and the date; null for another line."""
    text = line.strip()
    found = _last(FULL_DATE, text)
    if found:
        return text[: found.start()].strip(), date_of(found)
    found = _last(CHINESE_DATE, text)
    if found is None:
        return None
    year = int("".join(str(chinese_number(digit)) for digit in found[1].replace("○", "〇")))
    day = day_of(year, chinese_number(found[2]), chinese_number(found[3]))
    return text[: found.start()].strip(), day


def month_end(year: int, month: int) -> dt.date:
    """The last day of the month."""
    return dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next((match for match in pattern.finditer(text) if match.end() == len(text)), None)


def period_of(match: re.Match[str]) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of a PERIOD match. A missing year is the first day's, or the next where the months turn back."""
    first = day_of(int(match[1]), int(match[2]), int(match[3]))
    year = int(match[4]) if match[4] else int(match[1])
    if not match[4] and (int(match[5]), int(match[6])) < (int(match[2]), int(match[3])):
        year += 1
    return first, day_of(year, int(match[5]), int(match[6]))


def stamp_of(match: re.Match[str]) -> dt.datetime | None:
    """The moment of a STAMP match, China time; midnight where it holds no time."""
    day = day_of(int(match[1]), int(match[2]), int(match[3]))
    hour, minute = int(match[4] or 0), int(match[5] or 0)
    if day is None or hour > 23 or minute > 59:
        return None
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)


def day_of(year: int, month: int, day: int) -> dt.date | None:
    """The day; null for one no calendar has."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
