"""Where a notice speaks from, and the divisions and townships it names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from schemas.quick import quick
from tasks.parse.anchors import han_start, one_of, starts_of
from tasks.parse.bodies import all_work
from tasks.parse.body import Body
from tasks.parse.vocabulary import vocabulary
from tasks.reference.gazetteer import Division, Period, gazetteer, held

_LEVELS = frozenset("省市区县州盟旗")
# 福州市民, 合作市场, 县级, 区域: the sign is the first of another word.
_GOES_ON = frozenset("场民值容面级域间块属")
_TOWN_LENGTH = {"街": 2, "镇": 1, "乡": 1}
_RUN = 10
# 尧塘、薛埠等镇
_SHARING = re.compile(r"(?P<first>[\u4e00-\u9fff]{2,10})(?:、[\u4e00-\u9fff]{2,3}){1,9}等\Z")
_LIST_REACH = 44
_TOWN_AFTER = frozenset("村镇街愁情亲贤")  # 乡村, 乡镇, 镇街, 乡情
# 市委滨海新城工作委员会: the zone whose committee was inspected.
_OWN_ZONE = re.compile(r"委([\u4e00-\u9fff]{2,12}?)(?:党?工作?委员会|党?工委)$")


@dataclass(frozen=True, slots=True)
class Home:
    """The inspected body's division and those above it, null where unknown; ``zone`` the name of an inspected zone."""

    own: Division | None
    city: Division | None
    province: Division | None
    zone: str | None
    year: int | None

    def at(self, level: str) -> Division | None:
        """The division 省, 市, 区, 县 means here: the inspected one, or the one above it."""
        if self.zone is None and self.own and self.own.name.endswith(level) and level != "省":
            return self.own
        if level == "市":
            return self.city
        return self.province if level == "省" and self.province and self.province.name.endswith("省") else None


@quick
@dataclass(frozen=True, slots=True)
class Place:
    """``text[start:end]`` names a place; ``resolved_by`` as in the mentions table."""

    kind: str
    start: int
    end: int
    name: str
    code: str | None
    resolved_by: str | None
    rule: str


def home_of(body: Body) -> Home:
    """Where the notice speaks from."""
    year = body.anchor.year if body.anchor else None
    own = _by_code(body.header.division_code, year)
    parent = _by_code(own.parent_code, year) if own else None
    # A municipality's districts lie right under it: its 市 is the province.
    city = own if own and own.is_city else parent
    province = _by_code(own.code[:2] + "0000", year) if own else None
    zone = None
    if body.header.region_kind == "functional_zone" and body.header.inspected_body:
        named = _OWN_ZONE.search(body.header.inspected_body)
        zone = named[1] if named else None
    return Home(own, city, province, zone, year)


@cache
def _by_code(code: str | None, year: int | None) -> Division | None:
    found = held(_codes().get(code, ()), year) if code else ()
    return found[0] if found else None


@cache
def _codes() -> Mapping[str, tuple[Period, ...]]:
    codes: dict[str, list[Period]] = defaultdict(list)
    for periods in gazetteer().by_name.values():
        for period in periods:
            codes[period.division.code].append(period)
    return {code: tuple(periods) for code, periods in codes.items()}


