"""Facts a notice states of itself: contacts, declared totals, header facts. Their edits are told as such, and once."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from schemas.facts import CONTACT_KINDS, Contact, DeclaredTotal
from tasks.revise.edits import Edit, Side
from tasks.revise.hunks import Range, Rewording
from tasks.revise.spans import Span, any_overlap
from tasks.revise.tokens import Sort, Token, tokens_of
from tasks.revise.units import Level, Unit
from tasks.text import squeezed

# Header facts that stand in the text itself, and the paragraphs to look for them in.
_IN_OPENING = ("inspection_group", "inspected_from", "inspected_to", "feedback_on")
_IN_SIGN_OFF = ("signed_by", "signed_on")
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")  # 2024年8月18日 · 9月30日: the year may be said once for two
_CLAUSE_EDGE = re.compile(r"[,;。\n]")


@dataclass(frozen=True, slots=True)
class Claims:
    """Edits told as facts, and the words on each side that are told by them."""

    edits: tuple[Edit, ...]
    before: tuple[Span, ...]
    after: tuple[Span, ...]

    def __add__(self, other: "Claims") -> "Claims":
        return Claims(self.edits + other.edits, self.before + other.before, self.after + other.after)


_NOTHING = Claims((), (), ())


@dataclass(frozen=True, slots=True)
class Changed:
    """Every stretch of the two texts that differs: nothing outside of it is a change."""

    before: tuple[Span, ...]
    after: tuple[Span, ...]


def claims_of(before: Side, after: Side, rewordings: Sequence[Rewording], changed: Changed) -> Claims:
    """The facts that changed, each with its words on both sides."""
    claims = _NOTHING
    for name in (*_IN_OPENING, *_IN_SIGN_OFF):
        claims += _header(name, before, after, changed)
    for kind in CONTACT_KINDS:
        claims += _contacts(kind, before, after, changed)
    for rewording in rewordings:
        claims += _totals(rewording, before, after, changed)
    return claims


def unclaimed(rewording: Rewording, claims: Claims) -> Rewording:
    """The rewording without the hunks that claims tell in full."""
    hunks = tuple(hunk for hunk in rewording.hunks if not _told(rewording, hunk, claims))
    return replace(rewording, hunks=hunks)


def untold(edit: Edit, claims: Claims) -> Edit | None:
    """An added or dropped paragraph without what claims tell of it; nothing where they tell it all.

    Of a closing paragraph its sentences are left, of a contact line or a sign-off nothing.
    """
    unit = edit.before or edit.after
    if unit is None or unit.level is not Level.PARAGRAPH:
        return edit
    before, after = _head_of(edit.before_span, claims.before), _head_of(edit.after_span, claims.after)
    if (before, after) == (edit.before_span, edit.after_span):
        return edit
    if unit.kind in {"contact", "sign_off"} or (before is None and after is None):
        return None
    return replace(edit, before_span=before, after_span=after)


def _head_of(span: Span | None, claimed: Sequence[Span]) -> Span | None:
    """The span up to the first words that are told elsewhere."""
    if span is None:
        return None
    end = min((other.start for other in claimed if other.overlaps(span)), default=span.end)
    return Span(span.start, end) if end > span.start else None


def _told(rewording: Rewording, hunk: Range, claims: Claims) -> bool:
    ours = rewording.before_tokens[hunk.before_low : hunk.before_high]
    theirs = rewording.after_tokens[hunk.after_low : hunk.after_high]
    words = [*_words(ours, claims.before), *_words(theirs, claims.after)]
    return bool(words) and all(words)


def _words(tokens: Iterable[Token], claimed: Sequence[Span]) -> Iterator[bool]:
    return (any_overlap(token.span, claimed) for token in tokens if token.sort is not Sort.STOP)


def _header(name: str, before: Side, after: Side, changed: Changed) -> Claims:
    if getattr(before.parsed.notice, name) == getattr(after.parsed.notice, name):
        return _NOTHING
    ours, theirs = _places(name, before), _places(name, after)
    ours_changed = [place for place in ours if any_overlap(place, changed.before)]
    theirs_changed = [place for place in theirs if any_overlap(place, changed.after)]
    if not ours_changed and not theirs_changed:
        # A year said once for two dates: the other date's words are the same, and its edit is told already.
        return _NOTHING
    edit = _edit(
        "header_changed",
        name,
        _Quote(next(iter((*ours_changed, *ours)), None), before),
        _Quote(next(iter((*theirs_changed, *theirs)), None), after),
    )
    return Claims((edit,), tuple(ours_changed), tuple(theirs_changed))


def _places(name: str, side: Side) -> list[Span]:
    """Where a header fact stands in the text."""
    value = getattr(side.parsed.notice, name)
    if value is None:
        return []
    text = side.parsed.text
    units = list(_head(side.units)) if name in _IN_OPENING else [u for u in side.units if u.kind == "sign_off"]
    if isinstance(value, dt.date):
        dates = [token for unit in units for token in tokens_of(text, unit.words, side.marked) if _is_day(token, value)]
        return [token.span for token in dates]
    return [
        Span(match.start(), match.end())
        for unit in units
        for match in re.finditer(re.escape(value), text[: unit.span.end])
        if match.start() >= unit.span.start
    ]


def _head(units: Sequence[Unit]) -> Iterator[Unit]:
    """The opening, which some pages spread over more than one paragraph."""
    for unit in units:
        if unit.level is not Level.PARAGRAPH:
            return
        yield unit


def _is_day(token: Token, day: dt.date) -> bool:
    match = _DAY.fullmatch(token.words)
    if match is None:
        return False
    year = match[1] is None or int(match[1]) == day.year
    return year and (int(match[2]), int(match[3])) == (day.month, day.day)


def _contacts(kind: str, before: Side, after: Side, changed: Changed) -> Claims:
    ours = [contact for contact in before.parsed.contacts if contact.kind == kind]
    theirs = [contact for contact in after.parsed.contacts if contact.kind == kind]
    same = Counter(map(_value, ours)) & Counter(map(_value, theirs))
    claims = _NOTHING
    for one, other in zip_longest(_without(ours, same), _without(theirs, same)):
        one_span = Span(one.char_start, one.char_end) if one else None
        other_span = Span(other.char_start, other.char_end) if other else None
        if not any_overlap(one_span, changed.before) and not any_overlap(other_span, changed.after):
            continue
        edit = _edit("contact_changed", kind, _Quote(one_span, before), _Quote(other_span, after))
        claims += Claims((edit,), _clause(one_span, before), _clause(other_span, after))
    return claims


def _value(contact: Contact) -> str:
    return squeezed(contact.value)


def _without(contacts: Sequence[Contact], same: Counter[str]) -> list[Contact]:
    left = Counter(same)
    kept = []
    for contact in contacts:
        if left[_value(contact)] > 0:
            left[_value(contact)] -= 1
        else:
            kept.append(contact)
    return kept


def _clause(span: Span | None, side: Side) -> tuple[Span, ...]:
    """The clause around a contact: its label comes and goes with it."""
    if span is None:
        return ()
    text = side.parsed.text
    start = max(
        (match.end() for match in _CLAUSE_EDGE.finditer(text, max(0, span.start - 40), span.start)), default=span.start
    )
    edge = _CLAUSE_EDGE.search(text, span.end)
    return (Span(start, edge.start() if edge else len(text)),)


def _totals(rewording: Rewording, before: Side, after: Side, changed: Changed) -> Claims:
    ours = _by_kind(before.parsed.declared_totals, rewording.before.words)
    theirs = _by_kind(after.parsed.declared_totals, rewording.after.words)
    claims = _NOTHING
    for key, totals in ours.items():
        others = theirs.get(key, [])
        if len(others) != len(totals):
            continue
        for one, other in zip(totals, others, strict=True):
            one_span, other_span = Span(one.char_start, one.char_end), Span(other.char_start, other.char_end)
            if (one.value, one.unit) == (other.value, other.unit) or not any_overlap(other_span, changed.after):
                continue
            edit = _edit("total_changed", one.kind, _Quote(one_span, before), _Quote(other_span, after))
            claims += Claims((edit,), (one_span,), (other_span,))
    return claims


def _by_kind(totals: Iterable[DeclaredTotal], words: Span) -> dict[tuple[str, str], list[DeclaredTotal]]:
    found: dict[tuple[str, str], list[DeclaredTotal]] = {}
    for total in totals:
        if words.start <= total.char_start and total.char_end <= words.end:
            found.setdefault((total.kind, total.scope), []).append(total)
    return found


def _edit(kind: str, fact: str, ours: "_Quote", theirs: "_Quote") -> Edit:
    end = len(theirs.side.parsed.text)
    return Edit(
        kind=kind,
        before=ours.unit(),
        after=theirs.unit(),
        before_span=ours.span,
        after_span=theirs.span,
        at=theirs.span.start if theirs.span else end,
        fact=fact,
    )


@dataclass(frozen=True, slots=True)
class _Quote:
    """Where a fact stands on one side; no span where it does not."""

    span: Span | None
    side: Side

    def unit(self) -> Unit | None:
        return next((unit for unit in self.side.units if any_overlap(self.span, (unit.span,))), None)
