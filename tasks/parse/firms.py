"""Firms and institutions a notice names, found from the last word of their names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from tasks.parse.offices import Office
from tasks.parse.places import Home, Place
from tasks.parse.vocabulary import vocabulary
from tasks.reference.gazetteer import gazetteer

_FIRM = re.compile(r"(?:股份有限|有限责任|集团有限|有限)?公司|集团(?!有限公司|公司|化|校|股份)")
_SCHOOL = re.compile(r"(?:大学|学院|医院|中学|小学|幼儿园|研究院)(?![生城路阶段教区里学研内])")
_REACH = 24
_RUN = re.compile(r"[\u4e00-\u9fff]+$")
# A name never holds them: 的, 了, 等, 其, 被, 将, 名, 并
_FUNCTION = re.compile(r"[的了等其被将名并把使让已均还也]|所属|下属")
_GENERIC_WORDS = re.compile(r"^(?:\d|一|两|三|多|各|其|该|本|有关|相关)")


@cache
def _before() -> re.Pattern[str]:
    words = sorted((row[1] for row in vocabulary("enterprises") if row[0] == "before"), key=len, reverse=True)
    # Most places are passed over at a look.
    return re.compile(f"(?=[{''.join(dict.fromkeys(word[0] for word in words))}])(?:{'|'.join(words)})")


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
    for match in _FIRM.finditer(text):
        low = max(0, match.start() - _REACH)
        run = _RUN.search(text[low : match.start()])
        # ) ends a bracket within the name: where it begins is not known.
        if (
            run is None
            or len(run[0]) == _REACH
            or text[match.start() - len(run[0]) - 1 : match.start()][:1] in {")", "\ue000"}
        ):
            continue
        start = match.start() - len(run[0])
        for word in _before().finditer(text, start, match.start()):
            start = word.end()
        # 对责任人台江区房地产开发公司: the place begins the name, whatever stands before it.
        last = bisect_left(ordered, match.start()) - 1
        start = max(start, ordered[last]) if last >= 0 else start
        stem = text[start : match.start()]
        if (
            len(stem) < 2
            or len(stem) > 18
            or _FUNCTION.search(stem)
            or _GENERIC_WORDS.match(stem)
            or _trades().fullmatch(stem)
        ):
            continue
        if stem.endswith(_generic()) and (len(stem) < 6 or not match[0].startswith(("有限", "股份", "集团有"))):
            continue
        yield _firm(text, start, match.end(), starts, home)


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


def schools_of(text: str, home: Home) -> Iterator[Office]:
    """Schools, hospitals and institutes under the name of a province or city: 福建师范大学, 天津大学, 三明学院."""
    table = gazetteer()
    for match in _SCHOOL.finditer(text):
        run = _RUN.search(text[max(0, match.start() - 14) : match.start()])
        if run is None:
            continue
        first = match.start() - len(run[0])
        for start in range(first, match.start() - 1):
            short = text[start : start + 2]
            if short in table.by_short and any(one.level != "county" for one in table.called(short, home.year)):
                stem = text[start : match.start()]
                if not _FUNCTION.search(stem) and not _before().search(stem):
                    yield Office(
                        "organisation", start, match.end(), text[start : match.end()], None, None, "institution"
                    )
                break
