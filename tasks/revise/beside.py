"""Two texts of one notice, paragraph by paragraph, with every word that came or went: what a diff shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from schemas.values import ParsedNotice
from tasks.revise.align import Alignment, align
from tasks.revise.edits import Side, rewordings_of
from tasks.revise.hunks import Rewording
from tasks.revise.joins import joined
from tasks.revise.moves import displaced
from tasks.revise.spans import Span
from tasks.revise.tokens import Marked
from tasks.revise.units import Unit, units_of


class Fate(StrEnum):
    """What became of a stretch of words, or of a whole paragraph."""

    SAME = "same"
    GONE = "gone"
    CAME = "came"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of one fate: gone ones stand in the earlier text, all others in the later."""

    fate: Fate
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph of the later text, or one that is gone from the earlier. ``moved``: it stood elsewhere before."""

    fate: Fate
    heading: bool
    moved: bool
    stretches: tuple[Stretch, ...]


def beside(before: ParsedNotice, after: ParsedNotice) -> tuple[Line, ...]:
    """Every paragraph of both bodies, in the order of the later text; a figure is one word: 63→66, never 3→6."""
    ours, theirs = units_of(before), units_of(after)
    left = Side(before, joined(ours, theirs), Marked.of(before))
    right = Side(after, joined(theirs, ours), Marked.of(after))
    alignment = align(left.units, right.units)
    reworded = {one.after.place: one for one in rewordings_of(left, right, alignment)}
    out = displaced(alignment)
    return tuple(_line(unit, alignment, reworded, out) for unit in _in_order(alignment))


def _in_order(alignment: Alignment) -> Iterator[tuple[Unit, bool]]:
    """The later units, each followed by those that stood behind it before and are gone; true where gone."""
    behind: dict[int, list[Unit]] = {}
    place = -1
    for unit in alignment.before:
        if unit.place in alignment.after_of:
            place = alignment.after_of[unit.place]
        else:
            behind.setdefault(place, []).append(unit)
    yield from ((unit, True) for unit in behind.get(-1, ()))
    for unit in alignment.after:
        yield unit, False
        yield from ((gone, True) for gone in behind.get(unit.place, ()))


def _line(told: tuple[Unit, bool], alignment: Alignment, reworded: dict[int, Rewording], out: frozenset[int]) -> Line:
    unit, gone = told
    heading = unit.level == "section"
    if gone or unit.place not in alignment.before_of:
        fate = Fate.GONE if gone else Fate.CAME
        return Line(fate=fate, heading=heading, moved=False, stretches=(Stretch(fate, unit.span),))
    moved = alignment.before_of[unit.place] in out
    rewording = reworded.get(unit.place)
    if rewording is None:
        return Line(fate=Fate.SAME, heading=heading, moved=moved, stretches=(Stretch(Fate.SAME, unit.span),))
    stretches = tuple(_stretches(rewording))
    return Line(fate=Fate.REWORDED, heading=heading, moved=moved, stretches=stretches)


def _stretches(rewording: Rewording) -> Iterator[Stretch]:
    position = rewording.after.span.start
    for hunk in rewording.hunks:
        start = rewording.position(hunk)
        if start > position:
            yield Stretch(Fate.SAME, Span(position, start))
        gone, came = rewording.before_span(hunk), rewording.after_span(hunk)
        if gone is not None:
            yield Stretch(Fate.GONE, gone)
        if came is not None:
            yield Stretch(Fate.CAME, came)
        position = came.end if came is not None else max(position, start)
    if position < rewording.after.span.end:
        yield Stretch(Fate.SAME, Span(position, rewording.after.span.end))
