"""Edits as a publisher makes them, each with the events it is."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from cases.draft import Draft, Line, body, mark_of
from cases.wording import clause, name, sentence, title

# 27.05万元, 17辆, 94.16%. Not 1234 in “1234”, not the parts of 2025年7月18日, 5G, 2023-2027, 〔2023〕3号.
_FIGURE = re.compile(
    r"(?<![\d.“\"年月\-—–至到第〔A-Za-z近约超逾达余多])(\d+(?:\.\d+)?)(万元|亿元|个|项|件|人次|人|名|次|场|条|家|起|亩|户|处|%)(?![多余次月(]|以|工作|镇|乡|村|街|小时)"
)
# A total a notice declares of itself, or the rules it made: told as totals, and edited as such below
_DECLARED = re.compile(r"方面|问题|措施|举措|制度|机制|办法|规章|任务|清单|会")
# 2025年7月, 2023年8月30日, 2023年10月初
_DATE = re.compile(r"(?<![至—\-\d])20\d\d年\d{1,2}月(?:\d{1,2}日|底|初|[上中下]旬)?+(?![至—\-])")
# Words by which a status is read: an edit that is to be none of a status keeps away from them.
_STATUS = re.compile(
    r"完成|已|正在|推进|计划|拟|预计|力争|尚|未|暂|剩余|落实|到位|整改|销号|清零|办结|持续|全部|下一步|今后|建成|实现|收回|清退|出台|制定|印发|开展"
)
_HANDLINGS = ("批评教育", "诫勉谈话", "谈话提醒", "提醒谈话", "党内警告", "党内严重警告", "政务警告", "政务记过")
_HANDLED = re.compile("|".join(sorted(_HANDLINGS, key=len, reverse=True)))
# 关于主题教育整改不够到位问题。 An item without a number
_UNNUMBERED = re.compile(r"关于[^。]{4,40}问题。")
_CLAUSE = re.compile(r"(?<=[,。])[^,。;:“”《》()\d]{8,24}(?=[,。])")
_TOTALS = {
    "changle": ("明确156条整改措施", "156条"),
    "luojiang": ("细化整改措施189项", "189项"),
    "shaxian": ("6个方面83个问题", "83个"),
    "taijiang": ("4个方面98个问题", "98个"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """What an edit is: its kind, and words that its quotes must hold; ``exact``: must be."""

    kind: str
    before: str | None = None
    after: str | None = None
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A notice before and after, and every event between."""

    name: str
    before: str
    after: str
    events: tuple[Event, ...]


class CannotEdit(Exception):
    """The notice has nothing of the kind."""


Edit = Callable[["Desk"], list[Event]]


@dataclass(slots=True)
class Desk:
    """The notice on an editor's desk: as it was, as it becomes, and which lines are touched already."""

    name: str
    was: Draft
    now: Draft
    rng: random.Random
    touched: set[int]
    within: frozenset[int] | None = None  # lines, by id, an edit must keep to; null for all

    def take(self, lines: list[Line]) -> Line:
        """One of the lines that no edit has touched, nor stands beside one touched."""
        free = [line for line in lines if not self._near(line) and (self.within is None or id(line) in self.within)]
        if not free:
            raise CannotEdit
        line = self.rng.choice(free)
        self.touch([line])
        return line

    def touch(self, lines: list[Line]) -> None:
        self.touched |= {id(line) for line in lines}

    def free(self, lines: list[Line]) -> bool:
        return not any(id(line) in self.touched for line in lines)

    def _near(self, line: Line) -> bool:
        place = self.now.lines.index(line)
        return not self.free(self.now.lines[max(0, place - 1) : place + 2])

    def swap(self, line: Line, start: int, end: int, new: str) -> None:
        line.words = line.words[:start] + new + line.words[end:]


def figure(desk: Desk) -> list[Event]:
    """One figure becomes another: often by one digit, 63→66."""
    lines = [line for line in body(desk.now) if _figures(line)]
    line = desk.take(lines)
    found = desk.rng.choice(_figures(line))
    new = _other_number(found[1], desk.rng) + found[2]
    desk.swap(line, found.start(), found.end(), new)
    return [Event("figure_changed", found[0], new, exact=True)]


def _figures(line: Line) -> list[re.Match[str]]:
    return [
        found
        for found in _FIGURE.finditer(line.words, len(line.mark))
        if not _DECLARED.search(line.words[max(0, found.start() - 8) : found.end() + 8])
        and not _HANDLED.search(line.words[max(0, found.start() - 8) : found.end() + 8])
        and line.words.count("“", 0, found.start()) == line.words.count("”", 0, found.start())
    ]


