"""Which notice each page carries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from schemas.values import NoticePage
from tasks.identify.cluster import cluster
from tasks.identify.edge import edges
from tasks.identify.key import NoticeKey
from tasks.identify.known import KnownNotices
from tasks.identify.notice_id import mint_notice_id
from tasks.identify.overlap import candidates
from tasks.identify.reason import FIRST, SAME_WORDS, Evidence, joined
from tasks.identify.sketch import contained
from tasks.identify.vertex import Vertex, vertices


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A page and its notice.

    ``is_new``: the store does not hold the notice yet, so every page of it in the run says so. ``basis``: digest,
    url, key or text, or ``new`` for the page a new notice's id was made from. ``containment``: share of the page's
    text, 0 to 1, that stands in the notice's text in the store, or in that page. ``reason``: one sentence for people.
    """

    page: NoticePage
    notice_id: str
    is_new: bool
    basis: str
    containment: float
    reason: str


def identify(pages: Sequence[NoticePage], known: KnownNotices) -> list[Assignment]:
    """Say of each page which notice it carries; one assignment a page, in the order given.

    Identical words come first, then a known address whose facts are not against it, then facts that agree, then text
    and figures; facts that cannot be of one notice are never joined. The grouping does not depend on the order, and a
    notice of the store keeps its id whatever its facts are now read as.
    """
    new = vertices(pages)
    if not new:
        return []
    pairs = list(candidates([vertex.sketch for vertex in new], known))
    addresses = known.at({page.page.url for page in pages})
    digests = known.with_digest({vertex.body_sha256 for vertex in new})
    ids = {notice_id for _, notice_id in digests} | set(addresses.values())
    ids |= {pair.other for pair in pairs if isinstance(pair.other, str)}
    ids |= known.sharing_a_day([vertex.key for vertex in new])
    every = [*new, *_stored(sorted(ids), known)]
    found = edges(every, pairs, digests, addresses)
    grouping = cluster(every, found)
    homes = _homes(every, grouping.groups, known.ids())
    evidence = Evidence.of(found, grouping.refusals, {position: home.notice_id for position, home in homes.items()})
    assigned = {
        id(assignment.page): assignment
        for position in range(len(new))
        for assignment in _assign(every, position, homes[position], evidence)
    }
    return [assigned[id(page)] for page in pages]


@dataclass(frozen=True, slots=True)
class _Home:
    """The vertex a group is measured by (the notice in the store, else the fullest new text), and its id."""

    position: int
    notice_id: str


def _stored(ids: Sequence[str], known: KnownNotices) -> list[Vertex]:
    keys, sketches, digests = known.keys(ids), known.sketches(ids), known.digests(ids)
    return [
        Vertex(keys.get(one, NoticeKey()), sketches[one], body_sha256=digests.get(one, ""), notice_id=one)
        for one in ids
    ]


def _homes(every: Sequence[Vertex], groups: Sequence[Sequence[int]], taken: frozenset[str]) -> Mapping[int, _Home]:
    """The home of every position. New ids are minted fullest group first, so the order of pages has no say."""
    homes: dict[int, _Home] = {}
    minted = set(taken)
    chosen = [(min(group, key=lambda position: _fullness(every, position)), group) for group in groups]
    for position, group in sorted(chosen, key=lambda choice: _fullness(every, choice[0])):
        notice_id = every[position].notice_id or mint_notice_id(every[position].pages[0].parsed.notice, minted)
        minted.add(notice_id)
        homes |= dict.fromkeys(group, _Home(position, notice_id))
    return homes


def _fullness(every: Sequence[Vertex], position: int) -> tuple[bool, int, int, int]:
    """Sorts a notice of the store first, then the vertex with most facts, then with most text."""
    vertex = every[position]
    return (vertex.notice_id is None, -vertex.key.known, -vertex.length, position)


def _assign(every: Sequence[Vertex], position: int, home: _Home, evidence: Evidence) -> list[Assignment]:
    vertex, target = every[position], every[home.position]
    edge = None if position == home.position else evidence.tie(position, home.position)
    own = Assignment(
        page=vertex.pages[0],
        notice_id=home.notice_id,
        is_new=target.notice_id is None,
        basis=edge.basis.word if edge else "new",
        containment=1.0 if vertex.body_sha256 == target.body_sha256 else contained(vertex.sketch, target.sketch),
        reason=joined(edge, every, home=home.position) if edge else FIRST + evidence.refused(position),
    )
    again = own if edge else replace(own, basis="digest", reason=SAME_WORDS)
    return [own, *(replace(again, page=page) for page in vertex.pages[1:])]
