"""Leading groups and headquarters: a place or committee, a purpose of any words, and 领导小组 or 指挥部."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tasks.parse.anchors import starts_of
from tasks.parse.offices import Office, before_words, owner_of, stands_alone
from tasks.parse.places import Home, Place

_ENDS = ("领导小组", "指挥部")
_REACH = 26
# A purpose holds none of these: no stop, no verb of founding, no second body, and nobody's name behind his post.
_STOP = re.compile(
    r"[,。;:、()\n的了和及由在对向把被将等个]|书记|任(?!务)|成立|召开|组织|设立|明确|通过|印发|制定|会同|带领"
)
# 省委巡视整改工作领导小组: the inspected body's own, for the inspection of the 省委.
_FOR_THE_INSPECTION = re.compile(
    r"委(?:第[一二三四五六七八九十]{1,2}轮)?巡[视察](?:反馈|意见|问题)*整改(?:落实)?(?:工作)?领导小组"
)
# 2017年区绩效管理工作领导小组
_DATE = re.compile(r"\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?")
# 桥南片区更新改造项目指挥部, behind 洛江区文旅经济发展指挥部、: joined by a mark, they share the place.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Ground:
    """The text, where its divisions and the signs 省, 市, 区, 县 stand, and where it speaks from."""

    text: str
    signs: list[int]
    divisions: Mapping[int, Place]
    starts: list[int]
    home: Home


def groups_of(text: str, signs: list[int], places: tuple[Place, ...], home: Home) -> Iterator[Office]:
    """Every leading group and headquarters that names its place or committee."""
    divisions = {place.start: place for place in places if place.kind == "division"}
    ground = _Ground(text, signs, divisions, sorted(divisions), home)
    before: Office | None = None
    for at in starts_of(text, *_ENDS):
        end = at + next(len(words) for words in _ENDS if text.startswith(words, at))
        low = max(0, at - _REACH)
        for stop in _STOP.finditer(text, low, at):
            low = stop.end()
        one = _of_place(ground, low, at, end) or _of_level(ground, low, at, end) or _joined(ground, low, end, before)
        if one is not None:
            yield one
        before = one


def _of_place(ground: _Ground, low: int, at: int, end: int) -> Office | None:
    last = bisect_right(ground.starts, at) - 1
    if last < 0 or ground.starts[last] < low:
        return None
    place = ground.divisions[ground.starts[last]]
    if at - place.end < 2:
        return None
    name = ground.text[place.start : end]
    return Office("organisation", place.start, end, name, place.code, place.resolved_by, "organisation_group")


def _of_level(ground: _Ground, low: int, at: int, end: int) -> Office | None:
    text, signs, home = ground.text, ground.signs, ground.home
    for index in range(bisect_left(signs, low), bisect_left(signs, at)):
        sign = signs[index]
        if text[sign] not in "省市区县" or not stands_alone(text, sign):
            continue
        start = sign - 1 if text[sign - 1 : sign] == "我" else sign
        if at - sign < 3 or not _begins(text, low, start):
            return None
        if _FOR_THE_INSPECTION.fullmatch(text, sign + 1, end) and home.own:
            return Office("organisation", start, end, text[start:end], home.own.code, "relative", "organisation_group")
        owner = owner_of(text[sign], home)
        name = owner.name + text[sign + 1 : end]
        return Office("organisation", start, end, name, owner.code, owner.resolved_by, "organisation_group")
    return None


def _begins(text: str, low: int, start: int) -> bool:
    """Whether a name can begin at ``start``: behind the stop at ``low``, a date, or a word that stands before names."""
    dated = _DATE.match(text, low, start)
    if start == (dated.end() if dated else low):
        return True
    return any(word.end() == start for word in before_words().finditer(text, low, start))


def _joined(ground: _Ground, low: int, end: int, before: Office | None) -> Office | None:
    text, home = ground.text, ground.home
    if before is None or before.end != low - 1 or text[low - 1] != "、" or end - low < 2 * _SHORTEST:
        return None
    owner = ground.divisions.get(before.start)
    name = owner.name if owner else home.own.name if home.own else ""
    return Office("organisation", low, end, name + text[low:end], before.code, before.resolved_by, "organisation_group")