def _other_number(number: str, rng: random.Random) -> str:
    last = len(number) - 1
    digit = rng.choice([one for one in "123456789" if one != number[last]])
    return number[:last] + digit


def date(desk: Desk) -> list[Event]:
    """A month, or a day, becomes another."""
    lines = [line for line in body(desk.now) if _DATE.search(line.words, len(line.mark))]
    line = desk.take(lines)
    found = desk.rng.choice(list(_DATE.finditer(line.words, len(line.mark))))
    year, rest = found[0].split("年")
    month = desk.rng.choice([one for one in range(1, 10) if f"{one}月" not in rest])
    new = f"{year}年{month}月" + rest.split("月")[1]
    desk.swap(line, found.start(), found.end(), new)
    return [Event("date_changed", found[0], new, exact=True)]


def status(desk: Desk) -> list[Event]:
    """What was under way is done now: the only words on it in an item or measure."""
    lines = [
        line
        for line in (*desk.now.all("item"), *desk.now.all("measure"))
        if len(desk.now.block(line)) == 1 and not _STATUS.search(line.words)
    ]
    line = desk.take(lines)
    thing = clause(desk.rng)
    old, new = desk.rng.choice(
        (("正在有序推进", "已全部完成"), ("正在加快推进", "已全部整改到位"), ("计划年底前完成", "已全部完成"))
    )
    before = next(one for one in desk.was.lines if one.words == line.words)
    before.words += f"{thing}{old}。"
    line.words += f"{thing}{new}。"
    return [Event("status_changed", old, new)]


def person(desk: Desk) -> list[Event]:
    """A misspelt name of a person dealt with is put right."""
    entries = [line for line in body(desk.now) if line.part == 4 and _entry(line)]
    line = desk.take(entries)
    found = _entry(line)
    assert found is not None
    new = name(desk.rng)
    desk.swap(line, found.start(1), found.end(1), new)
    return [Event("name_changed", found[1], new, exact=True)]


# 1.鳌峰街道党工委原副书记、办事处原主任杜成发对…负有主要领导责任,被予以党内警告处分。
_ENTRY = re.compile(
    r"(?:主任|书记|经理|队长|局长|科长|所长|专员|干部|员)([\u4e00-\u9fff]{3})(?=(?:对|,在|予以|给予|诫勉))"
)


def _entry(line: Line) -> re.Match[str] | None:
    return _ENTRY.search(line.words)


def sanction(desk: Desk) -> list[Event]:
    """One kind of handling becomes another."""
    line = desk.take([line for line in body(desk.now) if _handled(line)])
    found = desk.rng.choice(_handled(line))
    # 谈话提醒 and 提醒谈话 are one kind: one in the place of the other is no other handling.
    same = _HANDLINGS[2:4] if found[0] in _HANDLINGS[2:4] else (found[0],)
    new = desk.rng.choice([one for one in _HANDLINGS if one not in (*same, *_handlings_in(line))])
    desk.swap(line, found.start(), found.end(), new)
    return [Event("sanction_changed", found[0], new)]


def _handled(line: Line) -> list[re.Match[str]]:
    """Where a person is dealt with, or so many are: 予以诫勉谈话, 批评教育4人. Not 集体提醒谈话."""
    return [
        found
        for found in _HANDLED.finditer(line.words)
        if re.search(r"(?:予以|给予|进行)$", line.words[: found.start()])
        or re.match(r"\d+人|处分", line.words[found.end() :])
    ]


def _handlings_in(line: Line) -> list[str]:
    return _HANDLED.findall(line.words)


def total(desk: Desk) -> list[Event]:
    """A total the notice declares of itself."""
    if desk.name not in _TOTALS:
        raise CannotEdit
    words, old = _TOTALS[desk.name]
    line = desk.take([line for line in desk.now.lines if words in line.words])
    place = line.words.index(words) + words.index(old)
    new = _other_number(old[:-1], desk.rng) + old[-1]
    desk.swap(line, place, place + len(old), new)
    return [Event("total_changed", old, new)]


def phone(desk: Desk) -> list[Event]:
    """The last digits of the telephone."""
    return _contact(desk, re.compile(r"(?<=联系电话:)[\d-]+"))


def email(desk: Desk) -> list[Event]:
    """The address of the mailbox."""
    return _contact(desk, re.compile(r"[a-z0-9]+@[a-z0-9]+\.com"))


