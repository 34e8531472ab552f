"""Firms and institutions a notice names, found from the last word of their names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from tasks.parse.anchors import han_start, starts_of
from tasks.parse.offices import Office
from tasks.parse.places import Home, Place
from tasks.parse.vocabulary import vocabulary
from tasks.reference.gazetteer import gazetteer

_FORMS = ("股份有限", "有限责任", "集团有限", "有限")
# 集团有限公司 is found at its 公司; 集团化, 集团校 are no firms.
_GROUP_GOES_ON = ("有限公司", "公司", "化", "校", "股份")
_REACH = 24
_SCHOOLS = ("大学", "学院", "医院", "中学", "小学", "幼儿园", "研究院")
_SCHOOL_GOES_ON = frozenset("生城路阶段教区里学研内")  # 小学生, 医院路, 大学城
_SCHOOL_REACH = 14
# A name never holds them: 的, 了, 等, 其, 被, 将, 名, 并
_FUNCTION = re.compile(r"[的了等其被将名并把使让已均还也]|所属|下属")
_GENERIC_WORDS = re.compile(r"^(?:\d|一|两|三|多|各|其|该|本|有关|相关)")


@cache
def _before() -> re.Pattern[str]:
    words = (row[1] for row in vocabulary("enterprises") if row[0] == "before")
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(
        "(?:" + "|".join(row[1] for row in vocabulary("enterprises") if row[0] == "trade") + "){1,9}(?:有限|责任)?"
    )


@cache
def _generic() -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary("enterprises") if row[0] == "generic")


def firms_of(text: str, places: tuple[Place, ...], home: Home) -> Iterator[Office]:
    """Every firm whose name has a certain beginning: a mark, a place, or a word known to stand before a name."""
    starts = {place.start: place for place in places if place.kind == "division"}
    ordered = sorted(starts)
    for form, end in _forms_in(text):
        start = han_start(text, max(0, form - _REACH), form)
        # ) ends a bracket within the name: where it begins is not known.
        if start == form or form - start == _REACH or text[start - 1 : start] in {")", "\ue000"}:
            continue
        for word in _before().finditer(text, start, form):
            start = word.end()
        # 对责任人台江区房地产开发公司: the place begins the name, whatever stands before it.
        last = bisect_left(ordered, form) - 1
        start = max(start, ordered[last]) if last >= 0 else start
        if _is_name(text[start:form], text[form:end]):
            yield _firm(text, start, end, starts, home)


def _forms_in(text: str) -> Iterator[tuple[int, int]]:
    """Where 公司 with the words of its legal form, and 集团 as the last word of a name, begin and end."""
    for at in starts_of(text, "公司"):
        form = next((words for words in _FORMS if text.endswith(words, 0, at)), "")
        yield at - len(form), at + 2
    for at in starts_of(text, "集团"):
        if not text.startswith(_GROUP_GOES_ON, at + 2):
            yield at, at + 2


def _is_name(stem: str, form: str) -> bool:
    if not 2 <= len(stem) <= 18 or _FUNCTION.search(stem) or _GENERIC_WORDS.match(stem) or _trades().fullmatch(stem):
        return False
    return not stem.endswith(_generic()) or (len(stem) >= 6 and form.startswith(("有限", "股份", "集团有")))


def _firm(text: str, start: int, end: int, starts: dict[int, Place], home: Home) -> Office:
    raw = text[start:end]
    place = starts.get(start)
    if place is not None:
        return Office("enterprise", start, end, raw, place.code, place.resolved_by, "enterprise")
    own = raw.removeprefix("我")
    level = home.at(own[0])
    if level is not None:
        return Office("enterprise", start, end, level.name + own[1:], level.code, "relative", "enterprise")
    if home.own and home.zone is None and raw.startswith(home.own.name[:-1]):
        return Office("enterprise", start, end, raw, home.own.code, "parent", "enterprise")
    return Office("enterprise", start, end, raw, None, None, "enterprise")


def _schools_in(text: str) -> Iterator[tuple[int, int]]:
    for word in _SCHOOLS:
        for at in starts_of(text, word):
            end = at + len(word)
            if text[end : end + 1] not in _SCHOOL_GOES_ON:
                yield at, end


def schools_of(text: str, home: Home) -> Iterator[Office]:
    """Schools, hospitals and institutes under the name of a province or city: 福建师范大学, 天津大学, 三明学院."""
    table = gazetteer()
    for at, end in _schools_in(text):
        for start in range(han_start(text, max(0, at - _SCHOOL_REACH), at), at - 1):
            short = text[start : start + 2]
            if short in table.by_short and any(one.level != "county" for one in table.called(short, home.year)):
                stem = text[start:at]
                if not _FUNCTION.search(stem) and not _before().search(stem):
                    yield Office("organisation", start, end, text[start:end], None, None, "institution")
                break
