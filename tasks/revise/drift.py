"""How far a copy has drifted from the canonical text, and where."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from schemas.history import Drifted
from schemas.values import ParsedNotice
from tasks.revise.spans import Span
from tasks.revise.units import units_of
from tasks.text import fold

_CLAUSE = re.compile(r"[^,。;:!?]+")


@dataclass(frozen=True, slots=True)
class Drift:
    """``containment``: share, 0 to 1, of the copy's characters that stand, clause by clause, in the canonical text.

    ``clauses``: how many clauses of the body differ between the two, or stand in only one of them; ``stretches``: which,
    those that follow on each other together.
    """

    containment: float
    clauses: int
    stretches: tuple[Drifted, ...] = ()


@dataclass(frozen=True, slots=True)
class _Clause:
    words: str
    span: Span


def drift(copy: ParsedNotice, canonical: ParsedNotice) -> Drift:
    """Measure a copy. Printed numbers, layout, title and furniture count for nothing; a footer cut off does."""
    ours, theirs = _clauses(copy), _clauses(canonical)
    left = Counter(clause.words for clause in theirs)
    contained = 0
    for clause in ours:
        if left[clause.words] > 0:
            left[clause.words] -= 1
            contained += len(clause.words)
    characters = sum(len(clause.words) for clause in ours)
    stretches = tuple(_stretches(ours, theirs, copy, canonical))
    return Drift(contained / characters if characters else 0.0, sum(one.clauses for one in stretches), stretches)


def _clauses(parsed: ParsedNotice) -> list[_Clause]:
    found = []
    for unit in units_of(parsed):
        places = [at for at in range(unit.words.start, unit.words.end) if not parsed.text[at].isspace()]
        words = fold("".join(parsed.text[at] for at in places))
        found += [
            _Clause(match[0], Span(places[match.start()], places[match.end() - 1] + 1))
            for match in _CLAUSE.finditer(words)
        ]
    return found


def _stretches(
    ours: Sequence[_Clause], theirs: Sequence[_Clause], copy: ParsedNotice, canonical: ParsedNotice
) -> Iterator[Drifted]:
    """A clause in the place of another counts once."""
    codes = Indel.opcodes([clause.words for clause in ours], [clause.words for clause in theirs])
    start, other_start = 0, 0
    for code in codes:
        if code.tag != "equal":
            continue
        if code.src_start > start or code.dest_start > other_start:
            yield _drifted(ours[start : code.src_start], theirs[other_start : code.dest_start], copy, canonical)
        start, other_start = code.src_end, code.dest_end
    if len(ours) > start or len(theirs) > other_start:
        yield _drifted(ours[start:], theirs[other_start:], copy, canonical)


def _drifted(
    ours: Sequence[_Clause], theirs: Sequence[_Clause], copy: ParsedNotice, canonical: ParsedNotice
) -> Drifted:
    mine, other = _span(ours), _span(theirs)
    return Drifted(
        clauses=max(len(ours), len(theirs)),
        canonical_words=other.of(canonical.text) if other else None,
        copy_words=mine.of(copy.text) if mine else None,
        canonical_start=other.start if other else None,
        canonical_end=other.end if other else None,
        copy_start=mine.start if mine else None,
        copy_end=mine.end if mine else None,
    )


def _span(clauses: Sequence[_Clause]) -> Span | None:
    return Span(clauses[0].span.start, clauses[-1].span.end) if clauses else None
