"""All checks of a notice."""

from dataclasses import dataclass

from schemas.accountability import DisciplineCount, Sanction
from schemas.facts import Check, DeclaredTotal
from schemas.figures import Figure
from tasks.parse.audit.arithmetic import arithmetic
from tasks.parse.audit.conflicts import conflicts
from tasks.parse.audit.declared import declared
from tasks.parse.audit.persons import persons
from tasks.parse.body import Body


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The rows that can be held against each other."""

    totals: tuple[DeclaredTotal, ...]
    figures: tuple[Figure, ...]
    counts: tuple[DisciplineCount, ...]
    sanctions: tuple[Sanction, ...]


def checks_of(body: Body, facts: Facts) -> tuple[Check, ...]:
    """One row a check, numbered: declared totals, dates and numbering first, then persons, sums, contradictions."""
    findings = [
        *declared(body.header, facts.totals, body.structure),
        *persons(body, facts.sanctions),
        *arithmetic(body, facts.figures),
        *conflicts(body, facts.figures, facts.counts),
    ]
    return tuple(finding.row(number) for number, finding in enumerate(findings, 1))
