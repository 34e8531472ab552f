"""Divisions by their short form, where the words around it show that a place is meant: 对福建、福州工作, 落地台江。"""

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from tasks.parse.anchors import starts_of
from tasks.parse.places import Home, Place, terms_of_class, the_one
from tasks.reference.gazetteer import Division, gazetteer

# 赴武汉、西安等地, 带队赴厦门, 到浙江、深圳等地, 赴福安、长乐、闽侯等实地考察: here the short form of any division counts.
_LIST = re.compile(
    r"(?P<names>[\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3}){0,7})(?=等地|等实地|等省|等市|[,。;]|开展|考察|学习|招商)"
)
_BEFORE_LIST = ("赴", "前往", "到", "与", "同")
_LONGEST_LEFT = 6
_STOPS = frozenset(",。;:、()\n")


def short_places_of(text: str, known: list[re.Match[str]], home: Home) -> Iterator[Place]:
    """Places called by their short form: any in a list of journeys, those at hand and those ``known`` everywhere."""
    shorts = gazetteer().by_short
    for before in starts_of(text, *_BEFORE_LIST):
        at = before + (2 if text[before] == "前" else 1)
        if text[at : at + 2] not in shorts and text[at : at + 3] not in shorts:
            continue
        match = _LIST.match(text, at)
        if match is None:
            continue
        at = match.start("names")
        for name in match["names"].split("、"):
            one, by = the_one(gazetteer().called(name, home.year), home)
            if one is not None:
                yield Place("division", at, at + len(name), one.name, one.code, by, "division_short")
            at += len(name) + 1
    for name, one in _at_hand(home.own, home.city, home.province, home.year).items():
        for at in starts_of(text, name):
            if _is_place(text, at, at + len(name)):
                yield Place("division", at, at + len(name), one.name, one.code, "name", "division_short")
    for match in known:
        if _is_place(text, match.start(), match.end()):
            # 海南 is the province, 西安 the city: the districts of those names are not meant.
            for one in _highest(gazetteer().called(match[0], home.year)):
                yield Place("division", match.start(), match.end(), one.name, one.code, "name", "division_short")


def _highest(found: tuple[Division, ...]) -> list[Division]:
    for level in ("province", "city", "county"):
        at_level = [one for one in found if one.level == level]
        if at_level:
            return at_level if len(at_level) == 1 else []
    return []


@lru_cache(maxsize=64)  # one a notice; notices of one body come together
def _at_hand(
    own: Division | None, city: Division | None, province: Division | None, year: int | None
) -> Mapping[str, Division]:
    """The inspected division, its neighbours in the city, and those above it, by short forms of two characters or more."""
    near = [one for one in (own, city, province) if one is not None]
    near += gazetteer().below(city.code, year) if city is not None else ()
    common = terms_of_class("short")
    return {one.name[:-1]: one for one in near if len(one.name) > 2 and one.name[:-1] not in common}


@cache
def _left_ends() -> frozenset[str]:
    return frozenset((*terms_of_class("left"), *terms_of_class("left_short")))


@cache
def _right_openings() -> dict[str, tuple[str, ...]]:
    words: dict[str, list[str]] = {}
    for word in terms_of_class("right"):
        words.setdefault(word[0], []).append(word)
    return {first: tuple(some) for first, some in words.items()}


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether the words on both sides show that the name stands by itself: 推动|台江|经济社会发展, not 台江|数智港."""
    after = text[end : end + 1]
    if after not in _STOPS and after != "\ue000" and not text.startswith(_right_openings().get(after, ("\0",)), end):
        return False
    before = text[start - 1 : start]
    if before in {",", "。", ";", ":", "\n"}:
        return after not in _STOPS and after != "\ue000"
    if before == "、":
        # 福建、福州工作: what stands before the mark is read on its own.
        return text[start - 3 : start - 1] in gazetteer().by_short
    ends = _left_ends()
    return any(text[start - size : start] in ends for size in range(1, _LONGEST_LEFT + 1))
