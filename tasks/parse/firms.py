"""Firms a notice names, found from the last word of their names."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from tasks.parse.anchors import ends_of, name_start, one_of, starts_of
from tasks.parse.offices import Office, before_words
from tasks.parse.places import Home, Place
from tasks.parse.vocabulary import vocabulary

_FORMS = ("股份有限", "有限责任", "集团有限", "有限")
# 集团有限公司 is found at its 公司; 集团化, 集团校 are no firms.
_GROUP_GOES_ON = ("有限公司", "公司", "化", "校", "股份")
# The last words of other firms' names.
_OTHER_FORMS = frozenset({
    *("股份经济合作社", "经济合作社", "专业合作社", "合作社", "经合社", "经联社", "律师事务所", "会计师事务所"),
    *("农商行", "信用联社", "农信社", "银行", "林场", "农场", "印刷厂", "控股"),
})  # fmt: skip
_GENERIC_OTHERS = re.compile(
    r"(?:农民|专业|股份|经济|供销|信用|家庭|国有|集体|村|村级|镇|商业|政策性|开发|合作|村镇|社区|各|等|多|大|全资|相对|绝对|参股|相关|有关|个|家|所|大型|示范|第三方|律师|会计师|代理)*"
)
# 控股股东, 控股子公司, 控股企业
_HOLDING_GOES_ON = frozenset("股公企权子集的比有")
# 交通银行福建省分行
_BRANCH = re.compile(r"[\u4e00-\u9fff]{2,8}?[分支]行")
_REACH = 24
# A name never holds them: 的, 了, 等, 其, 被, 将, 名, 并
_FUNCTION = re.compile(r"[的了等其被将名并把使让已还也]|所属|下属")
_GENERIC_WORDS = re.compile(r"^(?:紧密型|\d|一|两|三|多|各|其|该|本|有关|相关)")
# 台江区城投集团下属房地产开发公司: behind its owner a line of business is name enough.
_OWNERS = ("集团", "公司", "下属", "所属", "下属企业", "下属单位")
# 比特大陆(湛华), 上海建纬(福州)律师事务所: a place in brackets within the name.
_BRACKET = re.compile(r"[\u4e00-\u9fff]{2,8}\([\u4e00-\u9fff]{2,4}\)[\u4e00-\u9fff]{0,8}\Z")
# 新区集团纪委: a body of the firm; 集团党委书记 names the firm.
_JOINT = frozenset("、和及")
_BODIES = ("纪委", "党委", "工会", "团委")
_POSTS = ("书记", "委员", "副书记", "主席", "原", "专职")


Named = Office | Place


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(
        f"(?:{one_of(row[1] for row in vocabulary('enterprises') if row[0] == 'trade').pattern}){{1,9}}(?:有限|责任)?"
    )


def is_trade(words: str) -> bool:
    """Whether words are lines of business throughout, so that they name nobody: 房地产开发."""
    return _trades().fullmatch(words) is not None


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary("enterprises") if row[0] == "verb")


@cache
def _generic() -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary("enterprises") if row[0] == "generic")


def firms_of(text: str, places: tuple[Place, ...], home: Home) -> Iterator[Office]:
    """Every firm whose name has a certain beginning: a mark, a place, or a word known to stand before a name."""
    starts = {place.start: place for place in places if place.kind == "division"}
    ordered = sorted(starts)
    for form, end in _forms_in(text):
        start = firm_start(text, form, ordered)
        if start is None:
            continue
        owned = text.endswith(_OWNERS, 0, start)
        if owned and form - start >= 2 and is_trade(text[start:form]):
            yield Office("enterprise", start, end, text[start:end], None, None, "enterprise")
        elif _is_name(text[start:form], text[form:end], owned=owned):
            yield _firm(text, start, _with_body(text, end), starts, home)
    for form, end in _others_in(text):
        start = firm_start(text, form, ordered)
        if start is None or form - start > _REACH - 4 or _FUNCTION.search(text, start, form):
            continue
        branch = _BRANCH.match(text, end) if text.endswith("行", 0, end) else None
        if len(text[start:form]) >= 2 and not _GENERIC_OTHERS.fullmatch(text, start, form):
            yield _firm(text, start, branch.end() if branch else end, starts, home)


def firm_start(text: str, form: int, ordered: list[int]) -> int | None:
    bracket = _BRACKET.search(text, max(0, form - _REACH), form) if ")" in text[max(0, form - 9) : form] else None
    if bracket is not None:
        return name_start(text, _REACH, text.index("(", bracket.start()), before_words())
    start = name_start(text, _REACH, form, before_words())
    if start is not None and text.startswith(_verbs(), start):
        behind = start + next(len(words) for words in _verbs() if text.startswith(words, start))
        # 服务永荣集团: but 投资开发集团 is no firm 开发集团.
        start = behind if form - behind >= 2 and not is_trade(text[behind:form]) else start
    # 对责任人台江区房地产开发公司: the place begins the name, whatever stands before it.
    last = bisect_left(ordered, form) - 1
    if last < 0 or ordered[last] < form - _REACH:
        return start
    return ordered[last] if start is None else max(start, ordered[last])


def _forms_in(text: str) -> Iterator[tuple[int, int]]:
    """Where 公司 with the words of its legal form, and 集团 as the last word of a name, begin and end."""
    for at in starts_of(text, "公司"):
        form = next((words for words in _FORMS if text.endswith(words, 0, at)), "")
        yield at - len(form), at + 2
    for at in starts_of(text, "集团"):
        if not text.startswith(_GROUP_GOES_ON, at + 2):
            yield at, at + 2


def _others_in(text: str) -> Iterator[tuple[int, int]]:
    for end, form in ends_of(text, _OTHER_FORMS).items():
        if form != "控股" or text[end : end + 1] not in _HOLDING_GOES_ON:
            yield end - len(form), end


def _with_body(text: str, end: int) -> int:
    # Each is of two characters.
    return end + 2 if text.startswith(_BODIES, end) and not text.startswith(_POSTS, end + 2) else end


def _is_name(stem: str, form: str, *, owned: bool) -> bool:
    if stem in _public_stems() and form == "集团":
        return True
    if not 2 <= len(stem) <= 18 or _FUNCTION.search(stem) or _GENERIC_WORDS.match(stem) or is_trade(stem):
        return False
    if not stem.endswith(_generic()):
        return True
    tail = next(words for words in _generic() if stem.endswith(words))
    # 顺佳物业有限公司, 下属国梦教育公司: with its legal form or owner, what it deals in is the end of its name.
    legal = form.startswith(("有限", "股份", "集团有"))
    return (legal or owned) and len(stem) - len(tail) >= 2 and not is_trade(stem[: -len(tail)])


def _firm(text: str, start: int, end: int, starts: dict[int, Place], home: Home) -> Office:
    raw = text[start:end]
    kind = "organisation" if raw.endswith(_BODIES) else "enterprise"
    place = starts.get(start)
    if place is not None:
        return Office(kind, start, end, raw, place.code, place.resolved_by, "enterprise")
    own = raw.removeprefix("我")
    level = home.at(own[0])
    if level is not None:
        return Office(kind, start, end, level.name + own[1:], level.code, "relative", "enterprise")
    if home.own and home.zone is None and raw.startswith(home.own.name[:-1]):
        return Office(kind, start, end, raw, home.own.code, "parent", "enterprise")
    return Office(kind, start, end, raw, None, None, "enterprise")


def share_owner(text: str, named: list[Named], home: Home) -> list[Named]:
    """The names, where a group that a division owns has its 区 from the body before it: 区国投集团、城投集团."""
    shared: list[Named] = []
    for name in named:
        one, before = name, shared[-1] if shared else None
        if (
            isinstance(one, Office)
            and isinstance(before, Office)
            and one.rule == "enterprise"
            and one.code is None
            and before.resolved_by == "relative"
            and before.end + 1 == one.start
            and text[before.end] in _JOINT
            and text[one.start : one.end] in _public_groups()
        ):
            owner = next(place for place in (home.own, home.city, home.province) if place and place.code == before.code)
            one = replace(one, name=owner.name + one.name, code=before.code, resolved_by="relative")
        shared.append(one)
    return shared


@cache
def _public_groups() -> frozenset[str]:
    return frozenset(stem + form for stem in _public_stems() for form in ("集团", "公司"))


@cache
def _public_stems() -> frozenset[str]:
    return frozenset(row[1] for row in vocabulary("enterprises") if row[0] == "public")
