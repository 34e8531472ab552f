"""How far a copy has drifted from the canonical text."""

import re
from collections import Counter
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from schemas.values import ParsedNotice
from tasks.revise.units import units_of

_CLAUSE = re.compile(r"[^,。;:!?]+")


@dataclass(frozen=True, slots=True)
class Drift:
    """``containment``: share, 0 to 1, of the copy's characters that stand, clause by clause, in the canonical text.

    ``clauses``: how many clauses of the body differ between the two, or stand in only one of them.
    """

    containment: float
    clauses: int


def drift(copy: ParsedNotice, canonical: ParsedNotice) -> Drift:
    """Measure a copy. Printed numbers, layout, title and furniture count for nothing; a footer cut off does."""
    ours, theirs = _clauses(copy), _clauses(canonical)
    left = Counter(theirs)
    contained = 0
    for clause in ours:
        if left[clause] > 0:
            left[clause] -= 1
            contained += len(clause)
    characters = sum(map(len, ours))
    return Drift(contained / characters if characters else 0.0, _differing(ours, theirs))


def _clauses(parsed: ParsedNotice) -> list[str]:
    return [clause for unit in units_of(parsed) for clause in _CLAUSE.findall(unit.clause)]


def _differing(ours: list[str], theirs: list[str]) -> int:
    """A clause in the place of another counts once."""
    count = deleted = inserted = 0
    for code in Indel.opcodes(ours, theirs):
        if code.tag == "equal":
            count += max(deleted, inserted)
            deleted = inserted = 0
        else:
            deleted += code.src_end - code.src_start
            inserted += code.dest_end - code.dest_start
    return count + max(deleted, inserted)
