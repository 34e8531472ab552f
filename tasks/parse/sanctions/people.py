"""Persons as notices name them: a name behind its posts, alone, or in a list joined by 、 (which joins two posts too).

A name is told by a surname (``vocabulary/surnames.tsv``), a post before it (``vocabulary/posts.tsv``) and a sure right
edge: the word of a sanction, a stop, or the deed its bearer did (``vocabulary/deeds.tsv``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tasks.parse.body import Span
from tasks.parse.sanctions.ground import COVER, Ground
from tasks.parse.sanctions.posts import in_post, post_span, title_ends
from tasks.parse.vocabulary import vocabulary

_HAN = "[\u4e00-\u9fff]"
_GIVEN = "(?![的了是对被等其负该])[\u4e00-\u9fff]"
# 林岚在招标工作过程中: 在, 因, 受 begin what the bearer did, and end no name.
_LAST = "(?![的了是对被等其负该作收在因受于以为违未不向将把还又已均从按给])[\u4e00-\u9fff]"
# 对文旅局约谈: without a post before it, what ends like a body is one
_BODY_END = "[局委办院校所站部处室科厂镇乡村区县市店队组会司行段路性化型类者]"
_LONGEST_LIST = 400
_LONGEST_POST = 80
_LONGEST_NAME = 4
_LONGEST_DOTTED = 35  # 阿不都·买买提
# 等2人 · 等7位同志 · 等三人
_AND_OTHERS = re.compile(r"等\s?(\d{1,3}|[二两三四五六七八九十])\s?[人名位](?:同志|干部|人员|党员)?")
_AND_OTHERS_LENGTH = 10
_JOINT = re.compile(r"[、,]")
_AND = re.compile(r"和|及|以及|与")
# 2022年1月,孟祥被开除党籍 · 其中, · 同时
_LEAD = re.compile(
    r"(?:\d{1,3}[.、]|\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?|其中|同时|此外|另外|目前|日前|随后|经查|[:,\s]){0,6}(?:负责人|责任人)?"
)
_CLAUSE = re.compile(r"[^,;。:!?\n]{1,400}")
_NUMERALS = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True, slots=True)
class Person:
    """A name at ``start:end``, and the post printed before it, null where there is none."""

    start: int
    end: int
    post: Span | None = None
    relative: Span | None = None  # 违反工作纪律 in 违反工作纪律的时任…中队长张家焜
    retired: bool = False


@dataclass(frozen=True, slots=True)
class Persons:
    """Persons named together, the place behind the last of them, and how many the text says they are (等5人)."""

    people: tuple[Person, ...]
    end: int
    stated: int | None = None


@cache
def _surnames() -> tuple[str, str]:
    """Surnames of two characters as an alternation, those of one as a class."""
    rows = vocabulary("surnames")
    single = "".join(name for name, kind, *_ in rows if kind != "compound")
    return "|".join(name for name, kind, *_ in rows if kind == "compound"), f"[{single}]"


@cache
def _plain() -> str:
    """The surnames that are no common word."""
    return "[" + "".join(name for name, kind, *_ in vocabulary("surnames") if kind == "plain") + "]"


@cache
def _not_a_name() -> str:
    return "(?!" + "|".join(row[0] for row in vocabulary("not_names")) + ")"


def free_name() -> str:
    """A name whose left edge is known and whose right edge is what the caller asks for next: 林影 of 林影等其余21名干部."""
    compound, _ = _surnames()
    return f"{_not_a_name()}(?:(?:{compound}){_GIVEN}{{1,2}}|{_plain()}(?:{_GIVEN}){{1,2}})"


@cache
def _whole(*, posted: bool) -> re.Pattern[str]:
    """A name whose both edges are known: 张三, 林 涛, 欧阳修, 李某, 某某, 阿不都·买买提."""
    compound, single = _surnames()
    single = single if posted else _plain()
    body = "" if posted else f"(?!{_HAN}{{1,3}}(?<={_BODY_END})(?!{_HAN}))"
    return re.compile(
        f"{_not_a_name()}{body}(?:(?:{compound}){_GIVEN}{{1,2}}|{single}(?:(?:{_GIVEN}){{1,2}}| {_GIVEN})"
        f"|{single}?某{{1,3}}|{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}){{1,3}}|[X×]{{2,3}})"
    )


@cache
def _before_a_deed() -> re.Pattern[str]:
    """A name whose left edge is known, longest first: 林岚 of 林岚在招标工作过程中失职."""
    compound, single = _surnames()
    plain = _plain()
    deeds = "|".join(row[0] for row in vocabulary("deeds"))
    edge = f"(?=$|[,。;:、\\n{COVER}]|等|同志|[和与及]|以及|{deeds})"
    return re.compile(
        f"{_not_a_name()}(?:(?:{compound})(?:{_GIVEN}{_LAST}|{_LAST}){edge}|{single}?某{{1,3}}{edge}"
        f"|{plain}{_GIVEN}{_LAST}{edge}|{plain} ?{_LAST}{edge}|{single}{_GIVEN}{_LAST}(?=[,、被{COVER}]|受到)"
        f"|{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}?){{1,3}}{edge}|[X×]{{2,3}})"
    )


@cache
def _before_a_sanction() -> re.Pattern[str]:
    """A name without a post at the head of a clause: only the passive makes it sure. 孟祥被开除党籍."""
    compound, single = _surnames()
    plain = _plain()
    deeds = "|".join(row[0] for row in vocabulary("deeds"))
    edge = r"(?=$|被|受到|因|[、和]|等\d|等[二三四五六七八九十]|均|分别|同志)"
    name = f"(?:(?:{compound}){_GIVEN}{{0,1}}{_LAST}|{plain}{_GIVEN}{_LAST}|{plain} ?{_LAST})"
    masked = f"{single}?某{{1,3}}(?:{edge}|(?={deeds}))"
    return re.compile(f"{_not_a_name()}(?:{masked}|(?:{name}|{_HAN}{{1,8}}(?:·{_HAN}{{1,8}}?){{1,3}}){edge})")


@cache
def _at_least() -> re.Pattern[str]:
    """A name with no edge known: 陈晓翔 of 区委书记陈晓翔坚决扛牢."""
    compound, _ = _surnames()
    return re.compile(f"{_not_a_name()}(?:(?:{compound}){_LAST}|{_plain()}{_GIVEN}{_LAST})(?={_HAN})")


def listed(ground: Ground, start: int, end: int) -> Persons | None:
    """The persons that fill ``start:end``, the last name ending right at its end: 局长张伯舜,副局长黄晓茹等2人.

    Null where the words are something else: an office, an unnamed leader, a clause.
    """
    veiled = ground.veiled
    if not 1 < end - start <= _LONGEST_LIST:
        return None
    others = _AND_OTHERS.search(veiled, max(start, end - _AND_OTHERS_LENGTH), end)
    stop = others.start() if others and others.end() == end else end
    people: list[Person] = []
    since = start
    for chunk_end in _chunk_ends(veiled, start, stop):
        if chunk_end - since > _LONGEST_POST * 2:
            return None
        named = _at_end(ground, since, chunk_end)
        if named is None:
            # 原副所长、原出纳陈辉: two posts of one person
            continue
        people.extend(named)
        since = chunk_end + 1
    if not people or since <= stop:
        return None
    return Persons(tuple(people), end, _stated(others) if others and stop < end else None)


def led(ground: Ground, start: int, end: int) -> Persons | None:
    """The persons the words of ``start:end`` begin with: 书记郭鲁琳、主任林涛,在工作中监督把关不严."""
    lead = _LEAD.match(ground.veiled, start, end)
    at = lead.end() if lead else start
    people: list[Person] = []
    while True:
        person = _first(ground, at, end)
        if person is None:
            break
        people.append(person)
        at = _behind(ground.veiled, person.end, end)
        joint = at < end and ground.veiled[at] in "、和及与"
        if not joint:
            break
        at += 1
    if not people:
        return None
    others = _AND_OTHERS.match(ground.veiled, at, end)
    return Persons(tuple(people), others.end() if others else at, _stated(others) if others else None)


def name_after(veiled: str, at: int) -> str | None:
    """The name that begins at ``at``, right behind a title; null where none does.

    Its right edge is a stop or what its bearer did; where neither is known, a name of three characters is taken.
    """
    name = _before_a_deed().match(veiled, at) or _at_least().match(veiled, at)
    return name[0] if name else None


def people_in(ground: Ground, start: int, end: int) -> Iterator[Person]:
    """Every person a clause of ``start:end`` begins with, behind a post or masked (李某), in order."""
    for clause in _CLAUSE.finditer(ground.veiled, start, end):
        persons = led(ground, clause.start(), clause.end())
        for person in persons.people if persons else ():
            if person.post or "某" in ground.text[person.start : person.end]:
                yield person


def _chunk_ends(veiled: str, start: int, end: int) -> Iterator[int]:
    yield from (match.start() for match in _JOINT.finditer(veiled, start, end))
    yield end


def _at_end(ground: Ground, start: int, end: int) -> list[Person] | None:
    """The person ``start:end`` ends with, and the one 和 joins before it."""
    last = _one(ground, start, end)
    if last is None:
        return None
    for joint in _AND.finditer(ground.veiled, start, last.start):
        before, after = _one(ground, start, joint.start()), _one(ground, joint.end(), end)
        if before and after:
            return [before, after]
    return [last]


def _one(ground: Ground, start: int, end: int) -> Person | None:
    veiled = ground.veiled
    stop = end
    while stop > start and veiled[stop - 1] == COVER:
        stop -= 1
    stop -= 2 if veiled.endswith("同志", start, stop) else 0
    aside = ground.text[stop:end]
    longest = _LONGEST_DOTTED if veiled.find("·", max(start, stop - _LONGEST_DOTTED), stop) >= 0 else _LONGEST_NAME
    posted = _whole(posted=True)
    fits = [at for at in range(max(start, stop - longest), stop) if posted.fullmatch(veiled, at, stop)]
    if not fits:
        return None
    ends = {start, *title_ends(veiled, start, stop)}
    for at in reversed(fits):
        # 给予相应处分: without a post before it, 相 is a word.
        if at in ends and (at > start or _whole(posted=False).fullmatch(veiled, at, stop)):
            post, relative = post_span(veiled, start, at)
            return Person(at, stop, post, relative, "退休" in aside)
    return None


def _first(ground: Ground, start: int, end: int) -> Person | None:
    veiled = ground.veiled
    bare = _before_a_sanction().match(veiled, start, end)
    if bare:
        return Person(start, bare.end())
    stop = min(end, start + _LONGEST_POST * 2)
    comma = veiled.find(",", start, stop)
    stop = comma if comma >= 0 else stop
    for at in title_ends(veiled, start, stop):
        # The name's edge may be the comma itself.
        name = _before_a_deed().match(veiled, at, min(end, stop + 1))
        if name and not in_post(veiled, start, at):
            return None
        if name:
            post, relative = post_span(veiled, start, at)
            behind = ground.text[name.end() : _behind(veiled, name.end(), end)]
            return Person(at, name.end(), post, relative, "退休" in behind)
    return None


def _behind(veiled: str, at: int, end: int) -> int:
    """The place behind a name's 同志 and its brackets."""
    at += 2 if veiled.startswith("同志", at, end) else 0
    while at < end and veiled[at] == COVER:
        at += 1
    return at


def _stated(match: re.Match[str]) -> int:
    return int(match[1]) if match[1].isdecimal() else _NUMERALS[match[1]]
