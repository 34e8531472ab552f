"""Which aligned units were moved: all but the heaviest run of them that kept its order."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's place in the later text, and what it weighs."""

    place: int
    weight: int


def kept_in_order(units: Sequence[Ranked]) -> tuple[bool, ...]:
    """For each unit, given in the order of the earlier text, whether it belongs to the heaviest increasing subsequence.

    Places must differ. Runs in n log n with a Fenwick tree of best sums.
    """
    if all(one.place < other.place for one, other in pairwise(units)):
        return (True,) * len(units)
    ranks = {place: rank for rank, place in enumerate(sorted(unit.place for unit in units), 1)}
    # tree[i] holds (best sum, index of the unit it ends in) over a block of ranks; index -1 is the empty run.
    tree = [(0, -1)] * (len(units) + 1)
    previous = [-1] * len(units)
    best = (0, -1)
    for index, unit in enumerate(units):
        rank = ranks[unit.place]
        before = _best_below(tree, rank)
        previous[index] = before[1]
        here = (before[0] + unit.weight, index)
        best = max(best, here, key=_sum)
        while rank < len(tree):
            tree[rank] = max(tree[rank], here, key=_sum)
            rank += rank & -rank
    kept = [False] * len(units)
    index = best[1]
    while index >= 0:
        kept[index] = True
        index = previous[index]
    return tuple(kept)


def _best_below(tree: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    best, rank = (0, -1), rank - 1
    while rank > 0:
        best = max(best, tree[rank], key=_sum)
        rank -= rank & -rank
    return best


def _sum(run: tuple[int, int]) -> int:
    return run[0]
