"""Bodies and posts a notice names: what stands right behind a place, or behind 省, 市, 区, 县."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from schemas.quick import quick
from tasks.parse.anchors import han_start, one_of, starts_of
from tasks.parse.bodies import (
    Terms,
    by_opening,
    composed_at,
    forms_of_committees,
    openings_of_bodies,
    openings_of_departments,
    term_at,
    terms_of,
    word_at,
)
from tasks.parse.places import Home, Place, with_parents
from tasks.parse.vocabulary import vocabulary

# 小区, 园区, 两区, 超市, 全市, 本县: the sign ends another word. 我区 is the inspected body's.
_OTHER_WORD = {
    "区": frozenset("社小园景辖城校片库灾牧山矿禁专战地院新两各全本该市县港范务居产心能东西南北老旧"),
    "市": frozenset("超城上门夜楼股全本集县各入菜灯花鱼区都闹"),
    "县": frozenset("全各本该郡外区乡"),
    "省": frozenset("全各本外节反该"),
}
# 开发区, 集中区: of these words the sign is the end, while 印发区委… and 其中区审计局 go on with a body.
_OTHER_PAIRS = frozenset({"开发", "集中", "城中", "市中", "突发", "高发", "多发"})
_PAIR_ENDS = frozenset("发中")
_GROUP = re.compile(  # 省委巡视八组 · 市委巡察一组 · 省委第八巡视组
    r"委(?:第[一二三四五六七八九十]{1,3})?(?:巡视|巡察)(?:第?[一二三四五六七八九十]{1,3})?组"
)
_GROUP_OPENINGS = frozenset({"委巡", "委第"})
_JOINT = frozenset("、和及")
# 区政府投资项目, 省政府采购网, 区政府项目投资管理办法: no act of the government.
_GOVERNMENT = frozenset({2, 4})
_GOVERNMENT_WORDS = frozenset({"投资", "采购", "债务", "债券", "项目"})
# 长乐区行政中心 is a place to build and move to.
# 区委, 区长: one character tells.
_ALONE = frozenset("委长")
_SEAT = "行政中心"
_CHIEF_GOES_ON = frozenset("处员")
_DEPARTMENT_REACH = 16
_SHORTEST_DEPARTMENT = 4
_HEADS = {"省": "省长", "市": "市长", "区": "区长", "县": "县长"}
_HEAD_GOES_ON = frozenset("期效远治者江汀乐")


@quick
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
class Owner:
    """The place whose body, firm or post it is."""

    name: str
    code: str | None
    resolved_by: str | None


@cache
def before_words(*more: str) -> re.Pattern[str]:
    """The words that stand before a name and are none of it."""
    return one_of(row[1] for row in vocabulary("enterprises") if row[0] in {"before", *more})


@cache
def _posts() -> re.Pattern[str]:
    return one_of(row[1] for row in vocabulary("posts_public"))


def offices_of(text: str, signs: list[int], places: tuple[Place, ...], home: Home) -> Iterator[Office]:
    """Every body, and the posts of chief officials, in no order; never a person's name."""
    for place in places:
        end = _body_end(text, place.end, place.rule)
        if end > place.end and text[place.end : end] != _SEAT:
            whose = Owner(place.name, place.code, place.resolved_by)
            yield from _office(text, place.start, place.end, end, whose, of=place.rule)
    named, openings = {place.end for place in places}, openings_of_bodies()
    whose_level = {level: owner_of(level, home) for level in _OTHER_WORD}
    for at in signs:
        ahead = text[at + 1 : at + 3]
        if (ahead in openings or ahead[:1] in _ALONE) and text[at] in whose_level and at + 1 not in named:
            yield from _relative(text, at, whose_level[text[at]])
    yield from _short(text, home)


def _body_end(text: str, at: int, rule: str) -> int:
    """Where the body of a place ends that begins at ``at``; ``at`` where none does."""
    if rule == "township":
        return max(term_at(text, at, terms_of("town")), composed_at(text, at, terms_of("form")))
    if rule.startswith("zone"):
        return zone_body_end(text, at)
    return division_body_end(text, at)


