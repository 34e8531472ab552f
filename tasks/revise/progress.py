"""Status edits: the words by which a notice says that something is now done, or no longer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from schemas.values import ParsedNotice
from tasks.revise.align import Alignment
from tasks.revise.edits import Edit
from tasks.revise.spans import Span
from tasks.revise.units import Level, Unit

_STOP = re.compile(r"[,。;\n]")
_WORDS = ("_reworded", "_added", "_dropped")


@dataclass(frozen=True, slots=True)
class Progress:
    """What a text says of an item or measure: its status, and the words it is read from."""

    unit: Unit
    status: str
    evidence: Span | None


def with_status(
    edits: Sequence[Edit], before: ParsedNotice, after: ParsedNotice, alignment: Alignment
) -> tuple[Edit, ...]:
    """The edits, where one that changes the status of its item or measure is told as that."""
    told = list(edits)
    was, now = _progress(before, alignment.before), _progress(after, alignment.after)
    for ours, theirs in alignment.pairs():
        one, other = was.get(ours.place), now.get(theirs.place)
        if one is None or other is None or one.status == other.status:
            continue
        mine = [edit for edit in told if _concerns(edit, ours, theirs)]
        worded = [edit for edit in mine if edit.kind.endswith(_WORDS)]
        if worded:
            telling = max(worded, key=lambda edit: _weight(edit, one, other))
            told[told.index(telling)] = replace(
                telling, kind="status_changed", before=ours, after=theirs, was=one.status, now=other.status
            )
        elif mine:
            told.append(
                _by_figures(one, other, _clauses(before.text, one.evidence), _clauses(after.text, other.evidence))
            )
    return tuple(told)


def _progress(parsed: ParsedNotice, units: Sequence[Unit]) -> dict[int, Progress]:
    """By place of the unit."""
    stated = {item.item_path: (item.status, item.status_start, item.status_end) for item in parsed.items}
    stated |= {row.measure_path: (row.status, row.status_start, row.status_end) for row in parsed.measures}
    found = {}
    for unit in units:
        if unit.level in {Level.ITEM, Level.MEASURE} and unit.path in stated:
            status, start, end = stated[unit.path]
            evidence = Span(start, end) if start is not None and end is not None else None
            found[unit.place] = Progress(unit, status, evidence)
    return found


def _clauses(text: str, evidence: Span | None) -> Span | None:
    if evidence is None:
        return None
    line = text.rfind("\n", 0, evidence.start) + 1
    start = max((match.end() for match in _STOP.finditer(text, line, evidence.start)), default=line)
    stop = _STOP.search(text, evidence.end)
    return Span(start, stop.start() if stop else len(text))


def _concerns(edit: Edit, ours: Unit, theirs: Unit) -> bool:
    """Whether an edit stands in the pair's own words, or in a paragraph that follows on them."""
    if edit.kind.endswith(("_moved", "_renumbered")):
        return False
    return _of(edit.before, ours) or _of(edit.after, theirs)


def _of(unit: Unit | None, host: Unit) -> bool:
    return unit is not None and (
        unit.place == host.place or (unit.level is Level.PARAGRAPH and unit.owner == host.place)
    )


def _weight(edit: Edit, one: Progress, other: Progress) -> int:
    return sum(
        span is not None and evidence is not None and span.overlaps(evidence)
        for span, evidence in ((edit.before_span, one.evidence), (edit.after_span, other.evidence))
    )


def _by_figures(one: Progress, other: Progress, before_span: Span | None, after_span: Span | None) -> Edit:
    """A status that turned on a figure alone (完成率94% → 完成率100%): told beside the figure, by its clauses."""
    return Edit(
        kind="status_changed",
        before=one.unit,
        after=other.unit,
        before_span=before_span,
        after_span=after_span,
        at=after_span.start if after_span else other.unit.span.start,
        was=one.status,
        now=other.status,
    )
