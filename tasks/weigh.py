"""Two notices side by side: what a person looks at before saying that they are one, or two."""

from dataclasses import dataclass

from tasks.identify import Fact, Overlap, differing, in_figures, notice_key, overlap, sketch
from tasks.record import StoredNotice
from tasks.revise import drift


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Two notices and what their bodies share.

    ``against``: facts of which both state another; ``clauses``: how many differ, or stand in one of the two alone.
    """

    first: StoredNotice
    other: StoredNotice
    shared: Overlap
    against: frozenset[Fact]
    clauses: int

    @property
    def evidence(self) -> str:
        """What was measured, for the identity log."""
        against = ",".join(sorted(self.against)) or "none"
        return f"basis=person {in_figures(self.shared)} differing={against}"


def weigh(first: StoredNotice, other: StoredNotice) -> Weighed:
    """Measure two notices by their texts as they were last recorded."""
    ours, theirs = first.parsed, other.parsed
    return Weighed(
        first=first,
        other=other,
        shared=overlap(sketch(ours.body), sketch(theirs.body)),
        against=differing(notice_key(ours.notice), notice_key(theirs.notice)),
        clauses=drift(theirs, ours).clauses,
    )