def zone_body_end(text: str, at: int) -> int:
    """Where the body of a functional zone ends that begins at ``at``; ``at`` where none does."""
    return max(term_at(text, at, terms_of("zone")), composed_at(text, at, forms_of_committees()))


def division_body_end(text: str, at: int) -> int:
    """Where the body of a division ends, its committee's and government's own offices included."""
    forms = terms_of("form")
    if text[at : at + 1] == "委":
        if text[at + 1 : at + 3] not in openings_of_departments() and text[at + 1 : at + 2] != "办":
            return at + 1
        return max(term_at(text, at, terms_of("body")), at + 1, composed_at(text, at + 1, forms_of_committees()))
    end = term_at(text, at, terms_of("body"))
    if end - at in _GOVERNMENT and text.startswith("政府", end - 2):
        composed = composed_at(text, end, forms)
        return composed if composed > end or text[end : end + 2] not in _GOVERNMENT_WORDS else at
    return end if end > at else composed_at(text, at, forms)


def stands_alone(text: str, at: int) -> bool:
    """Whether 省, 市, 区, 县 at a place is a word of its own, as in 区委, and not the end of another, as in 园区."""
    before = text[at - 1 : at]
    if before in _OTHER_WORD[text[at]]:
        return False
    return before not in _PAIR_ENDS or text[at - 2 : at] not in _OTHER_PAIRS


def _relative(text: str, at: int, whose: Owner) -> list[Office]:
    if not stands_alone(text, at):
        return []
    start = at - 1 if text[at - 1 : at] == "我" else at
    if text[at + 1] == "委" and text[at + 2 : at + 3] not in committee_goes_on() and text[at - 1] != "团":
        # 区委 alone is every third body of a notice.
        name = f"{whose.name}委"
        rule = "organisation_relative" if whose.code else "organisation"
        return [Office("organisation", start, at + 2, name, whose.code, whose.resolved_by, rule)]
    group = _GROUP.match(text, at + 1) if text[at + 1 : at + 3] in _GROUP_OPENINGS else None
    end = group.end() if group else division_body_end(text, at + 1)
    if end == at + 1:
        return _head(text, start, at, whose)
    if text[at - 1 : at] == "团" and text[at + 1 : end] == "委":
        name = f"共青团{whose.name}委"
        return [Office("organisation", at - 1, end, name, whose.code, whose.resolved_by, "organisation_relative")]
    return _office(text, start, at + 1, end, whose, of="division")


def _head(text: str, start: int, at: int, whose: Owner) -> list[Office]:
    """The head of a government, by post: 区长."""
    if not text.startswith(_HEADS[text[at]], at) or text[at + 2 : at + 3] in _HEAD_GOES_ON:
        return []
    # 副区长 is no chief, and 区政府区长 names the government.
    if text[at - 1 : at] == "副" or text.endswith("政府", 0, at):
        return []
    name = (whose.name if whose.code else "") + text[start : at + 2].removeprefix("我")
    return [Office("post", start, at + 2, name, whose.code, whose.resolved_by, "post")]


@cache
def committee_goes_on() -> frozenset[str]:
    """The characters behind 委 with which a longer body, a post or a joined body may begin."""
    posts = (row[1] for row in vocabulary("posts_public"))
    return frozenset(words[0] for words in (*openings_of_departments(), *posts, *_JOINT, "书", "第"))


def owner_of(level: str, home: Home) -> Owner:
    """Whose a body is that is called 省…, 市…, 区…, 县… only."""
    place = home.at(level)
    return Owner(place.name, place.code, "relative") if place else Owner(level, None, None)


