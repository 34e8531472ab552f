"""Units that stand elsewhere now, and numbers that did not follow their place."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from tasks.revise.align import Alignment
from tasks.revise.edits import Edit
from tasks.revise.order import Ranked, kept_in_order
from tasks.revise.units import Level, Unit

_Pair = tuple[Unit, Unit]


def displaced(alignment: Alignment) -> frozenset[int]:
    """Places, in the earlier text, of the lightest set of units whose moving explains the new order.

    Headings first, then items, then the rest: an item that passes a heading has moved, not the heading. A heading
    weighs what stands under it, so of two sections that changed places the lighter one moved.
    """
    pairs = list(alignment.pairs())
    weights = _weights(pairs, alignment.before)
    out: set[int] = set()
    for levels in (
        frozenset({Level.SECTION}),
        frozenset({Level.SECTION, Level.ITEM}),
        frozenset(Level),
    ):
        out |= _out_of_order([pair for pair in pairs if pair[0].level in levels and pair[0].place not in out], weights)
        for ours, _ in pairs:
            if ours.level in levels:
                weights[ours.place] = _PINNED
    return frozenset(out)


def moved(alignment: Alignment, out: Set[int]) -> tuple[Edit, ...]:
    """The displaced units, each told once: what moved along with its heading, item or measure is not told again."""
    return tuple(
        _edit(f"{theirs.level}_moved", ours, theirs)
        for ours, theirs in alignment.pairs()
        if ours.place in out and not _led(ours, theirs, alignment, out)
    )


# Parts (一、) and sections ((一)) are both headings, and count apart.
_COUNTED = ((Level.SECTION, "part"), (Level.SECTION, "section"), (Level.ITEM, None), (Level.MEASURE, None))
# More than all characters of any notice: what an earlier pass kept in its place stays there.
_PINNED = 1_000_000_000


def _weights(pairs: Sequence[_Pair], units: Sequence[Unit]) -> dict[int, int]:
    weights = {ours.place: 0 for ours, _ in pairs}
    for ours, _ in pairs:
        place: int | None = ours.place
        while place is not None:
            if place in weights:
                weights[place] += len(ours.clause) or 1
            place = units[place].owner
    return weights


def _out_of_order(pairs: Sequence[_Pair], weights: dict[int, int]) -> set[int]:
    kept = kept_in_order([Ranked(theirs.place, weights[ours.place]) for ours, theirs in pairs])
    return {ours.place for (ours, _), stays in zip(pairs, kept, strict=True) if not stays}


def _led(ours: Unit, theirs: Unit, alignment: Alignment, out: Set[int]) -> bool:
    """Whether a unit stands under the same heading, item or measure as before, and that one moved."""
    return ours.owner is not None and ours.owner in out and alignment.after_of.get(ours.owner) == theirs.owner


def _edit(kind: str, ours: Unit, theirs: Unit) -> Edit:
    return Edit(
        kind=kind,
        before=ours,
        after=theirs,
        before_span=ours.span,
        after_span=theirs.span,
        at=theirs.span.start,
    )


def renumbered(alignment: Alignment) -> tuple[Edit, ...]:
    """Headings, items and measures whose printed number changed by other than their rank did.

    A number that merely follows an addition, a removal or a move is no event; a run that is off by the same step (one
    number left out) is told once, by its first.
    """
    edits: list[Edit] = []
    for level, kind in _COUNTED:
        ranks_before, ranks_after = _ranks(alignment.before, level, kind), _ranks(alignment.after, level, kind)
        step = 0
        for ours, theirs in sorted(alignment.pairs(), key=_later):
            if level not in (ours.level, theirs.level) or kind not in (None, ours.kind, theirs.kind):
                continue
            if kind is not None and ours.kind != theirs.kind:
                step = 0
                continue
            if ours.level is not theirs.level:
                # The words are the same, the number is gone or new: the paragraph is read at another level.
                if _numbered(ours, theirs) is level:
                    edits.append(_edit(f"{level}_renumbered", ours, theirs))
                continue
            if ours.number is None or theirs.number is None or ours.number == theirs.number:
                if ours.number != theirs.number:
                    edits.append(_edit(f"{level}_renumbered", ours, theirs))
                step = 0
                continue
            off = (theirs.number - ours.number) - (ranks_after[theirs.place] - ranks_before[ours.place])
            if off and off != step:
                edits.append(_edit(f"{level}_renumbered", ours, theirs))
            elif off:
                edits[-1] = replace(edits[-1], last_no=theirs.number)
            step = off
    return tuple(edits)


def _later(pair: _Pair) -> int:
    return pair[1].place


def _numbered(ours: Unit, theirs: Unit) -> Level | None:
    """The level of the one of the two that counts: an item before a measure."""
    levels = {ours.level, theirs.level}
    return next((level for level in (Level.ITEM, Level.MEASURE) if level in levels), None)


def _ranks(units: Sequence[Unit], level: Level, kind: str | None) -> dict[int, int]:
    """Rank of each numbered unit of the level within its run; a run ends where the numbers begin anew."""
    ranks: dict[int, int] = {}
    rank = previous = 0
    for unit in _at(units, level, kind):
        assert unit.number is not None
        rank = 1 if unit.number == 1 and previous >= 1 else rank + 1
        previous = unit.number
        ranks[unit.place] = rank
    return ranks


def _at(units: Sequence[Unit], level: Level, kind: str | None) -> Iterator[Unit]:
    return (unit for unit in units if unit.level is level and unit.number is not None and kind in (None, unit.kind))
