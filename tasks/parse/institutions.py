"""Schools, hospitals and like institutions a notice names, found from the last word of their names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from tasks.parse.anchors import ends_of, han_start, name_start, starts_of
from tasks.parse.bodies import word_at
from tasks.parse.offices import Office, before_words, owner_of, stands_alone
from tasks.parse.places import Home, Place
from tasks.parse.vocabulary import vocabulary
from tasks.reference.gazetteer import gazetteer

_REACH = 20
_LONGEST = 18
# 小学生, 医院路, 大学城, 中学部, 学校园: the word goes on.
_GOES_ON = frozenset("生城路阶段里研内长士系周餐习科")
# 十四中, 台一小: a number, and before it at most two characters. 十八届五中全会, 其中一小部分, 一中心: no schools.
_SHORT = re.compile(
    r"[中小](?=[,。;、:\n]|学?校|总务|教育|扩建|新建|改建|新改|扩改|获评|加挂|副?校长|等|建设|项目|与|和)"
)
_NUMERALS = frozenset("一二三四五六七八九十")
_SHORT_REACH = 8
_SHORT_STEMS = frozenset("其第届中初高大")
_PAPERS = frozenset({"日报", "晚报", "晨报", "商报"})
_OF_SCHOOLS = "教育集团"
# 鹤上镇真情老年公寓, 福州市光明小学: the place begins the name.
_FUNCTION = re.compile(r"[的了等其被将名并把使让已均还也所]")


@cache
def _forms() -> frozenset[str]:
    return frozenset(row[1] for row in vocabulary("institutions") if row[0] == "form")


@cache
def _generic() -> tuple[frozenset[str], int]:
    """What names none before the form (综合医院, 中心小学), and the length of the longest."""
    words = frozenset(row[1] for row in vocabulary("institutions") if row[0] == "generic")
    return words, max(map(len, words))


@cache
def _never_last() -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary("institutions") if row[0] == "never_last")


def institutions_of(text: str, places: tuple[Place, ...], home: Home) -> Iterator[Office]:
    """Every institution whose name has a certain beginning and says more than what kind it is."""
    divisions = {place.start: place for place in places if place.kind in {"division", "functional_zone"}}
    ordered = sorted(divisions)
    for at, end in _in(text):
        start = name_start(text, _REACH, at, before_words("verb"))
        low = bisect_left(ordered, at - _REACH)
        # 推动福州市光明小学: the place begins the name, whatever stands before it; of two, the first.
        inside = [one for one in ordered[low : bisect_right(ordered, at)] if start is None or one >= start]
        start = next((one for one in inside if _goes_through(text, divisions[one].end, at)), start)
        if start is None or at - start < 2 or at - start > _LONGEST or _FUNCTION.search(text, start, at):
            continue
        place = divisions.get(start)
        if place is not None and place.end <= at:
            if not text.endswith(_never_last(), start, at):
                yield _institution(text, start, end, place, home)
        elif text.endswith(_never_last(), start, at):
            continue
        elif (text[start] in "省市区县" and stands_alone(text, start)) or not _says_the_kind_only(text[start:at]):
            yield _institution(text, start, end, None, home)
    yield from _numbered(text, home)


def papers_of(text: str) -> Iterator[Office]:
    """Newspapers of a place, named without 《》: 常州日报."""
    shorts = gazetteer().by_short
    for end, form in ends_of(text, _PAPERS).items():
        at = end - len(form)
        size = next((size for size in (3, 2) if text[at - size : at] in shorts), 0)
        if size:
            yield Office("publication", at - size, end, text[at - size : end], None, None, "publication")


def _goes_through(text: str, start: int, end: int) -> bool:
    """Whether nothing between a place and a form shows that they are of two names."""
    between = text[start:end]
    if between and (han_start(text, start, end) != start or _FUNCTION.search(between)):
        return False
    return before_words("verb").search(between) is None


def _numbered(text: str, home: Home) -> Iterator[Office]:
    for at in starts_of(text, "中", "小"):
        if text[max(0, at - 1)] not in _NUMERALS or not _SHORT.match(text, at):
            continue
        number = at - 1
        while number and text[number - 1] in _NUMERALS and at - number < 3:
            number -= 1
        start = cut = han_start(text, max(0, number - _SHORT_REACH), number)
        for word in before_words("verb").finditer(text, start, number):
            cut = word.end()
        if number - cut <= 2 and text[cut] not in _SHORT_STEMS:
            end = at + 1 + (len(_OF_SCHOOLS) if text.startswith(_OF_SCHOOLS, at + 1) else 0)
            yield _institution(text, cut, end, None, home)


def _in(text: str) -> Iterator[tuple[int, int]]:
    """Where a form begins and ends: the last of those that follow one another (学院附中, 小学教育集团)."""
    for end, word in ends_of(text, _forms()).items():
        if text[end : end + 1] not in _GOES_ON and not text.startswith(("附", _OF_SCHOOLS), end):
            yield end - len(word), end


def _says_the_kind_only(stem: str) -> bool:
    """Whether a stem is made of kinds and lines of work throughout: 九年一贯制, 三甲综合, 建设社区."""
    words, longest = _generic()
    at = 0
    while at < len(stem):
        size = next((size for size in range(min(longest, len(stem) - at), 0, -1) if stem[at : at + size] in words), 0)
        after = at + size if size else word_at(stem, at)
        if after == at:
            return False
        at = after
    return True


def _institution(text: str, start: int, end: int, place: Place | None, home: Home) -> Office:
    raw = text[start:end]
    if place is not None:
        name = place.name + text[place.end : end] if place.rule == "township" else raw
        return Office("organisation", start, end, name, place.code, place.resolved_by, "institution")
    if raw[0] in "省市区县" and stands_alone(text, start):
        owner = owner_of(raw[0], home)
        return Office("organisation", start, end, owner.name + raw[1:], owner.code, owner.resolved_by, "institution")
    if home.own and home.zone is None and len(home.own.name) > 2 and raw.startswith(home.own.name[:-1]):
        return Office("organisation", start, end, raw, home.own.code, "parent", "institution")
    return Office("organisation", start, end, raw, None, None, "institution")