def _office(text: str, start: int, at: int, end: int, whose: Owner, *, of: str) -> list[Office]:
    """The body ``text[at:end]`` of a place or its chief's post, and those that share the place: 区住建局、农业农村局."""
    code, by = whose.code, whose.resolved_by
    body = text[at:end]
    # The post of any other official comes close to a name: his body is what is named.
    chief = of != "township" and body in {"委", "党工委"} and text.startswith("书记", end)
    if chief and text[end + 2 : end + 3] not in _CHIEF_GOES_ON:
        return [Office("post", start, end + 2, whose.name + text[at : end + 2], code, by, "post")]
    rule = "organisation_relative" if by == "relative" else "organisation"
    offices = [Office("organisation", start, end, whose.name + body, code, by, rule)]
    party = "委" if body.startswith("委") else ""
    post = _posts().match(text, end) if party else None
    end = post.end() if post else end
    if text[end : end + 1] not in _JOINT:
        return offices
    while text[end : end + 1] in _JOINT:
        at = end + 1
        prefix, end = party, _department_end(text, at) if party else at
        if end == at and not post:
            prefix, end = "", _body_end(text, at, of)
        if end - at < 2:
            break
        offices.append(
            Office("organisation", at, end, whose.name + prefix + text[at:end], code, by, "organisation_joint")
        )
    return offices


def _department_end(text: str, at: int) -> int:
    """Where a department of a committee ends, as 区委组织部、宣传部 joins them."""
    return max(term_at(text, at, _of_committee()), composed_at(text, at, _party_forms()))


@cache
def _of_committee() -> Terms:
    """What follows 委 in the name of a body of two characters or more."""
    return by_opening(
        [row[1][1:] for row in vocabulary("organisations") if row[0] == "body" and row[1][0] == "委" != row[1]]
    )


@cache
def _party_forms() -> Terms:
    return by_opening(["部", "办", "室", "委"])


def _short(text: str, home: Home) -> Iterator[Office]:
    """Bodies under a division's short form: 台江公安分局, 台江税务局; 福州数字金融审执中心 may be anyone's there."""
    if home.zone:
        return
    for division in (home.own, home.city, home.province):
        if division is None or len(division.name) < 3 or (division is home.city and home.own is home.city):
            continue
        short = division.name[:-1]
        for start in starts_of(text, short):
            at = start + len(short)
            end = composed_at(text, at, terms_of("form"))
            if end == at:
                continue
            if division is home.own:
                # 莆田市仙游生态环境局
                first = with_parents(text, start, division, home)
                yield Office("organisation", first, end, text[first:end], division.code, "parent", "organisation")
            else:
                yield Office("organisation", start, end, text[start:end], None, None, "organisation")


def bare_groups_of(text: str, known: list[Office]) -> Iterator[Office]:
    """Inspection groups without their committee, as 巡察一组反馈意见后, where the notice names them with it."""
    full = {
        text[one.start + 2 : one.end]: one for one in reversed(known) if _GROUP.fullmatch(text, one.start + 1, one.end)
    }
    for name, one in full.items():
        for at in starts_of(text, name):
            # 市委巡察一组 is found with its committee, 十一届省委第二轮巡视一组 is another.
            if not "\u4e00" <= text[at - 1] <= "\u9fff":
                yield Office("organisation", at, at + len(name), one.name, one.code, one.resolved_by, one.rule)


def zone_committees_of(text: str, zones: list[Place], home: Home) -> Iterator[Office]:
    """A committee's branch in a zone: 市委滨海新城工作委员会."""
    for zone in zones:
        at = zone.start - 2
        if at >= 0 and text[at] in _OTHER_WORD and text[at + 1] == "委" and stands_alone(text, at):
            end = term_at(text, zone.end, terms_of("zone"))
            owner = owner_of(text[at], home)
            if end > zone.end:
                name = owner.name + text[at + 1 : end]
                yield Office("organisation", at, end, name, owner.code, owner.resolved_by, "organisation_relative")


def departments_of(text: str, home: Home) -> Iterator[Office]:
    """The departments of an inspected zone, which it calls by their bare names: 城管园林部, 综合协调办."""
    if home.zone is None:
        return
    for at in starts_of(text, "部", "办"):
        if word_at(text, at - 2) != at or text.endswith("指挥", 0, at):
            continue
        start = han_start(text, max(0, at - _DEPARTMENT_REACH), at)
        starts = [start, *(word.end() for word in before_words().finditer(text, start, at))]
        for start in starts:
            if at - start >= _SHORTEST_DEPARTMENT and composed_at(text, start, _party_forms()) == at + 1:
                yield Office("organisation", start, at + 1, text[start : at + 1], None, None, "organisation_department")
                break
