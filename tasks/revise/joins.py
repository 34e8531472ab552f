"""Paragraphs that one text breaks in two and the other does not: joined again, so that a line break is no change."""

from collections.abc import Sequence
from dataclasses import replace

from tasks.revise.spans import Span
from tasks.revise.units import Level, Unit, words_digest

# 整改情况 with 一是 to 七是 in lines of their own is the longest run one page breaks and another does not.
_LONGEST_RUN = 8


def joined(units: Sequence[Unit], other: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units, where each run that stands in the other text as one paragraph is one unit."""
    known = {(unit.level, unit.digest) for unit in other}
    own = {unit.digest for unit in units}
    lengths = [1] * len(units)
    place = 0
    while place < len(units):
        if (units[place].level, units[place].digest) not in known:
            lengths[place] = _run(units, place, known, own)
        place += lengths[place]
    if max(lengths, default=1) == 1:
        return tuple(units)
    return _rebuilt(units, lengths)


def _run(units: Sequence[Unit], first: int, known: set[tuple[Level, int]], own: set[int]) -> int:
    words = units[first].clause
    for place in range(first + 1, min(first + _LONGEST_RUN, len(units))):
        if units[place].level is not Level.PARAGRAPH:
            return 1
        words += units[place].clause
        digest = words_digest(words)
        if (units[first].level, digest) in known and digest not in own:
            return place - first + 1
    return 1


def _rebuilt(units: Sequence[Unit], lengths: Sequence[int]) -> tuple[Unit, ...]:
    places: dict[int, int] = {}
    rebuilt: list[Unit] = []
    place = 0
    while place < len(units):
        run = units[place : place + lengths[place]]
        for unit in run:
            places[unit.place] = len(rebuilt)
        clause = "".join(unit.clause for unit in run)
        first, end = run[0], run[-1].span.end
        rebuilt.append(
            replace(
                first,
                place=len(rebuilt),
                owner=None if first.owner is None else places[first.owner],
                clause=clause,
                digest=words_digest(clause),
                span=Span(first.span.start, end),
                words=Span(first.words.start, end),
            )
        )
        place += lengths[place]
    return tuple(rebuilt)
