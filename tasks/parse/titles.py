"""Titles in 《》, with the titles that stand in them, and the lists they form."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.parse.anchors import starts_of
from tasks.parse.vocabulary import vocabulary

_OPENING = {"《": "》", "〈": "〉", "<": ">"}
_LONGEST = 160
# 《A》《B》, 《A》、《B》, 《A》和《B》, 《A》(试行)、《B》, 《A》(台政办发〔2023〕3号)和《B》: one list.
_JOINT = re.compile(r"(?:\([^()\n]{1,30}\))?(?:、|,|和|及|与|以及)?\s?")


@dataclass(frozen=True, slots=True)
class Title:
    """``text[start:end]``, marks included; ``outer`` is the index of the title it stands in."""

    start: int
    end: int
    outer: int | None


@lru_cache(maxsize=1)  # a notice is asked twice: for its regulations and for its publications
def titles_in(text: str) -> tuple[Title, ...]:
    """Every closed title, in the order they begin: an outer one before those it holds.

    〈〉 and <>, which is 〈〉 after folding, mark a title only inside 《》. A title ends with its line.
    """
    found: dict[int, tuple[int, int | None]] = {}
    opened: list[tuple[str, int]] = []
    for at in starts_of(text, *"《》〈〉<>\n"):
        mark = text[at]
        if mark == "\n":
            opened.clear()
        elif mark in _OPENING:
            if mark == "《" or opened:
                opened.append((_OPENING[mark], at))
        elif opened and any(closing == mark for closing, _ in opened[-3:]):
            while opened[-1][0] != mark:
                opened.pop()
            start = opened.pop()[1]
            if 3 <= at + 1 - start <= _LONGEST:
                found[start] = (at + 1, opened[-1][1] if opened else None)
    index = {start: count for count, start in enumerate(sorted(found))}
    return tuple(
        Title(start, found[start][0], index.get(outer) if (outer := found[start][1]) is not None else None)
        for start in index
    )


def lists_of(text: str, titles: tuple[Title, ...]) -> tuple[tuple[Title, ...], ...]:
    """The titles that stand in no other, gathered to the lists one verb governs."""
    lists: list[list[Title]] = []
    for title in titles:
        if title.outer is not None:
            continue
        if lists and _JOINT.fullmatch(text, lists[-1][-1].end, title.start):
            lists[-1].append(title)
        else:
            lists.append([title])
    return tuple(map(tuple, lists))


@cache
def _terms(name: str, *classes: str) -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary(name) if row[0] in classes)


# (试行), (暂行), (2024年修订版), (2025-2029年) behind the noun.
_BRACKETS = re.compile(r"(?:\([^()\n]{1,20}\)|[。;])+$")


def names_rule(name: str, before: str) -> bool | None:
    """Whether a title is that of a rule; null where only a verb that makes one can tell.

    《第二十条》 after 电影 is none, whatever its last words.
    """
    if name.endswith(_terms("not_rules", "ending")) or before.endswith(_terms("not_rules", "before")):
        return False
    bare = (_BRACKETS.sub("", name) if name.endswith((")", "。", ";")) else name).rstrip("》〉>")
    return True if bare.endswith(_terms("rule_nouns", "name", "long_name", "title")) or "关于" in bare[:2] else None
