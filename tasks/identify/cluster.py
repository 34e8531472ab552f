"""Key-constrained clustering: best edge first, and a union of keys that cannot be one notice is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.identify.edge import OWN_WORDS, Basis, Edge
from tasks.identify.key import Fact, NoticeKey, bodies, differing
from tasks.identify.place import Likeness
from tasks.identify.vertex import Vertex

# Facts a single wrong character changes. Kind and body are words: a slip does not turn one into another.
_SLIPS = frozenset({"feedback_on", "inspected_from", "signed_on", "team"})
# A page may be signed anew at its own address.
_MAY_CHANGE_IN_PLACE = frozenset({"signed_on"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edge not followed, and the facts that stood against it; no facts: both sides are notices of the store."""

    edge: Edge
    facts: frozenset[Fact]


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of positions, each in order, and what was refused."""

    groups: tuple[tuple[int, ...], ...]
    refusals: tuple[Refusal, ...]


@dataclass(slots=True)
class _Group:
    members: list[int]
    notice_id: str | None
    keys: set[NoticeKey] = field(default_factory=set)


def cluster(every: Sequence[Vertex], edges: Sequence[Edge]) -> Grouping:
    """Join vertices along edges, best first; the same groups for any order of pages."""
    held = [_Group([position], vertex.notice_id, {vertex.key}) for position, vertex in enumerate(every)]
    refusals: list[Refusal] = []
    for edge in edges:
        left, right = held[edge.left], held[edge.right]
        if left is right:
            continue
        two_recorded = left.notice_id is not None and right.notice_id is not None
        against = _against(left, right, edge, every)
        if two_recorded or against:
            refusals.append(Refusal(edge, against))
            continue
        _absorb(left, right, edge, every)
        for position in right.members:
            held[position] = left
    distinct = {id(group): group for group in held}
    return Grouping(tuple(tuple(sorted(group.members)) for group in distinct.values()), tuple(refusals))


def _absorb(left: _Group, right: _Group, edge: Edge, every: Sequence[Vertex]) -> None:
    left.members += right.members
    left.notice_id = left.notice_id or right.notice_id
    left.keys |= right.keys
    one, other = every[edge.left], every[edge.right]
    if other.notice_id is not None and one.body_sha256 == other.body_sha256 and differing(one.key, other.key):
        # The store's own words came again: what older rules read in them no longer counts.
        left.keys.discard(other.key)


def _same_words(edge: Edge, every: Sequence[Vertex]) -> bool:
    """Whether two digests are equal and of enough characters to be a notice's own."""
    return edge.basis >= Basis.DIGEST and max(every[edge.left].length, every[edge.right].length) >= OWN_WORDS


def _against(left: _Group, right: _Group, edge: Edge, every: Sequence[Vertex]) -> frozenset[Fact]:
    """Facts that forbid the union."""
    if _same_words(edge, every):
        return frozenset()
    found: set[Fact] = set()
    for ours in left.keys:
        for theirs in right.keys:
            facts = differing(ours, theirs)
            if edge.basis is Basis.URL:
                facts -= _MAY_CHANGE_IN_PLACE
            slip = len(facts) == 1 and facts <= _SLIPS and edge.near and bodies(ours, theirs) is Likeness.SAME
            if not slip:
                found |= facts
    return frozenset(found)
