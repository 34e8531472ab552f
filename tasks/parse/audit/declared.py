"""What the notice declares of itself against what its text holds: totals, dates, numbering."""

import datetime as dt
from itertools import pairwise

from schemas.facts import DeclaredTotal
from tasks.parse.audit.finding import Finding
from tasks.parse.header import Header
from tasks.parse.structure import Structure


def declared(header: Header, totals: tuple[DeclaredTotal, ...], structure: Structure) -> list[Finding]:
    """One finding a kind of total; ``not_checkable`` where the text gives nothing to compare with."""
    aspects = sum(1 for section in structure.sections if section.kind == "aspect")
    numbered = [measure for measure in structure.measures if measure.kind == "measure"]
    return [
        _total("aspects", totals, aspects or None),
        _total("problems", totals, len(structure.items) or None),
        # 「整改措施156条」 in a notice whose text numbers no measures can be neither held nor broken.
        _total("measures", totals, len(numbered) or None),
        _total("rules", totals, None),
        _dates(header),
        _numbering(structure),
    ]


def _total(kind: str, totals: tuple[DeclaredTotal, ...], parsed: int | None) -> Finding:
    total = next((total for total in totals if total.kind == kind and total.scope == "whole"), None)
    if total is None:
        outcome, detail = "not_checkable", f"the notice declares no number of {kind}"
    elif parsed is None:
        outcome, detail = "not_checkable", f"the notice declares {kind}, but its text does not number them"
    else:
        outcome = "pass" if total.value == parsed else "fail"
        detail = f"the notice declares {total.value} {kind}, its text has {parsed}"
    return Finding(
        check=f"{kind}_declared",
        outcome=outcome,
        declared=str(total.value) if total else None,
        parsed=str(parsed) if parsed is not None else None,
        detail=detail,
        at=total,
        rule_id="check.declared_total",
    )


def _dates(header: Header) -> Finding:
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
    return Finding(
        check="dates_in_order",
        outcome=outcome,
        parsed=" ".join(str(day) for _, day in steps) or None,
        detail=detail,
        rule_id="check.dates",
    )


def _numbering(structure: Structure) -> Finding:
    gaps = [repair.detail for repair in structure.repairs if repair.kind.startswith("numbering_")]
    if not structure.items:
        outcome, detail = "not_checkable", "no item could be read"
    elif gaps:
        outcome, detail = "fail", "; ".join(gaps)
    else:
        outcome, detail = "pass", f"{len(structure.items)} items, every number follows the one before"
    return Finding(
        check="numbering",
        outcome=outcome,
        parsed=str(len(structure.items)),
        detail=detail,
        rule_id="check.numbering",
    )
