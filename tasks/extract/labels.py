"""The publication line a reader sees: 「来源:… 发布时间:…」 beside the title, or below the text."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.extract.dates import MOMENT, moment_of
from tasks.text import fold

# How far from the article the line may stand; ccdi puts hundreds of blanks between label and time.
_BEFORE, _AFTER = 3_000, 1_000
# In the article's own text it stands in the first or last lines only: 「来源:新区」 is the 6th line from the end.
_HEAD, _TAIL = 6, 10

# Each pattern starts with one of its labels and looks back from there: the labels are found by plain search.
# 「发布时间: 2024-01-26 14:30」 「发布日期:2016-11-22」 「时间:2021-10-11 08:54」; not 成文日期, 更新时间 nor 活动时间.
_TIME_LABELS = ("时间", "日期")
_SHOWN = re.compile(
    rf"(?:时间|日期)(?:(?<=发布..)|(?<=发稿..)|(?<=公布..)|(?<=公开..)|(?<![\u4e00-\u9fff]..))\s*:\s*{MOMENT}"
)
# 「2015-07-03 00:48:09 来源:」 「2015-07-02 14:41:12 0人参与评论」: a time with no label, but in the publication line.
_BEHIND_TIME = ("来源", "人参与")
# Characters a time and the blanks behind it take, at most.
_TIME_REACH = 400
_UNLABELLED = re.compile(rf"{MOMENT}\s*(?:(?:信息|文章|稿件|新闻)?来源\s*:|\d+\s*人参与)")
# 「来源:中共福州市台江区委员会」 「信息来源:省发改委」 「本文来源:每日经济新闻」 「来源: | 发布时间」 (empty)
_SOURCE_LABELS = ("来源", "机构", "单位")
_SOURCE = re.compile(
    r"(?:来源(?:(?<=信息..)|(?<=文章..)|(?<=稿件..)|(?<=新闻..)|(?<=本文..)|(?<=内容..)|(?<![\u4e00-\u9fff]..))"
    r"|(?:机构|单位)(?<=发布..))\s*:\s*([^\s|][^\n|]*)?"
)
# What follows the source on its line: 「来源:新区 发布时间:…」 「来源:省发改委 2024-01-26」 「来源:新华社 作者:…」
_NEXT = re.compile(
    r"\s*(?:\||【|\[|(?:信息)?(?:发布|发稿|公布|公开)(?:时间|日期|机构|单位)|时间|日期|作者|责任编辑|责编|编辑|浏览|阅读|点击|访问|字体|字号"
    r"|分享|打印|\d{4}[-年/.]).*"
)
_LONGEST_SOURCE = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What visible labels say."""

    source: str | None
    published_at: dt.datetime | None


def labels(before: str, text: str, after: str, *, source: str | None) -> Labels:
    """Read the labels before the article (nearest first), in its first and last lines, then after it.

    ``before`` and ``after`` are the page's text around the article as it stands; ``text`` is the kept text. A
    ``source`` that is known already is not looked for.
    """
    published_at = None
    for place in _places(before, text, after):
        source = source or _source(place)
        published_at = published_at or _published(place)
        if source and published_at:
            break
    return Labels(source=source, published_at=published_at)


def _places(before: str, text: str, after: str) -> Iterator[str]:
    # The source before the article may run into the article's first words: an empty 「来源:」 must stay empty.
    yield _lines(before[-_BEFORE:]) + "\n|"
    lines = text.split("\n")
    yield "\n".join([*lines[:_HEAD], *lines[max(_HEAD, len(lines) - _TAIL) :]])
    yield _lines(after[:_AFTER])


def _lines(text: str) -> str:
    """Folded, blank lines gone: the blanks of a template are most of such a text."""
    return fold("\n".join(filter(None, map(str.strip, text.split("\n")))))


def _published(text: str) -> dt.datetime | None:
    times = [moment_of(match.groups()) for match in _matches(_SHOWN, _TIME_LABELS, text)]
    if not times:
        times = [moment_of(match.groups()) for match in _unlabelled(text)]
    return times[-1] if times else None


def _unlabelled(text: str) -> Iterator[re.Match[str]]:
    """Times right before what stands in the publication line; looked for around the first and last of these words."""
    starts = [at for word in _BEHIND_TIME if (at := text.find(word)) >= 0]
    if starts:
        last = max(text.rfind(word) for word in _BEHIND_TIME)
        yield from _UNLABELLED.finditer(text, max(0, min(starts) - _TIME_REACH), last + _TIME_REACH)


def _source(text: str) -> str | None:
    for match in reversed(_matches(_SOURCE, _SOURCE_LABELS, text)):
        value = _NEXT.sub("", match[1] or "").strip()
        if value and len(value) <= _LONGEST_SOURCE:
            return value
    return None


def _matches(pattern: re.Pattern[str], labels: Iterable[str], text: str) -> list[re.Match[str]]:
    """As ``pattern.finditer``, tried only where one of the labels it starts with stands."""
    found: list[re.Match[str]] = []
    # Where each label stands next. It is looked for anew only when passed: a megabyte of one label holds no other.
    ahead = {label: start for label in labels if (start := text.find(label)) >= 0}
    while ahead:
        at = min(ahead.values())
        match = pattern.match(text, at)
        if match is not None:
            found.append(match)
        end = at + 1 if match is None else match.end()
        passed = (label for label, start in ahead.items() if start < end)
        ahead |= {label: text.find(label, end) for label in passed}
        ahead = {label: start for label, start in ahead.items() if start >= 0}
    return found
