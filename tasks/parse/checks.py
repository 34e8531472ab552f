"""The notice against itself: declared against parsed, dates in order."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from schemas.facts import Check, DeclaredTotal
from tasks.parse.header import Header
from tasks.parse.structure import Structure


def checks_of(header: Header, totals: tuple[DeclaredTotal, ...], structure: Structure) -> tuple[Check, ...]:
    """One row a check; ``not_checkable`` where the text gives nothing to compare with."""
    aspects = sum(1 for section in structure.sections if section.kind == "aspect")
    numbered = [measure for measure in structure.measures if measure.kind == "measure"]
    made = (
        _total("aspects", totals, aspects or None),
        _total("problems", totals, len(structure.items) or None),
        # 「整改措施156条」 in a notice whose text numbers no measures can be neither held nor broken.
        _total("measures", totals, len(numbered) or None),
        _total("rules", totals, None),
        _dates(header),
        _numbering(structure),
    )
    return tuple(replace(check, check_no=number) for number, check in enumerate(made, 1))


def _total(kind: str, totals: tuple[DeclaredTotal, ...], parsed: int | None) -> Check:
    total = next((total for total in totals if total.kind == kind and total.scope == "whole"), None)
    if total is None:
        outcome, detail = "not_checkable", f"the notice declares no number of {kind}"
    elif parsed is None:
        outcome, detail = "not_checkable", f"the notice declares {kind}, but its text does not number them"
    else:
        outcome = "pass" if total.value == parsed else "fail"
        detail = f"the notice declares {total.value} {kind}, its text has {parsed}"
    return Check(
        check_no=0,
        check=f"{kind}_declared",
        outcome=outcome,
        declared=str(total.value) if total else None,
        parsed=str(parsed) if parsed is not None else None,
        detail=detail,
        item_no=None,
        raw=total.raw if total else None,
        char_start=total.char_start if total else None,
        char_end=total.char_end if total else None,
        other_raw=None,
        other_start=None,
        other_end=None,
        rule_id="check.declared_total",
    )


def _dates(header: Header) -> Check:
    steps: list[tuple[str, dt.date]] = [
        (name, day)
        for name, day in (
            ("inspected_from", header.inspected_from),
            ("inspected_to", header.inspected_to),
            ("feedback_on", header.feedback_on),
            ("signed_on", header.signed_on),
        )
        if day is not None
    ]
    late = [(a, b) for a, b in pairwise(steps) if a[1] > b[1]]
    if len(steps) < 2:
        outcome, detail = "not_checkable", "fewer than two of its dates could be read"
    elif late:
        outcome, detail = "fail", "; ".join(f"{a[0]} {a[1]} is after {b[0]} {b[1]}" for a, b in late)
    else:
        outcome, detail = "pass", " ≤ ".join(name for name, _ in steps)
    return Check(
        check_no=0,
        check="dates_in_order",
        outcome=outcome,
        declared=None,
        parsed=" ".join(str(day) for _, day in steps) or None,
        detail=detail,
        item_no=None,
        raw=None,
        char_start=None,
        char_end=None,
        other_raw=None,
        other_start=None,
        other_end=None,
        rule_id="check.dates",
    )


def _numbering(structure: Structure) -> Check:
    gaps = [repair.detail for repair in structure.repairs if repair.kind == "numbering_gap"]
    if not structure.items:
        outcome, detail = "not_checkable", "no item could be read"
    elif gaps:
        outcome, detail = "fail", "; ".join(gaps)
    else:
        outcome, detail = "pass", f"{len(structure.items)} items, every number follows the one before"
    return Check(
        check_no=0,
        check="numbering",
        outcome=outcome,
        declared=None,
        parsed=str(len(structure.items)),
        detail=detail,
        item_no=None,
        raw=None,
        char_start=None,
        char_end=None,
        other_raw=None,
        other_start=None,
        other_end=None,
        rule_id="check.numbering",
    )
