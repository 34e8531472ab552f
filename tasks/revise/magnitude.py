"""How large a change is: a figure by its share, a date by its days, anything else by its words."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from rapidfuzz.distance import Indel

from schemas.facts import DeclaredTotal
from schemas.figures import Figure
from schemas.values import ParsedNotice
from tasks.revise.edits import Edit
from tasks.revise.spans import Span

_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")  # 2023年8月30日


@dataclass(frozen=True, slots=True)
class Amount:
    """What a figure or declared total comes to, in its base unit."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """The size of a change; amounts where both sides state one."""

    before: Amount | None = None
    after: Amount | None = None
    size: float
    unit: str

    @property
    def common_unit(self) -> str | None:
        """The unit of both amounts; null where they differ."""
        if self.before is None or self.after is None or self.before.unit != self.after.unit:
            return None
        return self.before.unit


def magnitude_of(edit: Edit, before: ParsedNotice, after: ParsedNotice) -> Magnitude:
    """Measure an edit."""
    old, new = _words(edit.before_span, before), _words(edit.after_span, after)
    if edit.kind in {"figure_changed", "total_changed"}:
        ours, theirs = _amount(edit.before_span, before), _amount(edit.after_span, after)
        if ours is not None and theirs is not None and ours.unit == theirs.unit and ours.value:
            share = abs(theirs.value - ours.value) / abs(ours.value)
            return Magnitude(before=ours, after=theirs, size=round(float(share), 6), unit="share")
        return Magnitude(before=ours, after=theirs, size=_characters(old, new), unit="character")
    days = _days(old, new)
    if days is not None:
        return Magnitude(size=float(days), unit="day")
    if edit.kind.endswith(("_moved", "_renumbered")):
        return Magnitude(size=float(len(new)), unit="character")
    return Magnitude(size=_characters(old, new), unit="character")


def _amount(span: Span | None, parsed: ParsedNotice) -> Amount | None:
    if span is None:
        return None
    figure = _at(span, parsed.figures)
    if isinstance(figure, Figure):
        return Amount(figure.value_norm, figure.unit_norm)
    total = _at(span, parsed.declared_totals)
    return Amount(Decimal(total.value), total.unit) if isinstance(total, DeclaredTotal) else None


def _at(span: Span, rows: Iterable[Figure | DeclaredTotal]) -> Figure | DeclaredTotal | None:
    """The row that stands just there, else the only one inside."""
    inside = [row for row in rows if span.start <= row.char_start and row.char_end <= span.end]
    exact = [row for row in inside if (row.char_start, row.char_end) == (span.start, span.end)]
    found = exact or inside
    return found[0] if len(found) == 1 else None


def _days(old: str, new: str) -> int | None:
    ours, theirs = _DAY.fullmatch(old), _DAY.fullmatch(new)
    if ours is None or theirs is None:
        return None
    try:
        return abs((dt.date(*map(int, theirs.groups())) - dt.date(*map(int, ours.groups()))).days)
    except ValueError:
        # A day no calendar has (2月30日): a misprint, measured by its words.
        return None


def _characters(old: str, new: str) -> float:
    return float(Indel.distance(old, new))


def _words(span: Span | None, parsed: ParsedNotice) -> str:
    return span.of(parsed.text) if span else ""