def _contact(desk: Desk, pattern: re.Pattern[str]) -> list[Event]:
    line = desk.take([line for line in desk.now.lines if pattern.search(line.words)])
    found = pattern.search(line.words)
    assert found is not None
    digits = [at for at, sign in enumerate(found[0]) if sign.isdigit()]
    at = desk.rng.choice(digits[-4:])
    new = found[0][:at] + _other_number(found[0][at], desk.rng) + found[0][at + 1 :]
    desk.swap(line, found.start(), found.end(), new)
    return [Event("contact_changed", found[0], new, exact=True)]


def signed(desk: Desk) -> list[Event]:
    """The day of the sign-off."""
    line = desk.take([line for line in desk.now.lines if re.fullmatch(r"20\d\d年\d+月\d+日", line.words)])
    old = line.words
    line.words = re.sub(r"\d+日", lambda day: f"{int(day[0][:-1]) - 1}日", old)
    return [Event("header_changed", old, line.words, exact=True)]


def _reworded(level: str) -> Edit:
    def edit(desk: Desk) -> list[Event]:
        """A clause becomes another, is left out, or comes in."""
        lines = [line for line in _lines(desk, level) if _clauses(line)]
        line = desk.take(lines)
        found = desk.rng.choice(_clauses(line))
        way = desk.rng.choice(("other", "out", "in"))
        new = clause(desk.rng)
        if way == "other":
            desk.swap(line, found.start(), found.end(), new)
            return [Event(f"{level}_reworded", found[0], new)]
        if way == "out":
            desk.swap(line, found.start(), found.end() + 1, "")
            return [Event(f"{level}_reworded", found[0], None)]
        desk.swap(line, found.end(), found.end(), f",{new}")
        return [Event(f"{level}_reworded", None, new)]

    edit.__name__ = f"{level}_reworded"
    return edit


def _lines(desk: Desk, level: str) -> list[Line]:
    if level != "paragraph":
        return desk.now.all(level)
    return [line for line in body(desk.now) if line.level == "text" and line.part in {1, 3}]


def _clauses(line: Line) -> list[re.Match[str]]:
    return [
        found
        for found in _CLAUSE.finditer(line.words, len(line.mark))
        if not _STATUS.search(found[0]) and not _DECLARED.search(found[0]) and not _HANDLED.search(found[0])
    ]


def section_reworded(desk: Desk) -> list[Event]:
    """A heading with other words."""
    line = desk.take(desk.now.all("section"))
    middle = (len(line.mark) + len(line.words)) // 2
    new = desk.rng.choice(("及民生实事保障", "及数字治理支撑", "及应急处突能力"))
    desk.swap(line, middle, middle, new)
    return [Event("section_reworded", None, new)]


def _added(level: str) -> Edit:
    def edit(desk: Desk) -> list[Event]:
        """A new one, in the way this notice writes them."""
        target = desk.take(desk.now.all(level))
        block = _new(desk, level)
        desk.now.put(block, target)
        desk.touch(block)
        events = [Event(f"{level}_added", None, block[0].bare)]
        if level == "section":
            events += [Event("item_added", None, line.bare) for line in block if line.level == "item"]
        return events

    edit.__name__ = f"{level}_added"
    return edit


def _new(desk: Desk, level: str) -> list[Line]:
    rng = desk.rng
    if level == "section":
        head = Line(f"(一){title(rng)}方面", "section", 2)
        return [head, *_new(desk, "item"), *_new(desk, "item")]
    if level == "measure":
        like = desk.now.block(desk.now.all("measure")[0])
        lines = [Line(f"(1){title(rng)}。{'' if len(like) > 1 else sentence(rng)}", "measure", 2)]
        return lines + ([Line(f"整改情况:{sentence(rng)}", "text", 2)] if len(like) > 1 else [])
    like = desk.now.block(desk.now.all("item")[0])
    if not any(line.level == "measure" for line in like):
        return [Line(f"1.{title(rng)}。{sentence(rng)}", "item", 2)]
    opening = "关于" if like[0].bare.startswith("关于") else "针对"
    return [Line(f"1.{opening}{title(rng)}不够有力问题。", "item", 2), *_new(desk, "measure"), *_new(desk, "measure")]