@cache
def _tails() -> Mapping[str, tuple[int, ...]]:
    """Lengths of the names that end in three characters, longest first: one look-up passes over most places."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in gazetteer().by_name:
        if len(name) > 2 and name[-1] in _LEVELS and name not in terms_of_class("division"):
            lengths[name[-3:]].add(len(name))
    return {tail: tuple(sorted(sizes, reverse=True)) for tail, sizes in lengths.items()}


@cache
def terms_of_class(kind: str) -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary("common_places") if row[0] == kind)


@cache
def _named(name: str, year: int | None) -> tuple[Division, ...]:
    return gazetteer().named(name, year)


def division_ending(text: str, end: int, home: Home) -> Place | None:
    """The division whose full name ends at ``end``, with its parents where they stand right before it."""
    table = gazetteer()
    for size in _tails().get(text[end - 3 : end], ()):
        name = text[end - size : end]
        one, by = the_one(_named(name, home.year), home) if name in table.by_name else (None, None)
        if one is not None:
            return Place("division", with_parents(text, end - size, one, home), end, name, one.code, by, "division")
    return None


def signs_of(text: str) -> list[int]:
    """Where 省, 市, 区, 县, 州, 盟, 旗 stand: the last character of most names of places."""
    return starts_of(text, *_LEVELS)


def divisions_of(text: str, signs: list[int], home: Home) -> Iterator[Place]:
    """Divisions by their full names."""
    tails = _tails()
    for at in signs:
        if text[at - 2 : at + 1] not in tails or text[at + 1 : at + 2] in _GOES_ON:
            continue
        place = division_ending(text, at + 1, home)
        if place:
            yield place


def the_one(found: tuple[Division, ...], home: Home) -> tuple[Division | None, str | None]:
    if len(found) == 1:
        return found[0], "name"
    # 鼓楼区 stands in four cities: the inspected body's own is meant.
    near = [one for one in found if home.city and one.lies_in(home.city.code)]
    return (near[0], "parent") if len(near) == 1 else (None, None)


def with_parents(text: str, start: int, one: Division, home: Home) -> int:
    """Where the name of a division begins, its parents that stand right before it included."""
    for full, short in _parents(one.parent_code, home.year):
        if text.endswith(full, 0, start):
            start -= len(full)
        elif len(short) > 1 and text.endswith(short, 0, start):
            start -= len(short)
    return start


@cache
def _parents(code: str | None, year: int | None) -> tuple[tuple[str, str], ...]:
    """Full name and short form of the division of the code and of each above it."""
    division = _by_code(code, year)
    return ((division.name, division.name[:-1]), *_parents(division.parent_code, year)) if division else ()


def townships_of(text: str, home: Home) -> tuple[Place, ...]:
    """Townships and 街道: named clearly once, a name counts wherever it stands.

    There is no table of them: a name of two or three characters must stand between a mark or a known word and 街道, 镇, 乡.
    """
    ends = {at: at + _TOWN_LENGTH[text[at]] for at in starts_of(text, "街道", "镇", "乡")}
    sites = [at for at, end in ends.items() if text[end : end + 1] not in _TOWN_AFTER]
    clear = {at: stem for at in sites if (stem := _stem(text, at, home, text[at]))}
    known = {stem + text[at] for at, stem in clear.items()}
    places: list[Place] = []
    for at in sites:
        stem = clear.get(at) or next((text[at - size : at] for size in (3, 2) if text[at - size : at + 1] in known), "")
        if stem:
            places.append(_township(text, at - len(stem), ends[at], home))
    for at in sites:
        if text[at - 1 : at] == "等":
            places += _sharing(text, at, ends[at], home)
    return tuple(places)


def _sharing(text: str, at: int, end: int, home: Home) -> Iterator[Place]:
    """The townships of a list that share the word behind it: 尧塘、薛埠等镇."""
    listed = _SHARING.search(text, max(0, at - _LIST_REACH), at)
    stem = _stem(text, listed.end("first"), home, text[at]) if listed else None
    if listed is None or stem is None:
        return
    start = listed.end("first") - len(stem)
    for name in text[start : at - 1].split("、"):
        if all_work(name):
            return
        place = _township(text, start, start + len(name), home)
        yield replace(place, name=place.name + text[at:end])
        start += len(name) + 1


@cache
def left_words() -> re.Pattern[str]:
    return one_of(terms_of_class("left"))


def _stem(text: str, end: int, home: Home, level: str) -> str | None:
    cut = start = han_start(text, max(0, end - _RUN), end)
    if start and text[start - 1].isdigit() and text[start] in "年月日":
        cut = start + 1
    for word in left_words().finditer(text, cut, end):
        cut = word.end()
    for at in range(end - 1, cut - 1, -1):
        if text[at] in "区县市" and division_ending(text, at + 1, home):
            cut = at + 1
            break
    # A run as long as the window, cut nowhere, may begin in the middle of a word.
    stem = text[cut:end]
    return stem if 2 <= len(stem) <= 3 and not f"{stem}{level}".endswith(_no_towns()) else None


@cache
def _no_towns() -> tuple[str, ...]:
    """How no township's name ends, its 街道, 镇 or 乡 included: 城乡 is a word, 东城街道 a name."""
    return tuple(word + level for word in terms_of_class("town") for level in ("街", "镇", "乡")) + terms_of_class(
        "town_level"
    )


def _township(text: str, start: int, end: int, home: Home) -> Place:
    name = text[start:end]
    above = division_ending(text, start, home)
    if above is not None:
        return Place("division", above.start, end, text[above.start : end], above.code, above.resolved_by, "township")
    if home.zone is None and home.own and home.own.level == "county":
        return Place("division", start, end, home.own.name + name, home.own.code, "parent", "township")
    return Place("division", start, end, name, None, None, "township")
