"""Bodies and posts a notice names: what stands right behind a place, or behind 省, 市, 区, 县."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

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
_JOINT = re.compile(r"[、和及]")
# 区政府投资项目, 省政府采购网: no act of the government.
_GOVERNMENT_WORDS = frozenset({"投资", "采购", "债务", "债券"})
# 区委常委会 is a body, 区委常委班子 one too; 区长期 is no post.
_NO_POST_AFTER = frozenset("会班")
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


@cache
def _by_first(*classes: str) -> Mapping[str, tuple[str, ...]]:
    """The terms of the classes by their first character, longest first."""
    terms: dict[str, list[str]] = defaultdict(list)
    for kind, term, _ in vocabulary("organisations"):
        if kind in classes:
            terms[term[0]].append(term)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in terms.items()}


@cache
def _posts() -> re.Pattern[str]:
    words = sorted((row[1] for row in vocabulary("posts_public")), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def _levels() -> re.Pattern[str]:
    return re.compile(f"[省市区县](?=[长{''.join(_by_first('body', 'bureau', 'office'))}])")


@cache
def _fixed() -> re.Pattern[str]:
    return re.compile("|".join(term for terms in _by_first("fixed").values() for term in terms))


def offices_of(text: str, places: tuple[Place, ...], home: Home) -> Iterator[Office]:
    """Every body and post, in no order; a post holds its body's words, never a person's name."""
    named = {}
    for place in places:
        named[place.end] = place
        classes = {"township": ("town",), "zone": ("zone",)}.get(place.rule, ("body", "bureau", "office"))
        body = _longest(text, place.end, *classes)
        if body:
            yield from _office(text, place.start, place.end, body, place)
    for match in _levels().finditer(text):
        if match.end() not in named:
            yield from _relative(text, match.start(), match[0], home)
    yield from _short(text, home)
    for match in _fixed().finditer(text):
        yield Office("organisation", match.start(), match.end(), match[0], None, None, "organisation_fixed")


def _longest(text: str, at: int, *classes: str) -> str:
    for words in _by_first(*classes).get(text[at : at + 1], ()):
        if text.startswith(words, at) and not (words == "政府" and text[at + 2 : at + 4] in _GOVERNMENT_WORDS):
            return words
    return ""


def _relative(text: str, at: int, level: str, home: Home) -> Iterator[Office]:
    before = text[at - 1 : at]
    if before in _OTHER_WORD[level]:
        return
    start = at - 1 if before == "我" else at
    group = _GROUP.match(text, at + 1)
    body = group[0] if group else _longest(text, at + 1, "body", "bureau", "office")
    whose = _whose(start, at + 1, level, home)
    if body:
        yield from _office(text, start, at + 1, body, whose)
    elif text.startswith(_HEADS[level], at) and text[at + 2 : at + 3] not in _HEAD_GOES_ON:
        start = at - 1 if before == "副" else start
        name = (whose.name if whose.code else "") + text[start : at + 2].removeprefix("我")
        yield Office("post", start, at + 2, name, whose.code, whose.resolved_by, "post")


def _whose(start: int, end: int, level: str, home: Home) -> Place:
    place = home.at(level)
    if place is None:
        return Place("division", start, end, level, None, None, "level")
    return Place("division", start, end, place.name, place.code, "relative", "level")


def _office(text: str, start: int, at: int, body: str, whose: Place) -> Iterator[Office]:
    """The body at ``at``, its post, and the bodies that share its place: 区住建局、农业农村局、生态环境局."""
    end, code, by = at + len(body), whose.code, whose.resolved_by
    post = _posts().match(text, end)
    if post and text[post.end() : post.end() + 1] not in _NO_POST_AFTER:
        yield Office("post", start, post.end(), whose.name + text[at : post.end()], code, by, "post")
        return
    rule = "organisation_relative" if by == "relative" else "organisation"
    yield Office("organisation", start, end, whose.name + body, code, by, rule)
    party = "委" if body.startswith("委") else ""
    while _JOINT.match(text, end):
        at = end + 1
        prefix, body = party, _longest_of_committee(text, at) if party else ""
        if not body:
            prefix, body = "", _longest(text, at, "bureau", "office", "body")
        if len(body) < 2:
            return
        end = at + len(body)
        yield Office("organisation", at, end, whose.name + prefix + body, code, by, "organisation_joint")


def _longest_of_committee(text: str, at: int) -> str:
    for words in _by_first("body").get("委", ()):
        if len(words) > 2 and text.startswith(words[1:], at):
            return words[1:]
    return ""


def _short(text: str, home: Home) -> Iterator[Office]:
    """Bodies under the inspected division's short form: 台江公安分局, 台江生态环境局."""
    if home.own is None or home.zone or len(home.own.name) < 3:
        return
    short = home.own.name[:-1]
    for match in re.finditer(re.escape(short), text):
        body = _longest(text, match.end(), "bureau", "office")
        if body:
            yield Office(
                "organisation",
                match.start(),
                match.end() + len(body),
                short + body,
                home.own.code,
                "parent",
                "organisation",
            )
