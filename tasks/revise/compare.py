"""Two parsed texts of one notice, compared into typed differences."""

from collections.abc import Iterable

from schemas.history import Difference
from schemas.values import ParsedNotice
from tasks.revise.align import align
from tasks.revise.claims import Changed, claims_of, unclaimed, untold
from tasks.revise.edits import Edit, Side, added, dropped, reworded, rewordings_of
from tasks.revise.hunks import Rewording
from tasks.revise.joins import joined
from tasks.revise.magnitude import magnitude_of
from tasks.revise.moves import displaced, moved, renumbered
from tasks.revise.notes import note_of
from tasks.revise.progress import with_status
from tasks.revise.spans import Span
from tasks.revise.tokens import Marked
from tasks.revise.units import Unit, units_of
from tasks.text import squeezed


def compare(before: ParsedNotice, after: ParsedNotice) -> tuple[Difference, ...]:
    """What differs between two texts of one notice, in the reading order of the later one.

    Each edit is told once, as the most telling kind it is: a fact the notice states of itself, else a status, a figure
    or a date, else the words. Nothing where the bodies hold the same words; the title, publication line and page
    furniture are no body. Every quote is ``text[start:end]`` of its own kept text.
    """
    if squeezed(before.body) == squeezed(after.body):
        return ()
    ours, theirs = _sides(before, after)
    alignment = align(ours.units, theirs.units)
    rewordings = rewordings_of(ours, theirs, alignment)
    out = displaced(alignment)
    structural = (*dropped(alignment, out), *added(alignment))
    claims = claims_of(ours, theirs, rewordings, _changed(rewordings, structural))
    edits = [left for edit in structural if (left := untold(edit, claims)) is not None]
    edits += [edit for rewording in rewordings for edit in reworded(unclaimed(rewording, claims))]
    edits = [
        *with_status(edits, before, after, alignment),
        *claims.edits,
        *moved(alignment, out),
        *renumbered(alignment),
    ]
    return tuple(_difference(edit, before, after) for edit in sorted(edits, key=_reading_order))


def _sides(before: ParsedNotice, after: ParsedNotice) -> tuple[Side, Side]:
    ours, theirs = units_of(before), units_of(after)
    return (
        Side(before, joined(ours, theirs), Marked.of(before)),
        Side(after, joined(theirs, ours), Marked.of(after)),
    )


def _changed(rewordings: Iterable[Rewording], structural: Iterable[Edit]) -> Changed:
    before = [edit.before_span for edit in structural]
    after = [edit.after_span for edit in structural]
    for rewording in rewordings:
        before += [rewording.before_span(hunk) for hunk in rewording.hunks]
        after += [rewording.after_span(hunk) for hunk in rewording.hunks]
    return Changed(tuple(filter(None, before)), tuple(filter(None, after)))


def _reading_order(edit: Edit) -> tuple[int, int, str]:
    return edit.at, edit.before_span.start if edit.before_span else -1, edit.kind


def _difference(edit: Edit, before: ParsedNotice, after: ParsedNotice) -> Difference:
    note = note_of(edit, before, after)
    size = magnitude_of(edit, before, after)
    header = edit.fact if edit.kind == "header_changed" else None
    return Difference(
        kind=edit.kind,
        path_before=header or _path(edit.before),
        path_after=header or _path(edit.after),
        item_no_before=edit.before.item_no if edit.before else None,
        item_no_after=edit.after.item_no if edit.after else None,
        before=_words(edit.before_span, before),
        after=_words(edit.after_span, after),
        before_start=edit.before_span.start if edit.before_span else None,
        before_end=edit.before_span.end if edit.before_span else None,
        after_start=edit.after_span.start if edit.after_span else None,
        after_end=edit.after_span.end if edit.after_span else None,
        amount_before=size.before.value if size.before else None,
        amount_after=size.after.value if size.after else None,
        amount_unit=size.common_unit,
        magnitude=size.size,
        magnitude_unit=size.unit,
        note_zh=note.zh,
        note_en=note.en,
    )


def _path(unit: Unit | None) -> str | None:
    return unit.path if unit else None


def _words(span: Span | None, parsed: ParsedNotice) -> str | None:
    return span.of(parsed.text) if span else None
