"""Why two texts may be one notice, and how strongly."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from tasks.identify.key import agreeing, agrees
from tasks.identify.overlap import Overlap, Pair, overlap
from tasks.identify.terms import day_buckets
from tasks.identify.vertex import Vertex

# Without a fact for it, a copy is attached only from here on. The next round of a body keeps up to .8 of its clauses with
# their figures, and may be known before the copy's own notice is: a part of it shares .86 by chance. A copy with a wrong
# character in 200 shares .96. What lies between waits for a text that joins it.
TEXT, TEXT_FIGURES = 0.90, 0.88
# With fewer figures than this to compare, the words must carry it alone.
FEW_FIGURES, TEXT_ALONE = 5, 0.93
# Two texts whose facts agree: below this they are two reports on one inspection, not two copies of one.
CONFIRMED = 0.30
# Agreement on the day of signing alone (opening cut): a body may sign two reports on one day.
CONFIRMED_BY_SIGNATURE = 0.60
# A sketch this small cannot deny what the facts say.
SMALL_SKETCH = 16
# A digest of fewer characters may be of a formula (全文见附件), not of a notice.
OWN_WORDS = 200
# From here on two texts are one text with slips: one wrong character in 200 leaves .94 to .97 of the grams.
NEAR, NEAR_FIGURES = 0.92, 0.90


class Basis(IntEnum):
    """What joins two texts, the stronger the higher."""

    TEXT = 1
    KEY = 2
    URL = 3
    DIGEST = 4
    DIGEST_AND_URL = 5

    @property
    def word(self) -> str:
        """As stored: digest, url, key or text."""
        return "digest" if self is Basis.DIGEST_AND_URL else self.name.lower()


@dataclass(frozen=True, slots=True)
class Edge:
    """Two vertices (by position) that may be one notice."""

    left: int
    right: int
    basis: Basis
    shared: Overlap

    @property
    def rank(self) -> tuple[float, ...]:
        """Best first when sorted.

        A cut copy may stand whole both in its original and in a sibling's cut copy whose few own grams the sample
        missed: the original shares more. Ties go by position, which does not depend on the order of pages.
        """
        shared = self.shared
        return (-self.basis, -shared.grams, -(shared.figures or 0.0), -shared.count, self.left, self.right)

    @property
    def near(self) -> bool:
        """Whether the two are one text with slips: neither holds much that the other lacks."""
        figures = self.shared.figures_of_larger
        return self.shared.of_larger >= NEAR and (figures is None or figures >= NEAR_FIGURES)


def edges(
    every: Sequence[Vertex], pairs: Iterable[Pair], digests: Iterable[tuple[str, str]], addresses: Mapping[str, str]
) -> list[Edge]:
    """All edges, best first.

    ``every``: new vertices first, then those of the store; ``pairs``: texts that share enough grams, their figures
    still to be judged; ``digests``: (body_sha256, notice id) of the store; ``addresses``: notice ids of known pages.
    """
    found = [
        *_by_digest(every, digests, addresses),
        *_by_url(every, addresses),
        *_by_key(every),
        *_by_text(every, pairs),
    ]
    return sorted(found, key=lambda edge: edge.rank)


def _stored(every: Sequence[Vertex]) -> Mapping[str, int]:
    return {vertex.notice_id: position for position, vertex in enumerate(every) if vertex.notice_id is not None}


def _by_digest(
    every: Sequence[Vertex], digests: Iterable[tuple[str, str]], addresses: Mapping[str, str]
) -> Iterator[Edge]:
    held: dict[str, list[int]] = defaultdict(list)
    for position, vertex in enumerate(every):
        if vertex.length:
            held[vertex.body_sha256].append(position)
    stored = _stored(every)
    for body_sha256, notice_id in digests:
        if body_sha256 in held:
            held[body_sha256].append(stored[notice_id])
    same = Overlap(1.0, 1.0, 1.0, 1.0, count=0)
    for positions in held.values():
        for left, right in _pairs(positions, every):
            home = every[right].notice_id
            own = home is not None and any(addresses.get(page.page.url) == home for page in every[left].pages)
            yield Edge(left, right, Basis.DIGEST_AND_URL if own else Basis.DIGEST, same)


def _by_url(every: Sequence[Vertex], addresses: Mapping[str, str]) -> Iterator[Edge]:
    held: dict[str, list[int]] = defaultdict(list)
    stored = _stored(every)
    for position, vertex in enumerate(every):
        for url in sorted({page.page.url for page in vertex.pages}):
            held[url].append(position)
    for url, positions in held.items():
        if url in addresses:
            positions.append(stored[addresses[url]])
        for left, right in _pairs(positions, every):
            yield Edge(left, right, Basis.URL, overlap(every[left].sketch, every[right].sketch))


def _by_key(every: Sequence[Vertex]) -> Iterator[Edge]:
    # Bodies that are the same share their stem, and keys that agree a day: only those pairs are compared.
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, vertex in enumerate(every):
        for bucket in day_buckets(vertex.key):
            buckets[bucket].append(position)
    pairs = {pair for positions in buckets.values() for pair in _pairs(positions, every)}
    for left, right in sorted(pairs):
        if not agrees(every[left].key, every[right].key):
            continue
        found = overlap(every[left].sketch, every[right].sketch)
        tiny = min(every[left].sketch.grams.size, every[right].sketch.grams.size) < SMALL_SKETCH
        by_signature = agreeing(every[left].key, every[right].key) == {"signed_on"}
        if tiny or found.grams >= (CONFIRMED_BY_SIGNATURE if by_signature else CONFIRMED):
            yield Edge(left, right, Basis.KEY, found)


def _by_text(every: Sequence[Vertex], pairs: Iterable[Pair]) -> Iterator[Edge]:
    stored = _stored(every)
    for pair in pairs:
        right = stored[pair.other] if isinstance(pair.other, str) else pair.other
        found = pair.shared
        figures = min(every[pair.new].sketch.figures.size, every[right].sketch.figures.size)
        if contains(found, figures):
            yield Edge(pair.new, right, Basis.TEXT, found)


def contains(shared: Overlap, figures: int) -> bool:
    """Whether one of two texts stands in the other, wrong characters aside; ``figures``: how many the one with fewer has."""
    if shared.figures is None or figures < FEW_FIGURES:
        return shared.grams >= TEXT_ALONE
    return shared.grams >= TEXT and shared.figures >= TEXT_FIGURES


def _pairs(positions: list[int], every: Sequence[Vertex]) -> Iterator[tuple[int, int]]:
    """Pairs with at least one new text: notices of the store are never joined to each other."""
    ordered = sorted(set(positions))
    for rank, left in enumerate(ordered):
        if every[left].notice_id is not None:
            return
        for right in ordered[rank + 1 :]:
            yield left, right
