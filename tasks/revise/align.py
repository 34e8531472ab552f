"""Which unit of the later text is which of the earlier: by exact words, then by what stands under it, then by likeness."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from tasks.revise.units import Level, Unit

# Two different measures of one notice share at most .33 of their characters in 999 of 1,000 pairs; the rest are
# templates of each other (「针对…不够有力问题。」), so likeness alone must be well above it, and less will do only where
# a neighbour agrees.
_LIKE_ANYWHERE = 0.6
_LIKE_IN_PLACE = 0.42
_NEIGHBOUR_BONUS = 0.2
# Short headings are alike by their template alone.
_SHORT, _SHORT_MARGIN = 24, 0.12
# 60,000 comparisons of 150-character paragraphs take about 0.15 s. Past that, only windows of the same stretch.
_MOST_CELLS = 60_000
_WINDOW = 200
# Paragraphs a notice has once: what is left of them is the same one, however it was rewritten.
_SINGULAR = ("opening", "closing", "sign_off", "contact")

_Scores = npt.NDArray[np.float32]


@dataclass(slots=True)
class Alignment:
    """Pairs of places: ``after_of[place before]`` and ``before_of[place after]``."""

    before: Sequence[Unit]
    after: Sequence[Unit]
    after_of: dict[int, int] = field(default_factory=dict)
    before_of: dict[int, int] = field(default_factory=dict)

    def pair(self, before: Unit, after: Unit) -> None:
        """Take the two for the same unit."""
        self.after_of[before.place] = after.place
        self.before_of[after.place] = before.place

    def pairs(self) -> Iterator[tuple[Unit, Unit]]:
        """The pairs, in the order of the earlier text."""
        for place in sorted(self.after_of):
            yield self.before[place], self.after[self.after_of[place]]

    def left_before(self, wanted: Callable[[Unit], bool] = lambda _: True) -> list[Unit]:
        """Units of the earlier text without a partner."""
        return [unit for unit in self.before if unit.place not in self.after_of and wanted(unit)]

    def left_after(self, wanted: Callable[[Unit], bool] = lambda _: True) -> list[Unit]:
        """Units of the later text without a partner."""
        return [unit for unit in self.after if unit.place not in self.before_of and wanted(unit)]


def align(before: Sequence[Unit], after: Sequence[Unit]) -> Alignment:
    """Pair the units of two texts one to one. A unit left without a partner was dropped, or added."""
    alignment = Alignment(before, after)
    _by_words(alignment, _level_and_words)
    _by_content(alignment)
    for level in Level:
        _by_likeness(alignment, level)
    _by_content(alignment)
    for kind in _SINGULAR:
        _by_kind(alignment, kind)
    # A paragraph that lost or gained its number is read at another level and still the same paragraph.
    _by_words(alignment, _words_alone)
    return alignment


def _level_and_words(unit: Unit) -> tuple[Level | None, int]:
    return unit.level, unit.digest


def _words_alone(unit: Unit) -> tuple[Level | None, int]:
    return None, unit.digest


def _by_words(alignment: Alignment, key: Callable[[Unit], tuple[Level | None, int]]) -> None:
    groups: dict[tuple[Level | None, int], tuple[list[Unit], list[Unit]]] = defaultdict(lambda: ([], []))
    for unit in alignment.left_before():
        groups[key(unit)][0].append(unit)
    for unit in alignment.left_after():
        groups[key(unit)][1].append(unit)
    shared = [group for group in groups.values() if group[0] and group[1]]
    # Words that stand once on each side first: they tell the neighbours of those that stand more often.
    for ours, theirs in sorted(shared, key=lambda group: len(group[0]) * len(group[1])):
        if len(ours) == len(theirs) == 1:
            alignment.pair(ours[0], theirs[0])
        else:
            _assign(alignment, ours, theirs, np.ones((len(ours), len(theirs)), dtype=np.float32))


def _by_content(alignment: Alignment) -> None:
    """Pair headings, items and measures whose own words differ by what stands under them."""
    for level in (Level.MEASURE, Level.ITEM, Level.SECTION):
        votes: Counter[tuple[int, int]] = Counter()
        weights_before, weights_after = _content(alignment.before), _content(alignment.after)
        for ours, theirs in alignment.pairs():
            if ours.owner is not None and theirs.owner is not None:
                votes[ours.owner, theirs.owner] += len(ours.clause)
        for (ours_place, theirs_place), weight in votes.most_common():
            ours, theirs = alignment.before[ours_place], alignment.after[theirs_place]
            free = ours_place not in alignment.after_of and theirs_place not in alignment.before_of
            most = 2 * weight >= max(weights_before[ours_place], weights_after[theirs_place])
            if free and most and ours.level is theirs.level is level:
                alignment.pair(ours, theirs)


def _content(units: Sequence[Unit]) -> Counter[int]:
    weights: Counter[int] = Counter()
    for unit in units:
        if unit.owner is not None:
            weights[unit.owner] += len(unit.clause)
    return weights


def _by_likeness(alignment: Alignment, level: Level) -> None:
    ours = alignment.left_before(lambda unit: unit.level is level)
    theirs = alignment.left_after(lambda unit: unit.level is level)
    if not ours or not theirs:
        return
    if len(ours) * len(theirs) <= _MOST_CELLS:
        _assign(alignment, ours, theirs, _likeness(ours, theirs))
        return
    for start in range(0, min(len(ours), len(theirs)), _WINDOW):
        some, others = ours[start : start + _WINDOW], theirs[start : start + _WINDOW]
        _assign(alignment, some, others, _likeness(some, others))


def _likeness(ours: Sequence[Unit], theirs: Sequence[Unit]) -> _Scores:
    scores: _Scores = process.cdist(
        [unit.clause for unit in ours],
        [unit.clause for unit in theirs],
        scorer=Indel.normalized_similarity,
        score_cutoff=_LIKE_IN_PLACE,
        dtype=np.float32,
    )
    return scores


def _assign(alignment: Alignment, ours: Sequence[Unit], theirs: Sequence[Unit], scores: _Scores) -> None:
    neighbours = _neighbours(alignment, ours, theirs)
    short = np.minimum.outer([len(unit.clause) for unit in ours], [len(unit.clause) for unit in theirs]) < _SHORT
    floor = np.where(neighbours > 0, _LIKE_IN_PLACE, _LIKE_ANYWHERE) + np.where(short, _SHORT_MARGIN, 0)
    gains = np.where(scores >= floor, scores + neighbours * _NEIGHBOUR_BONUS, 0)
    # Loaded only where something is left to pair: it takes longer to load than most notices take to compare.
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415

    for row, column in zip(*linear_sum_assignment(gains, maximize=True), strict=True):
        if gains[row, column] > 0:
            alignment.pair(ours[row], theirs[column])


def _neighbours(alignment: Alignment, ours: Sequence[Unit], theirs: Sequence[Unit]) -> npt.NDArray[np.int64]:
    """How many of the two nearest aligned neighbours of each pair agree: 0, 1 or 2."""
    above_before, below_before = _nearest(alignment.before, alignment.after_of, alignment.after_of)
    here = {place: place for place in alignment.before_of}
    above_after, below_after = _nearest(alignment.after, alignment.before_of, here)
    above = np.equal.outer([above_before[u.place] for u in ours], [above_after[u.place] for u in theirs])
    below = np.equal.outer([below_before[u.place] for u in ours], [below_after[u.place] for u in theirs])
    agreed: npt.NDArray[np.int64] = above.astype(np.int64) + below.astype(np.int64)
    return agreed


def _nearest(units: Sequence[Unit], aligned: dict[int, int], name: dict[int, int]) -> tuple[list[int], list[int]]:
    """For each unit the nearest aligned one above and below, by its place in the later text; -1 and -2 at the edges."""
    above, below = [-1] * len(units), [-2] * len(units)
    last = -1
    for place in range(len(units)):
        above[place] = last
        last = name[place] if place in aligned else last
    last = -2
    for place in reversed(range(len(units))):
        below[place] = last
        last = name[place] if place in aligned else last
    return above, below


def _by_kind(alignment: Alignment, kind: str) -> None:
    ours = alignment.left_before(lambda unit: unit.kind == kind)
    theirs = alignment.left_after(lambda unit: unit.kind == kind)
    if len(ours) == len(theirs):
        for one, other in zip(ours, theirs, strict=True):
            alignment.pair(one, other)