def _dropped(level: str) -> Edit:
    def edit(desk: Desk) -> list[Event]:
        """One is struck, with all that stands under it."""
        head = desk.take([line for line in desk.now.all(level) if _can_go(desk, line)])
        block = desk.now.block(head)
        items = [line.bare for line in block if line.level == "item" or _UNNUMBERED.match(line.words)]
        desk.touch(_beside(desk, block))
        desk.now.drop(block)
        events = [Event(f"{level}_dropped", head.bare)]
        return events + ([Event("item_dropped", bare) for bare in items] if level == "section" else [])

    edit.__name__ = f"{level}_dropped"
    return edit


def _can_go(desk: Desk, head: Line) -> bool:
    block = desk.now.block(head)
    if not desk.free(block):
        return False
    # The last of its heading stays: a heading with nothing under it is another case.
    above = {"item": "section", "measure": "item", "section": "part"}[head.level]
    place = desk.now.lines.index(head)
    first = next((at for at in range(place, -1, -1) if desk.now.lines[at].level == above), 0)
    family = [line for line in desk.now.block(desk.now.lines[first]) if line.level == head.level]
    return len(family) > 2 and len(block) < 30


def _beside(desk: Desk, block: list[Line]) -> list[Line]:
    first = desk.now.lines.index(block[0])
    last = desk.now.lines.index(block[-1])
    return desk.now.lines[max(0, first - 1) : last + 2]


def _moved(level: str) -> Edit:
    def edit(desk: Desk) -> list[Event]:
        """One goes elsewhere, past more than it weighs itself."""
        heads = desk.now.all(level)
        head = desk.take(
            [line for line in heads if _can_go(desk, line) and desk.free(_beside(desk, desk.now.block(line)))]
        )
        block = desk.now.block(head)
        weight = sum(len(line.words) for line in block)
        desk.touch(_beside(desk, block))
        targets = [
            line
            for line in heads
            if line is not head and desk.free(_beside(desk, [line])) and _between(desk, head, line) > 2 * weight
        ]
        if not targets:
            raise CannotEdit
        target = desk.rng.choice(targets)
        desk.touch([target])
        desk.now.drop(block)
        desk.now.put(block, target)
        return [Event(f"{level}_moved", head.bare, head.bare)]

    edit.__name__ = f"{level}_moved"
    return edit


def _between(desk: Desk, head: Line, target: Line) -> int:
    lines = desk.now.lines
    one, other = lines.index(head), lines.index(target)
    if one < other:
        return sum(len(line.words) for line in lines[one + len(desk.now.block(head)) : other])
    return sum(len(line.words) for line in lines[other:one])


def paragraph_added(desk: Desk) -> list[Event]:
    """A new paragraph in the part on what comes next."""
    lines = [line for line in body(desk.now) if line.level == "text" and line.part == 3]
    target = desk.take(lines)
    new = Line(sentence(desk.rng) + sentence(desk.rng), "text", 3)
    desk.now.put([new], target)
    desk.touch([new])
    return [Event("paragraph_added", None, new.words)]


def paragraph_dropped(desk: Desk) -> list[Event]:
    """A paragraph of part 一 or 三 is struck."""
    lines = [line for line in body(desk.now) if line.level == "text" and line.part in {1, 3}]
    if len(lines) < 3:
        raise CannotEdit
    line = desk.take(lines[1:])
    desk.touch(_beside(desk, [line]))
    desk.now.drop([line])
    return [Event("paragraph_dropped", line.words)]


def _renumbered(level: str) -> Edit:
    def edit(desk: Desk) -> list[Event]:
        """A number is left out: all that follow are off by one, which is one event."""
        if desk.touched:
            raise CannotEdit
        heads = desk.now.all(level)
        at = desk.rng.randrange(1, len(heads) - 1) if len(heads) > 2 else 0
        if not at or desk.now.restarts.get(level):
            raise CannotEdit
        for number, line in enumerate(heads[at:], at + 2):
            line.words = mark_of(level, number) + line.bare
        desk.touch(desk.now.lines)
        return [Event(f"{level}_renumbered", heads[at].bare, heads[at].bare)]

    edit.__name__ = f"{level}_renumbered"
    return edit


EDITS: dict[str, Edit] = {
    edit.__name__: edit
    for edit in (
        figure,
        date,
        status,
        person,
        sanction,
        total,
        phone,
        email,
        signed,
        section_reworded,
        paragraph_added,
        paragraph_dropped,
        *map(_reworded, ("item", "measure", "paragraph")),
        *map(_added, ("section", "item", "measure")),
        *map(_dropped, ("section", "item", "measure")),
        *map(_moved, ("section", "item", "measure")),
        *map(_renumbered, ("section", "item", "measure")),
    )
}
