"""Edits: what differs, before it is put in words."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from schemas.values import ParsedNotice
from tasks.revise.align import Alignment
from tasks.revise.hunks import Range, Rewording, clauses_of, next_clause, reword, sanctions_differ, swaps_of
from tasks.revise.spans import Span
from tasks.revise.tokens import Marked, Sort, tokens_of
from tasks.revise.units import Level, Unit

_SWAP_KINDS = {
    Sort.FIGURE: "figure_changed",
    Sort.DATE: "date_changed",
    Sort.NAME: "name_changed",
    Sort.SANCTION: "sanction_changed",
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: the parsed notice and the units it is compared by."""

    parsed: ParsedNotice
    units: tuple[Unit, ...]
    marked: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One change. ``at`` is its place in the later text, by which changes are put in order.

    ``fact`` names a header field, a kind of contact or of total; ``was`` and ``now`` are statuses; ``below`` counts
    the measures that came or went with an item; ``last_no`` ends a run of items renumbered alike.
    """

    kind: str
    before: Unit | None
    after: Unit | None
    before_span: Span | None
    after_span: Span | None
    at: int
    fact: str | None = None
    was: str | None = None
    now: str | None = None
    below: int = 0
    last_no: int | None = None


def rewordings_of(before: Side, after: Side, alignment: Alignment) -> tuple[Rewording, ...]:
    """The aligned pairs whose words differ, with the tokens that do."""
    return tuple(
        reword(
            ours,
            theirs,
            tokens_of(before.parsed.text, ours.words, before.marked),
            tokens_of(after.parsed.text, theirs.words, after.marked),
        )
        for ours, theirs in alignment.pairs()
        if ours.clause != theirs.clause
    )


def reworded(rewording: Rewording) -> tuple[Edit, ...]:
    """The edits inside a pair.

    One a figure, date, name or sanction where nothing else of its clause differs; else one a clause, told as a sanction
    where the kinds of handling in it are others than before.
    """
    edits: list[Edit] = []
    words: Range | None = None
    for stretch, hunks in clauses_of(rewording, rewording.hunks):
        swaps = swaps_of(rewording, hunks)
        edits.extend(_edit(rewording, _SWAP_KINDS[swap.sort], swap.at) for swap in swaps)
        if swaps:
            words = None
        elif sanctions_differ(rewording, hunks):
            words = None
            edits.append(_edit(rewording, "sanction_changed", stretch))
        elif words is not None and next_clause(rewording, words, stretch):
            words = Range(words.before_low, stretch.before_high, words.after_low, stretch.after_high)
            edits[-1] = _edit(rewording, f"{rewording.after.level}_reworded", words)
        else:
            words = stretch
            edits.append(_edit(rewording, f"{rewording.after.level}_reworded", words))
    return tuple(edits)


def _edit(rewording: Rewording, kind: str, at: Range) -> Edit:
    return Edit(
        kind=kind,
        before=rewording.before,
        after=rewording.after,
        before_span=rewording.before_span(at),
        after_span=rewording.after_span(at),
        at=rewording.position(at),
    )


def dropped(alignment: Alignment, displaced: Set[int]) -> tuple[Edit, ...]:
    """Units of the earlier text that the later has no more; what stood under an item goes with it, in one edit.

    Their place in the later text is behind the nearest unit above them that did not move.
    """
    edits = []
    for block in _blocks(alignment.before, alignment.after_of):
        unit = block[0]
        at = next(
            (
                alignment.after[alignment.after_of[place]].span.end
                for place in range(unit.place - 1, -1, -1)
                if place in alignment.after_of and place not in displaced
            ),
            0,
        )
        span = Span(unit.span.start, block[-1].span.end)
        edits.append(
            Edit(
                kind=f"{unit.level}_dropped",
                before=unit,
                after=None,
                before_span=span,
                after_span=None,
                at=at,
                below=_measures(block),
            )
        )
    return tuple(edits)


def added(alignment: Alignment) -> tuple[Edit, ...]:
    """Units of the later text that the earlier did not have, likewise."""
    return tuple(
        Edit(
            kind=f"{block[0].level}_added",
            before=None,
            after=block[0],
            before_span=None,
            after_span=Span(block[0].span.start, block[-1].span.end),
            at=block[0].span.start,
            below=_measures(block),
        )
        for block in _blocks(alignment.after, alignment.before_of)
    )


def _measures(block: Sequence[Unit]) -> int:
    return sum(unit.level is Level.MEASURE for unit in block[1:])


def _blocks(units: Sequence[Unit], aligned: dict[int, int]) -> list[list[Unit]]:
    """Units without a partner, those under an item or measure together with it if none of them has one."""
    whole = {unit.place for unit in units if unit.place not in aligned}
    for unit in units:
        if unit.place in aligned:
            for place in _above(units, unit):
                whole.discard(place)
    blocks: dict[int, list[Unit]] = {}
    for unit in units:
        if unit.place in aligned:
            continue
        heads = [place for place in _above(units, unit) if place in whole]
        blocks.setdefault(heads[-1] if heads else unit.place, []).append(unit)
    return list(blocks.values())


def _above(units: Sequence[Unit], unit: Unit) -> Iterable[int]:
    """The measure and the item a unit stands under, from the nearest up. Sections do not carry their items."""
    place = unit.owner
    while place is not None and units[place].level is not Level.SECTION:
        yield place
        place = units[place].owner
