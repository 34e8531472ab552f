"""Key-constrained clustering: best edge first, and a union of keys that cannot be one notice is refused."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tasks.identify.edge import OWN_WORDS, Basis, Edge, contains
from tasks.identify.key import Fact, NoticeKey, bodies, differing, misspelt
from tasks.identify.log import IdentityLog
from tasks.identify.place import Likeness
from tasks.identify.vertex import Vertex

# Facts a single wrong character changes. The kind is a word: a slip does not turn one into the other.
_SLIPS = frozenset({"feedback_on", "inspected_from", "signed_on", "team"})
# A page may be signed anew at its own address.
_MAY_CHANGE_IN_PLACE = frozenset({"signed_on"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edge not followed, and the facts that stood against it.

    No facts: both sides are notices of the store, and the text does not show that one holds the other, or a person keeps
    them apart.
    """

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
    ids: set[str]
    keys: set[NoticeKey] = field(default_factory=set)


def cluster(every: Sequence[Vertex], edges: Sequence[Edge], log: IdentityLog) -> Grouping:
    """Join vertices along edges, best first; the same groups for any order of pages.

    Two notices of the store come into one group only through a new text that holds, or is held by, each: a fragment
    known from before and the whole it was cut from.
    """
    held = [
        _Group([position], {vertex.notice_id} if vertex.notice_id else set(), {vertex.key})
        for position, vertex in enumerate(every)
    ]
    refusals: list[Refusal] = []
    for edge in edges:
        left, right = held[edge.left], held[edge.right]
        if left is right:
            continue
        against = _against(left, right, edge, every)
        if against or not _may_merge(left, right, edge, every, log):
            refusals.append(Refusal(edge, against))
            continue
        _absorb(left, right, edge, every)
        for position in right.members:
            held[position] = left
    distinct = {id(group): group for group in held}
    return Grouping(tuple(tuple(sorted(group.members)) for group in distinct.values()), tuple(refusals))


def _may_merge(left: _Group, right: _Group, edge: Edge, every: Sequence[Vertex], log: IdentityLog) -> bool:
    if not left.ids or not right.ids:
        return True
    figures = min(every[edge.left].sketch.figures.size, every[edge.right].sketch.figures.size)
    shown = edge.basis is not Basis.URL and contains(edge.shared, figures)
    return shown and log.may_join(left.ids, right.ids)


def _absorb(left: _Group, right: _Group, edge: Edge, every: Sequence[Vertex]) -> None:
    left.members += right.members
    left.ids |= right.ids
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
            if not _is_slip(facts, ours, theirs, edge):
                found |= facts
    return frozenset(found)


def _is_slip(facts: frozenset[Fact], ours: NoticeKey, theirs: NoticeKey, edge: Edge) -> bool:
    """Whether one wrong character explains what two nearly equal texts differ in."""
    if len(facts) != 1 or not edge.near:
        return False
    return misspelt(ours, theirs) if facts == {"body"} else facts <= _SLIPS and bodies(ours, theirs) is Likeness.SAME
