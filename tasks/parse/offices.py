"""Bodies and posts a notice names: what stands right behind a place, or behind 省, 市, 区, 县."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tasks.parse.anchors import starts_of
from tasks.parse.places import Home, Place
from tasks.parse.vocabulary import vocabulary

# 小区, 园区, 两区, 超市, 全市, 本县: the sign ends another word. 我区 is the inspected body's.
_OTHER_WORD = {
    "区": frozenset("社小园景辖城校片库灾牧山矿禁专战地院新两各全本该市县港范发务居产心能东西南北中老旧"),
    "市": frozenset("超城上门夜楼股全本集县省各入菜灯花鱼区都闹"),
    "县": frozenset("全各本该郡外区乡"),
    "省": frozenset("全各本外节反该"),
}
_GROUP = re.compile(  # 省委巡视八组 · 市委巡察一组 · 省委第八巡视组
    r"委(?:第[一二三四五六七八九十]{1,3})?(?:巡视|巡察)(?:第?[一二三四五六七八九十]{1,3})?组"
)
_JOINT = frozenset("、和及")
# 区政府投资项目, 省政府采购网: no act of the government.
_GOVERNMENT_WORDS = frozenset({"投资", "采购", "债务", "债券"})
# 区委常委会 is a body, 区委常委班子 one too; 区长期 is no post.
_NO_POST_AFTER = frozenset("会班")
_DIVISION_BODIES = ("body", "bureau", "office")
_BODIES_OF = {"township": ("town",), "zone": ("zone",)}
_HEADS = {"省": "省长", "市": "市长", "区": "区长", "县": "县长"}
_HEAD_GOES_ON = frozenset("期效远治者江汀乐")


@dataclass(frozen=True, slots=True)
class Office:
    """A body or post: ``text[start:end]``, its name resolved, and the place whose it is."""

    kind: str
    start: int
    end: int
    name: str
    code: str | None
    resolved_by: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Owner:
    """The place whose body or post it is."""

    name: str
    code: str | None
    resolved_by: str | None


_Terms = Mapping[str, tuple[str, ...]]


@cache
def _by_opening(*classes: str) -> _Terms:
    """The terms of the classes by their first two characters (the term itself where it is one), longest first."""
    terms: dict[str, list[str]] = defaultdict(list)
    for kind, term, _ in vocabulary("organisations"):
        if kind in classes:
            terms[term[:2]].append(term)
    return {opening: tuple(sorted(found, key=len, reverse=True)) for opening, found in terms.items()}


@cache
def _posts() -> re.Pattern[str]:
    words = sorted((row[1] for row in vocabulary("posts_public")), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _openings() -> frozenset[str]:
    return frozenset({"长", *(opening[0] for opening in _by_opening(*_DIVISION_BODIES))})


@cache
def _fixed() -> re.Pattern[str]:
    return re.compile("|".join(term for terms in _by_opening("fixed").values() for term in terms))


def offices_of(text: str, signs: list[int], places: tuple[Place, ...], home: Home) -> Iterator[Office]:
    """Every body and post, in no order; a post holds its body's words, never a person's name."""
    for place in places:
        body = _longest(text, place.end, _by_opening(*_BODIES_OF.get(place.rule, _DIVISION_BODIES)))
        if body:
            whose = _Owner(place.name, place.code, place.resolved_by)
            yield from _office(text, place.start, place.end, body, whose)
    named, openings, bodies = {place.end for place in places}, _openings(), _by_opening(*_DIVISION_BODIES)
    whose_level = {level: _whose(level, home) for level in _OTHER_WORD}
    for at in signs:
        if text[at + 1 : at + 2] in openings and text[at] in whose_level and at + 1 not in named:
            yield from _relative(text, at, whose_level[text[at]], bodies)
    yield from _short(text, home)
    for match in _fixed().finditer(text):
        yield Office("organisation", match.start(), match.end(), match[0], None, None, "organisation_fixed")


def _longest(text: str, at: int, terms: _Terms) -> str:
    for opening in (text[at : at + 2], text[at : at + 1]):
        for words in terms.get(opening, ()):
            if text.startswith(words, at) and not (words == "政府" and text[at + 2 : at + 4] in _GOVERNMENT_WORDS):
                return words
    return ""


def _relative(text: str, at: int, whose: _Owner, bodies: _Terms) -> list[Office]:
    level, before = text[at], text[at - 1 : at]
    if before in _OTHER_WORD[level]:
        return []
    start = at - 1 if before == "我" else at
    group = _GROUP.match(text, at + 1)
    body = group[0] if group else _longest(text, at + 1, bodies)
    if body:
        return _office(text, start, at + 1, body, whose)
    if not text.startswith(_HEADS[level], at) or text[at + 2 : at + 3] in _HEAD_GOES_ON:
        return []
    start = at - 1 if before == "副" else start
    name = (whose.name if whose.code else "") + text[start : at + 2].removeprefix("我")
    return [Office("post", start, at + 2, name, whose.code, whose.resolved_by, "post")]


def _whose(level: str, home: Home) -> _Owner:
    place = home.at(level)
    return _Owner(place.name, place.code, "relative") if place else _Owner(level, None, None)


def _office(text: str, start: int, at: int, body: str, whose: _Owner) -> list[Office]:
    """The body at ``at``, its post, and the bodies that share its place: 区住建局、农业农村局、生态环境局."""
    end, code, by = at + len(body), whose.code, whose.resolved_by
    post = _posts().match(text, end)
    if post and text[post.end() : post.end() + 1] not in _NO_POST_AFTER:
        return [Office("post", start, post.end(), whose.name + text[at : post.end()], code, by, "post")]
    rule = "organisation_relative" if by == "relative" else "organisation"
    offices = [Office("organisation", start, end, whose.name + body, code, by, rule)]
    party = "委" if body.startswith("委") else ""
    while text[end : end + 1] in _JOINT:
        at = end + 1
        prefix, body = party, _longest(text, at, _of_committee()) if party else ""
        if not body:
            prefix, body = "", _longest(text, at, _by_opening(*_DIVISION_BODIES))
        if len(body) < 2:
            break
        end = at + len(body)
        offices.append(Office("organisation", at, end, whose.name + prefix + body, code, by, "organisation_joint"))
    return offices


@cache
def _of_committee() -> _Terms:
    """What follows 委 in the name of a body of two characters or more, as 区委组织部、宣传部 joins them."""
    terms: dict[str, list[str]] = defaultdict(list)
    for kind, term, _ in vocabulary("organisations"):
        if kind == "body" and term[0] == "委" and len(term) > 2:
            terms[term[1:3]].append(term[1:])
    return {opening: tuple(sorted(found, key=len, reverse=True)) for opening, found in terms.items()}


def _short(text: str, home: Home) -> Iterator[Office]:
    """Bodies under the inspected division's short form: 台江公安分局, 台江生态环境局."""
    if home.own is None or home.zone or len(home.own.name) < 3:
        return
    short = home.own.name[:-1]
    for start in starts_of(text, short):
        at = start + len(short)
        body = _longest(text, at, _by_opening("bureau", "office"))
        if body:
            end = at + len(body)
            yield Office("organisation", start, end, short + body, home.own.code, "parent", "organisation")
