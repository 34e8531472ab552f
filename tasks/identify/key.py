"""The stable facts of a notice, normalised: what says that two texts are one notice, or cannot be."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import TypeAlias

from schemas.notice import KINDS, Notice
from tasks.identify.place import Likeness, compare, core
from tasks.reference import division
from tasks.text import squeezed

# 省委巡视八组, 省委第八巡视组, 市委巡察一组, 第二提级巡察组. Not the round: 第三轮巡察一组
_TEAM = re.compile(r"([一二三四五六七八九十]+|\d+)(?:[^\d第轮届]{0,4}(?:巡视|巡察))?组")
# Days of an inspection, any of which with the body names the notice
DAYS = ("feedback_on", "inspected_from", "signed_on")
_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
# One sign-off stands on every copy; rounds lie a year or more apart, the reports of one round months.
SIGNED_APART = dt.timedelta(days=120)

Fact: TypeAlias = str  # one of body, kind, level, team, feedback_on, inspected_from, signed_on


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKey:
    """Facts that every copy of a notice shares; null where a copy does not state them (cut opening, cut footer)."""

    body: str | None = None
    code: str | None = None
    kind: str | None = None
    level: str | None = None
    team: int | None = None
    feedback_on: dt.date | None = None
    inspected_from: dt.date | None = None
    signed_on: dt.date | None = None

    @property
    def known(self) -> int:
        """How many facts are known."""
        return sum(getattr(self, name) is not None for name in self.__slots__)


def notice_key(notice: Notice) -> NoticeKey:
    """The key of a notice, from its document facts alone; a missing division code is looked up by the body's name.

    The opening states who inspected whom and when: a body or kind said to be from it, with neither team nor day, is of
    some sentence further down (a 区委 inspected by 巡视 tells of its own 巡察 of 16家单位), and is not taken; nor is a day
    that no team stands beside.
    """
    opened = any((notice.inspection_level, notice.inspection_group))
    stray = notice.inspected_body_source == "opening" and not opened
    body = None if stray else core(notice.inspected_body)
    code = None if stray else notice.division_code
    if code is None and body is not None:
        day = notice.feedback_on or notice.inspected_from or notice.signed_on
        found = division(body, year=day.year if day else None)
        code = found.code if found else None
    return NoticeKey(
        body=body,
        code=code,
        kind=notice.inspection_kind if opened else _titled_kind(notice),
        level=notice.inspection_level,
        team=team_number(notice.inspection_group),
        feedback_on=notice.feedback_on if opened else None,
        inspected_from=notice.inspected_from if opened else None,
        signed_on=notice.signed_on,
    )


def _titled_kind(notice: Notice) -> str | None:
    """The kind a published title names, where the opening that states it is cut; null where it names both or none."""
    title = notice.title if notice.title_source != "built" else None
    named = [kind for kind in KINDS if title is not None and kind in title]
    return named[0] if len(named) == 1 else None


def team_number(group: str | None) -> int | None:
    """The number of an inspecting team: 8 for 省委巡视八组 and for 省委第八巡视组; null for a team with none."""
    found = _TEAM.search(squeezed(group)) if group else None
    if found is None:
        return None
    number = found[1]
    if number.isdecimal():
        return int(number)
    tens, mark, ones = number.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)


def differing(a: NoticeKey, b: NoticeKey) -> frozenset[Fact]:
    """Facts both state and state differently."""
    plain = ("kind", "level", "team", "feedback_on", "inspected_from")
    found = {name for name in plain if _differ(getattr(a, name), getattr(b, name))}
    if bodies(a, b) is Likeness.DIFFERENT:
        found.add("body")
    if a.signed_on and b.signed_on and abs(a.signed_on - b.signed_on) > SIGNED_APART:
        found.add("signed_on")
    return frozenset(found)


def conflicts(a: NoticeKey, b: NoticeKey) -> bool:
    """Whether two keys cannot be of one notice."""
    return bool(differing(a, b))


def agrees(a: NoticeKey, b: NoticeKey) -> bool:
    """Whether two keys share enough to be of one notice: the body and one of its days, and nothing against it."""
    return not conflicts(a, b) and bodies(a, b) is Likeness.SAME and bool(agreeing(a, b))


def agreeing(a: NoticeKey, b: NoticeKey) -> frozenset[Fact]:
    """The days both state alike."""
    return frozenset(name for name in DAYS if getattr(a, name) is not None and getattr(a, name) == getattr(b, name))


def misspelt(a: NoticeKey, b: NoticeKey) -> bool:
    """Whether two bodies differ by one character that makes one of them no known place: 洛江区, 某江区.

    晋江 and 洛江 differ by one character as well, and are two: each has a code of its own.
    """
    if a.body is None or b.body is None or len(a.body) != len(b.body) or (a.code is None) is (b.code is None):
        return False
    return len(a.body) > 2 and sum(one != other for one, other in zip(a.body, b.body, strict=True)) == 1


def bodies(a: NoticeKey, b: NoticeKey) -> Likeness:
    """Compare inspected bodies by name, then by region."""
    apart = a.code is not None and b.code is not None and _apart(a.code, b.code)
    if a.body is None or b.body is None:
        return Likeness.DIFFERENT if apart else Likeness.OPEN
    named = compare(a.body, b.body)
    # 鼓楼区 of 福州 and of 南京. Within one city a name is one place, whatever year's code it was given.
    if apart and (a.code or "")[:4] != (b.code or "")[:4]:
        return Likeness.DIFFERENT
    return named


def _apart(a: str, b: str) -> bool:
    """Whether neither region holds the other: 350112 lies in 350100 and in 350000."""
    return not (b.startswith(_trunk(a)) or a.startswith(_trunk(b)))


def _trunk(code: str) -> str:
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def _differ(a: object, b: object) -> bool:
    return a is not None and b is not None and a != b
