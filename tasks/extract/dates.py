"""Dates around a page: in its metas, beside its labels, in its address. Always China time, never now."""

import datetime as dt
import re

from schemas.values import CHINA

# 「2024-01-26 14:30」 「2021-10-11 08:54:03」 「2022年9月5日 18:00」 「2007-08-20-23:59:59」 「2024-01-26T14:30:00+08:00」
MOMENT = r"(?<!\d)(\d{4})\s?[-年/.]\s?(\d{1,2})\s?[-月/.]\s?(\d{1,2})日?(?:[\sT-]*(\d{1,2}):(\d{2})(?::(\d{2}))?)?"
_MOMENT = re.compile(MOMENT)
# /202512/t20251225_123.htm · /art/2024/1/26/art_1_2.html · /2024/0126/c1.html · /2024-01/26/content_1.htm
# · /content/20240126/1.html · post_20240126.html
_IN_ADDRESS = (
    re.compile(r"/t(\d{4})(\d{2})(\d{2})_"),
    re.compile(r"/(\d{4})/(\d{1,2})/(\d{1,2})/"),
    re.compile(r"/(\d{4})/(\d{2})(\d{2})/"),
    re.compile(r"/(\d{4})-(\d{2})/(\d{2})/"),
    re.compile(r"/(\d{4})-(\d{2})-(\d{2})/"),
    re.compile(r"[/_](\d{4})(\d{2})(\d{2})[/_.]"),
)
# Government pages began in the late nineties; beyond these years the digits are an id.
_FIRST_YEAR, _LAST_YEAR = 1995, 2100


def moment(text: str) -> dt.datetime | None:
    """The first full date of ``text``, with its time of day or at midnight, in China time; None when there is none."""
    match = _MOMENT.search(text)
    return None if match is None else moment_of(match.groups())


def moment_of(groups: tuple[str | None, ...]) -> dt.datetime | None:
    """The six groups of ``MOMENT`` as a time; None when no calendar holds it."""
    year, month, day, hour, minute, second = (int(group or 0) for group in groups)
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return dt.datetime(year, month, day, hour, minute, second, tzinfo=CHINA)
    except ValueError:
        return None  # 2024-13-41 is an id or a template, not a date


def date_in_address(url: str) -> dt.date | None:
    """The day the address holds. A month alone (/202512/) is no day: None rather than an invented one."""
    for pattern in _IN_ADDRESS:
        for match in pattern.finditer(url):
            found = moment_of((*match.groups(), None, None, None))
            if found is not None:
                return found.date()
    return None
