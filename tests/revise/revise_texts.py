"""Real notices, edited as a site edits them, and parsed."""

import re
from functools import cache

from schemas.history import Difference
from schemas.values import Page, ParsedNotice
from tasks.parse import parse
from tasks.revise import compare
from tasks.sample import SAMPLE
from tasks.text import kept_text

ITEM = re.compile(r"^\d{1,3}\.")  # 42.做好新时代意识形态工作。
MEASURE = re.compile(r"^\(\d{1,3}\)")  # (13)下发《关于…的提醒函》


@cache
def text_of(name: str) -> str:
    return kept_text((SAMPLE / "notices" / f"{name}.txt").read_text(encoding="utf-8"))


@cache
def parsed(text: str) -> ParsedNotice:
    return parse(Page(url="file:x", text=kept_text(text), encoding="utf-8"))


def edited(text: str, *swaps: tuple[str, str]) -> str:
    """The text with the first occurrence of each put in the place of the other; each must stand in it."""
    for old, new in swaps:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def line_of(lines: list[str], opening: str) -> int:
    return next(place for place, line in enumerate(lines) if line.startswith(opening))


def renumbered(lines: list[str], number: re.Pattern[str]) -> list[str]:
    """The lines with the numbers of part 二 from 1 up."""
    inside, count, out = False, 0, []
    for line in lines:
        inside = line.startswith("二、") or (inside and not line.startswith("三、"))
        if inside and number.match(line):
            count += 1
            line = number.sub(f"{count}." if number is ITEM else f"({count})", line, count=1)  # noqa: PLW2901
        out.append(line)
    return out


def changes(before: str, after: str) -> tuple[Difference, ...]:
    """Compare two texts; every quote must stand where its span says, and the events in reading order."""
    ours, theirs = parsed(before), parsed(after)
    found = compare(ours, theirs)
    for change in found:
        assert change.before == quote(ours, change.before_start, change.before_end)
        assert change.after == quote(theirs, change.after_start, change.after_end)
        assert change.before or change.after
        assert change.note_zh
        assert change.note_en
    places = [change.after_start for change in found if change.after_start is not None]
    assert places == sorted(places)
    return found


def quote(notice: ParsedNotice, start: int | None, end: int | None) -> str | None:
    return None if start is None else notice.text[start:end]


def kinds(found: tuple[Difference, ...]) -> list[str]:
    return [change.kind for change in found]
