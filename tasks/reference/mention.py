"""Divisions named in a title or sentence."""

import re

from tasks.reference.gazetteer import Division, Gazetteer, gazetteer
from tasks.text import squeezed

# Two-character names also stand inside words: 和县 in 各市和县, 成县 in 建成县级, 城区 in 全市城区. Alone they count
# only at the start, after a mark, or after such a word: 中共沙县委员会, 对沙县开展
_OPEN_BEFORE = re.compile(r"(?:^|中共|关于|对|[^\w])$")
# 城区, 郊区, 矿区, 东区: words of their own, names only with their city before them.
_COMMON = re.compile(r"^.区$")


def divisions_in(text: str, year: int | None) -> list[Division]:
    """Divisions a text names, in order, each once: the longest name at each place, the innermost of a run.

    中共福州市台江区委关于… gives 台江区 alone: a parent straight before a name, full or short, is its hint. A name of
    several divisions takes a parent named earlier in the text as its hint; else it is left out.
    """
    table = gazetteer()
    plain = squeezed(text)
    named: list[Division] = []
    seen: list[Division] = []
    before: Division | None = None  # the division whose name ends where the next may begin
    at = 0
    while at < len(plain):
        if plain[at : at + 2] not in table.openings:
            before = None
            at += 1
            continue
        found = _full(table, plain, at, year=year, before=before, seen=seen)
        if found is not None and before is not None and found.lies_in(before.code) and named[-1:] == [before]:
            named.pop()
        if found is not None:
            named.append(found)
            seen.append(found)
            before, at = found, at + len(found.name)
            continue
        hint = _short_parent(table, plain, at, year)
        if hint is not None:
            seen.append(hint[0])
            before, at = hint[0], at + hint[1]
            continue
        before = None
        at += 1
    return list(dict.fromkeys(named))


def _full(
    table: Gazetteer, plain: str, at: int, *, year: int | None, before: Division | None, seen: list[Division]
) -> Division | None:
    """The division whose full name begins here, or null."""
    for end in range(min(len(plain), at + table.longest), at + 1, -1):
        name = plain[at:end]
        candidates = table.named(name, year)
        if not candidates:
            continue
        if before is not None:
            below = [one for one in candidates if one != before and one.lies_in(before.code)]
            if len(below) == 1:
                return below[0]
        if _COMMON.match(name) or (len(name) == 2 and not _OPEN_BEFORE.search(plain[max(0, at - 2) : at])):
            continue
        if len(candidates) == 1:
            return candidates[0]
        for parent in reversed(seen):
            below = [one for one in candidates if one.lies_in(parent.code)]
            if len(below) == 1:
                return below[0]
    return None


def _short_parent(table: Gazetteer, plain: str, at: int, year: int | None) -> tuple[Division, int] | None:
    """A province or city in its short form, straight before the full name of a division in it: 福州 in 福州长乐区委."""
    for size in (2, 3, 4):
        for parent in table.called(plain[at : at + size], year):
            if parent.level == "county":
                continue
            rest = at + size
            for end in range(min(len(plain), rest + table.longest), rest + 1, -1):
                below = table.named(plain[rest:end], year)
                if any(one != parent and one.lies_in(parent.code) for one in below):
                    return parent, size
    return None
