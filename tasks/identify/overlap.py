"""Pairs of texts that share enough: an inverted index of rare hashes, asked by what is new."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.identify.known import KnownNotices
from tasks.identify.sketch import Hashes, Sketch, shared

# A hash in more texts than this is a formula of all such notices: 0.8 % of the hashes held 51 % of the rows.
COMMON = 100
# Texts that share fewer sampled grams (about 500 characters) say nothing of each other.
FEWEST_GRAMS = 8
# New texts asked of the index at once: bounds the product's memory on a first run over a whole archive.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, 0 to 1: of the smaller's grams and figures, and of the larger's. Null: no figures.

    ``count``: hashes shared, of both kinds.
    """

    grams: float
    figures: float | None
    of_larger: float
    figures_of_larger: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that share grams: a new one by position, and a later new one by position or a known notice by id."""

    new: int
    other: int | str
    shared: Overlap


def overlap(left: Sketch, right: Sketch) -> Overlap:
    """Compare two sketches."""
    grams = shared(left.grams, right.grams)
    figures = shared(left.figures, right.figures)
    small, large = sorted((left.grams.size, right.grams.size))
    few, many = sorted((left.figures.size, right.figures.size))
    return Overlap(
        grams=grams / small if small else 0.0,
        figures=figures / few if few else None,
        of_larger=grams / large if large else 0.0,
        figures_of_larger=figures / many if many else None,
        count=grams + figures,
    )


def candidates(new: Sequence[Sketch], known: KnownNotices, *, least: float) -> Iterator[Pair]:
    """Pairs of new texts, and of new texts and known notices, with what they share of their rare hashes.

    ``least``: the share of the smaller text's grams below which a pair is not given. Costs by what is new: the index is
    asked for the hashes of new texts alone.
    """
    every = np.concatenate([part for text in new for part in (text.grams, text.figures)] or [np.empty(0, np.int64)])
    hashes, times = np.unique(every, return_counts=True)
    rare = hashes[times + known.counts(hashes) <= COMMON]
    ours = [Sketch(_kept(text.grams, rare), _kept(text.figures, rare)) for text in new]
    grams = np.unique(np.concatenate([text.grams for text in ours] or [np.empty(0, np.int64)]))
    places, rows = known.holding(grams)
    documents, held = np.unique(rows, return_inverse=True)
    theirs: dict[int, tuple[str, Sketch] | None] = {}
    sizes = np.array([text.grams.size for text in ours], dtype=np.int64)
    for left, right, count in _sharing([text.grams for text in ours], grams, places, held):
        if right < len(new):
            if count >= least * min(sizes[left], sizes[right]):
                yield Pair(left, right, overlap(ours[left], ours[right]))
            continue
        number = int(documents[right - len(new)])
        if number not in theirs:
            entry = known.current(number)
            theirs[number] = (entry.notice_id, _rare(entry.sketch, known, hashes, times)) if entry else None
        held_as = theirs[number]
        if held_as is not None and count >= least * min(sizes[left], held_as[1].grams.size):
            yield Pair(left, held_as[0], overlap(ours[left], held_as[1]))


def _sharing(
    texts: Sequence[Hashes], grams: Hashes, places: npt.NDArray[np.int64], held: npt.NDArray[np.int64]
) -> Iterator[tuple[int, int, int]]:
    """(text, later text or len(texts) + stored row, grams shared) of all that share enough, in order.

    A sparse product counts the shared grams of all pairs at once, and touches only pairs that share some.
    """
    # Loaded only where there is something to compare.
    from scipy.sparse import csr_array, vstack  # noqa: PLC0415

    stored = int(held.max()) + 1 if held.size else 0
    columns = np.concatenate([np.searchsorted(grams, text) for text in texts] or [np.empty(0, np.int64)])
    starts = np.concatenate([[0], np.cumsum([text.size for text in texts])])
    shape = (len(texts), grams.size)
    ours = csr_array((np.ones(columns.size, np.int32), columns, starts), shape=shape)
    theirs = csr_array((np.ones(places.size, np.int32), (held, places)), shape=(stored, grams.size))
    every = vstack([ours, theirs], format="csr").T.tocsr()
    for start in range(0, len(texts), _BATCH):
        product = (ours[start : start + _BATCH] @ every).tocoo()
        left, right, count = product.row + start, product.col, product.data
        wanted = (right > left) & (count >= FEWEST_GRAMS)
        order = np.lexsort((right[wanted], left[wanted]))
        yield from zip(
            left[wanted][order].tolist(), right[wanted][order].tolist(), count[wanted][order].tolist(), strict=True
        )


def _rare(text: Sketch, known: KnownNotices, hashes: Hashes, times: npt.NDArray[np.int64]) -> Sketch:
    """A stored sketch without the hashes that stand in too many texts, those of the run counted in."""
    return Sketch(*(_few(part, known, hashes, times) for part in (text.grams, text.figures)))


def _few(part: Hashes, known: KnownNotices, hashes: Hashes, times: npt.NDArray[np.int64]) -> Hashes:
    stored = known.counts(part)
    if not hashes.size:
        return part[stored <= COMMON]
    places = np.minimum(np.searchsorted(hashes, part), hashes.size - 1)
    fresh = np.where(hashes[places] == part, times[places], 0)
    return part[stored + fresh <= COMMON]


def _kept(part: Hashes, rare: Hashes) -> Hashes:
    if not rare.size:
        return rare
    places = np.minimum(np.searchsorted(rare, part), rare.size - 1)
    kept: Hashes = part[rare[places] == part]
    return kept
