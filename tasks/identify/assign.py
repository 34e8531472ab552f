"""Which notice each page carries."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.values import NoticePage
from tasks.identify.cluster import cluster
from tasks.identify.decision import Decision
from tasks.identify.edge import TEXT, edges
from tasks.identify.known import KnownNotices
from tasks.identify.notice_id import mint_notice_id
from tasks.identify.overlap import candidates
from tasks.identify.reason import FIRST, SAME_WORDS, Evidence, joined, measured
from tasks.identify.sketch import contained
from tasks.identify.vertex import Vertex, vertices


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A page and its notice.

    ``is_new``: the store does not hold the notice yet, so every page of it in the run says so. ``basis``: digest,
    url, key or text, or ``new`` for the page a new notice's id was made from. ``containment``: share of the page's
    text, 0 to 1, that stands in the notice's text in the store, or in that page. ``reason``: one sentence for people.
    ``decisions``: what the page made plain of its notice and others, for the identity log.
    """

    page: NoticePage
    notice_id: str
    is_new: bool
    basis: str
    containment: float
    reason: str
    decisions: tuple[Decision, ...] = ()


def identify(pages: Sequence[NoticePage], known: KnownNotices) -> list[Assignment]:
    """Say of each page which notice it carries; one assignment a page, in the order given.

    Identical words come first, then a known address whose facts are not against it, then facts that agree, then text
    and figures; facts that cannot be of one notice are never joined. The grouping does not depend on the order, and a
    notice of the store keeps its id whatever its facts are now read as. Two notices of the store that a new text shows to
    be one are merged: the one with more facts stands for both.
    """
    new = vertices(pages)
    if not new:
        return []
    pairs = list(candidates([vertex.sketch for vertex in new], known, least=TEXT))
    addresses = known.at({page.page.url for page in pages})
    digests = known.with_digest({vertex.body_sha256 for vertex in new})
    ids = {notice_id for _, notice_id in digests} | set(addresses.values())
    ids |= {pair.other for pair in pairs if isinstance(pair.other, str)}
    ids |= known.sharing_a_day([vertex.key for vertex in new])
    every = [*new, *_stored(sorted(ids), known)]
    found = edges(every, pairs, digests, addresses)
    grouping = cluster(every, found, known.log)
    homes = _homes(every, grouping.groups, known)
    evidence = Evidence.of(found, grouping.refusals, {position: home.notice_id for position, home in homes.items()})
    merges = _merges(every, grouping.groups, homes, evidence)
    assigned = {
        id(assignment.page): assignment
        for position in range(len(new))
        for assignment in _assign(every, position, homes[position], evidence, merges.get(position, ()))
    }
    return [assigned[id(page)] for page in pages]


@dataclass(frozen=True, slots=True)
class _Home:
    """The vertex a group is measured by (the notice in the store, else the fullest new text), and its id."""

    position: int
    notice_id: str


@dataclass(frozen=True, slots=True)
class _Taken:
    """Ids that may not be given again: those of the store, and those of this run."""

    known: KnownNotices
    minted: set[str]

    def __contains__(self, notice_id: object) -> bool:
        return notice_id in self.minted or notice_id in self.known


def _stored(ids: Sequence[str], known: KnownNotices) -> list[Vertex]:
    entries = [known.notice(one) for one in ids]
    return [Vertex(one.key, one.sketch, body_sha256=one.body_sha256, notice_id=one.notice_id) for one in entries]


def _homes(every: Sequence[Vertex], groups: Sequence[Sequence[int]], known: KnownNotices) -> Mapping[int, _Home]:
    """The home of every position. New ids are minted fullest group first, so the order of pages has no say."""
    homes: dict[int, _Home] = {}
    minted: set[str] = set()
    taken: Container[str] = _Taken(known, minted)
    chosen = [(min(group, key=lambda position: _fullness(every, position)), group) for group in groups]
    for position, group in sorted(chosen, key=lambda choice: _fullness(every, choice[0])):
        notice_id = every[position].notice_id or mint_notice_id(every[position].pages[0].parsed.notice, taken)
        minted.add(notice_id)
        homes |= dict.fromkeys(group, _Home(position, notice_id))
    return homes


def _fullness(every: Sequence[Vertex], position: int) -> tuple[bool, int, int, int, int]:
    """Sorts a notice of the store first, then the vertex with most facts, then with most text."""
    vertex = every[position]
    return (vertex.notice_id is None, -vertex.key.known, -vertex.length, -vertex.sketch.grams.size, position)


def _merges(
    every: Sequence[Vertex], groups: Sequence[Sequence[int]], homes: Mapping[int, _Home], evidence: Evidence
) -> Mapping[int, Sequence[Decision]]:
    """Merges of notices of the store, by the new text that shows them best."""
    found: dict[int, list[Decision]] = {}
    for group in groups:
        home = homes[group[0]]
        for position in group:
            other = every[position].notice_id
            if other is None or position == home.position:
                continue
            edge = evidence.tie(position, home.position)
            shown_by = min(edge.left, edge.right)
            url = every[shown_by].pages[0].page.url
            merge = Decision(
                action="merge",
                notice_id=home.notice_id,
                other_id=other,
                reason=f"{url} carries both. {joined(edge, every, home=edge.right)}",
                evidence=measured(edge),
            )
            found.setdefault(shown_by, []).append(merge)
    return found


def _assign(
    every: Sequence[Vertex], position: int, home: _Home, evidence: Evidence, merges: Sequence[Decision]
) -> list[Assignment]:
    vertex, target = every[position], every[home.position]
    edge = None if position == home.position else evidence.tie(position, home.position)
    apart = evidence.apart(position) if edge is None else ()
    own = Assignment(
        page=vertex.pages[0],
        notice_id=home.notice_id,
        is_new=target.notice_id is None,
        basis=edge.basis.word if edge else "new",
        containment=1.0 if vertex.body_sha256 == target.body_sha256 else contained(vertex.sketch, target.sketch),
        reason=joined(edge, every, home=home.position) if edge else FIRST + evidence.refused(position),
        decisions=(*merges, *apart),
    )
    again = replace(own, decisions=()) if edge else replace(own, basis="digest", reason=SAME_WORDS, decisions=())
    return [own, *(replace(again, page=page) for page in vertex.pages[1:])]
