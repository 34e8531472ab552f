"""Why a page was given to a notice, in a sentence for people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from tasks.identify.cluster import Refusal
from tasks.identify.decision import Decision
from tasks.identify.edge import Basis, Edge
from tasks.identify.key import differing
from tasks.identify.overlap import Overlap
from tasks.identify.vertex import Vertex

FIRST = "Seen for the first time."
SAME_WORDS = "Same words as the notice, whatever their layout."


def joined(edge: Edge, every: Sequence[Vertex], *, home: int) -> str:
    """Why a text was joined along an edge; ``home`` is the position of the text its notice is measured by."""
    words = _words(edge)
    slips = sorted(differing(every[edge.left].key, every[edge.right].key))
    if slips:
        words += f" {', '.join(slips)} read otherwise in one of them: taken for a slip or a correction."
    if home not in (edge.left, edge.right):
        words += " Joined through another copy."
    return words


def _words(edge: Edge) -> str:
    if edge.basis >= Basis.DIGEST:
        return SAME_WORDS
    if edge.basis is Basis.URL:
        return "Its address is known for this notice, and no fact forbids it."
    of_text = f"{edge.shared.grams:.0%} of the shorter text is shared"
    if edge.basis is Basis.KEY:
        return f"Inspected body and date agree; {of_text}."
    if edge.shared.figures is None:
        return f"{of_text}, and no fact forbids it."
    return f"{of_text} with {edge.shared.figures:.0%} of its figures, and no fact forbids it."


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """Edges and refusals by position, best first; ``ids``: notice id by position."""

    edges: Mapping[int, Sequence[Edge]]
    refusals: Mapping[int, Sequence[Refusal]]
    ids: Mapping[int, str]

    @classmethod
    def of(cls, edges: Iterable[Edge], refusals: Iterable[Refusal], ids: Mapping[int, str]) -> Self:
        """From edges and refusals in order."""
        by_end: dict[int, list[Edge]] = defaultdict(list)
        against: dict[int, list[Refusal]] = defaultdict(list)
        for edge in edges:
            for end in (edge.left, edge.right):
                by_end[end].append(edge)
        for refusal in refusals:
            for end in (refusal.edge.left, refusal.edge.right):
                against[end].append(refusal)
        return cls(by_end, against, ids)

    def tie(self, position: int, home: int) -> Edge:
        """The best edge to the home, else to another text of the same notice."""
        inside = [edge for edge in self.edges[position] if self.ids[edge.left] == self.ids[edge.right]]
        return next((edge for edge in inside if home in (edge.left, edge.right)), inside[0])

    def refused(self, position: int) -> str:
        """The strongest join that was refused to a text, for review; empty if there was none."""
        refusal = self._strongest(position)
        return f" For review: {self._told(refusal, position)}" if refusal else ""

    def apart(self, position: int) -> tuple[Decision, ...]:
        """The same, for the log: that a new notice was kept from another, or split off from the one at its address."""
        refusal = self._strongest(position)
        if refusal is None:
            return ()
        return (
            Decision(
                action="split" if refusal.edge.basis is Basis.URL else "keep",
                notice_id=self.ids[position],
                other_id=self._other(refusal, position),
                reason=_capital(self._told(refusal, position)),
                evidence=measured(refusal.edge),
            ),
        )

    def _strongest(self, position: int) -> Refusal | None:
        found = self.refusals.get(position, ())
        return next((one for one in found if self.ids[one.edge.left] != self.ids[one.edge.right]), None)

    def _other(self, refusal: Refusal, position: int) -> str:
        return self.ids[refusal.edge.left if position == refusal.edge.right else refusal.edge.right]

    def _told(self, refusal: Refusal, position: int) -> str:
        other, edge = self._other(refusal, position), refusal.edge
        how = f"shares {edge.shared.grams:.0%} of the shorter text with {other}"
        if edge.basis is Basis.URL:
            how = f"its address held {other}"
        return f"{how}, but they differ in {', '.join(sorted(refusal.facts)) or 'being two notices'}."


def measured(edge: Edge) -> str:
    """What was measured of two texts, in one line."""
    return f"basis={edge.basis.word} {in_figures(edge.shared)}"


def in_figures(shared: Overlap) -> str:
    """What two texts share, in one line."""
    figures = "none" if shared.figures is None else f"{shared.figures:.3f}"
    return f"grams={shared.grams:.3f} figures={figures} hashes={shared.count}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
