"""Functional zones: they have no code of their own, and stand under the division they lie in."""

from collections.abc import Iterator

from tasks.parse.anchors import han_start, starts_of
from tasks.parse.offices import owner_of, stands_alone, zone_body_end
from tasks.parse.places import Home, Place, left_words, terms_of_class, the_one
from tasks.reference.gazetteer import gazetteer

# Longest first: 高新区 is never read as a 新区.
_ZONES = (
    *("综合实验区", "自贸试验区", "综合保税区", "自贸区", "综保区", "保税区", "经济区", "开发区", "经开区", "高新区"),
    *("度假区", "风景区", "功能区", "新区", "片区"),
)
_BEFORE_ZONE = frozenset(zone[-2] for zone in _ZONES)
_KINDS = ("经济技术", "高新技术产业", "国家旅游", "经济", "高新", "综合", "旅游", "")
# 机场综保区, 临空经济区: a name of its own, no division's. 老城片区, 生态功能区 and 城市新区 are none.
_OWN_NAMES = frozenset({"综合保税区", "综保区", "保税区", "经济区", "开发区", "经开区", "高新区", "度假区", "风景区"})
# 我省自贸区, 市高新区
_RELATIVE = frozenset({"自贸区", "自贸试验区", "综保区", "开发区", "经开区", "高新区"})
# Once 福州新区 or 滨海新城 is named, the tail stands for it: 新区管委会, 新城党工委, 新区(新城)党工委.
_TAILS = ("新区", "新城", "高新区", "经开区", "开发区", "综保区")


def zones_of(text: str, signs: list[int], home: Home) -> Iterator[Place]:
    """Zones under the name of a division (福州新区), under one of their own (临空经济区), and the inspected zone itself."""
    code = home.city.code if home.city else None
    if home.zone:
        short = home.city.name[:-1] if home.city else ""
        for at in starts_of(text, home.zone):
            end = at + len(home.zone)
            start = at - len(short) if short and text.startswith(short, at - len(short)) else at
            yield Place("functional_zone", start, end, text[start:end], code, "name", "zone")
    for at in signs:
        if text[at] != "区" or text[at - 1] not in _BEFORE_ZONE:
            continue
        if text.endswith(_ZONES, 0, at + 1):
            zone = next(words for words in _ZONES if text.endswith(words, 0, at + 1))
            place = _zone(text, at + 1, zone, home)
            if place is not None:
                yield place


def _zone(text: str, end: int, zone: str, home: Home) -> Place | None:
    before = end - len(zone)
    stem_end = before - len(next(kind for kind in _KINDS if text.endswith(kind, 0, before)))
    return (
        _of_division(text, stem_end, end, home)
        or (_of_level(text, before, end, home) if zone in _RELATIVE else None)
        or (_of_its_own(text, before, end) if zone in _OWN_NAMES else None)
    )


def _of_division(text: str, stem_end: int, end: int, home: Home) -> Place | None:
    table = gazetteer()
    for size in (4, 3, 2):
        stem = text[max(0, stem_end - size) : stem_end]
        if size > stem_end or (stem not in table.by_name and stem not in table.by_short):
            continue
        one, by = the_one(table.named(stem, home.year) or table.called(stem, home.year), home)
        if one is not None:
            parent = one.code if one.level != "county" else one.parent_code
            return Place("functional_zone", stem_end - size, end, text[stem_end - size : end], parent, by, "zone")
    return None


def _of_level(text: str, before: int, end: int, home: Home) -> Place | None:
    at = before - 1
    if text[at : at + 1] not in {"省", "市", "区", "县"} or not stands_alone(text, at):
        return None
    owner = owner_of(text[at], home)
    if owner.code is None:
        return None
    start = at - 1 if text[at - 1 : at] == "我" else at
    return Place("functional_zone", start, end, owner.name + text[before:end], owner.code, "relative", "zone_relative")


def _of_its_own(text: str, before: int, end: int) -> Place | None:
    before -= len(next(kind for kind in _KINDS if text.endswith(kind, 0, before)))
    low = max(0, before - 8)
    start = cut = han_start(text, low, before)
    for word in left_words().finditer(text, start, before):
        cut = word.end()
    stem = text[cut:before]
    if not 2 <= len(stem) <= 4 or stem.endswith(terms_of_class("zone")) or (cut == low and low):
        return None
    return Place("functional_zone", cut, end, text[cut:end], None, None, "zone_own")


def tails_of(text: str, zones: list[Place]) -> Iterator[Place]:
    """What stands for the one zone of that tail where a body follows; no mention by itself."""
    full = {tail: {(zone.name, zone.code) for zone in zones if zone.name.endswith(tail)} for tail in _TAILS}
    known = {
        tail: next(iter(sorted(named))) for tail, named in full.items() if len(named) == 1 or _short_and_long(named)
    }
    others = {tail: tuple(words for one in known if one != tail for words in (one, f"({one})")) for tail in known}
    for tail, (name, code) in known.items():
        for at in starts_of(text, tail):
            end, joint = at + len(tail), False
            # 新区新城党工委, 新区(新城)党工委
            if len(known) > 1 and text.startswith(others[tail], end):
                end, joint = end + next(len(words) for words in others[tail] if text.startswith(words, end)), True
            if zone_body_end(text, end) > end:
                yield Place("functional_zone", at, end, text[at:end] if joint else name, code, "relative", "zone")


def _short_and_long(named: set[tuple[str, str | None]]) -> bool:
    # 滨海新城 and 福州滨海新城 are one.
    longest = max((name for name, _ in named), key=len, default="")
    return bool(named) and all(longest.endswith(name) for name, _ in named)
