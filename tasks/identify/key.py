"""The stable facts of a notice, normalised: what says that two texts are one notice, or cannot be."""

import datetime as dt
import re
from dataclasses import dataclass
from typing import TypeAlias

from schemas.notice import Notice
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
    """The key of a notice, from its document facts alone."""
    return key_of(
        body=notice.inspected_body,
        code=notice.division_code,
        kind=notice.inspection_kind,
        level=notice.inspection_level,
        group=notice.inspection_group,
        feedback_on=notice.feedback_on,
        inspected_from=notice.inspected_from,
        signed_on=notice.signed_on,
    )


def key_of(
    *,
    body: str | None,
    code: str | None,
    kind: str | None,
    level: str | None,
    group: str | None,
    feedback_on: dt.date | None,
    inspected_from: dt.date | None,
    signed_on: dt.date | None,
) -> NoticeKey:
    """A key from facts as they stand in ``notices``; a missing division code is looked up by the body's name."""
    name = core(body)
    day = feedback_on or inspected_from or signed_on
    if code is None and name is not None:
        found = division(name, year=day.year if day else None)
        code = found.code if found else None
    return NoticeKey(
        body=name,
        code=code,
        kind=kind,
        level=level,
        team=team_number(group),
        feedback_on=feedback_on,
        inspected_from=inspected_from,
        signed_on=signed_on,
    )


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
    if conflicts(a, b) or bodies(a, b) is not Likeness.SAME:
        return False
    return any(getattr(a, name) is not None and getattr(a, name) == getattr(b, name) for name in DAYS)


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
