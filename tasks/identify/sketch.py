"""A small, stable sketch of a text: a sample of its 8-grams, and its figures in context."""

import re
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import xxhash

from schemas.operations import Fingerprint
from tasks.text import squeezed

Hashes: TypeAlias = npt.NDArray[np.int64]
_Points: TypeAlias = npt.NDArray[np.uint32]

GRAM = 8
# One gram in 64 is kept: 150 hashes a notice of 10,000 characters, enough to tell containment .50 from .60.
_KEPT_BELOW = np.uint64(2**64 // 64)
# Odd multiplier of the rolling polynomial and the two of splitmix64's finaliser.
_BASE, _MIX_1, _MIX_2 = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
# Re-posts swap “ for ", 、 for comma: only letters, digits and Han characters count. Characters by code point, of the
# plane that nearly all are of: a look-up in numpy takes a tenth of the time of a pattern.
_PLANE = 0x10000
_LETTERS = np.array([chr(code).isalnum() or code == ord("_") for code in range(_PLANE)])
_DIGITS = np.array([chr(code).isdecimal() for code in range(_PLANE)])
_DECIMALS = np.array([ord("."), ord("%")], dtype=np.uint32)
# 805.17万元, 98个, 94.16%, 2.18万平方米. Not 2023年, 4月, 17日: dates are facts of the key, and siblings share them.
_FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:%|(?![年月日号])[^\W\da-zA-Z_]{1,2})")
_BEFORE = 5  # characters of context, marks left out: enough to tell 立案28件 from 办结28件


@dataclass(frozen=True, slots=True, eq=False)
class Sketch:
    """Sorted, distinct hashes of a text; the same in every process, version and order of work."""

    grams: Hashes
    figures: Hashes

    def rows(self, notice_id: str, revision: int) -> list[Fingerprint]:
        """The sketch as rows of ``fingerprints``."""
        return [
            Fingerprint(notice_id=notice_id, revision=revision, kind=kind, hash=value)
            for kind, hashes in (("gram", self.grams), ("figure", self.figures))
            for value in hashes.tolist()
        ]


def sketch(body: str) -> Sketch:
    """Sketch a body: FracMinHash (1/64) of its 8-grams, and every figure with the five characters before it."""
    points = np.frombuffer(squeezed(body).encode("utf-32-le", "replace"), dtype="<u4")
    letters = _are(points, _LETTERS)
    return Sketch(_grams(points[letters]), _figures(points[letters | np.isin(points, _DECIMALS)]))


def _are(points: _Points, table: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which code points the table holds; those beyond its plane (𠮷) are asked one by one."""
    found: npt.NDArray[np.bool_] = table[np.minimum(points, _PLANE - 1)]
    for place in np.flatnonzero(points >= _PLANE).tolist():
        sign = chr(points[place])
        found[place] = sign.isdecimal() if table is _DIGITS else sign.isalnum()
    return found


def _grams(points: _Points) -> Hashes:
    count = points.size - GRAM + 1
    if count < 1:
        return np.empty(0, dtype=np.int64)
    encoded, wide = points.tobytes(), points.astype(np.uint64)
    # A polynomial of the eight code points picks the sample in numpy; xxh3 is then asked only for one gram in 64.
    mixed = np.zeros(count, dtype=np.uint64)
    for offset in range(GRAM):
        mixed = mixed * np.uint64(_BASE) + wide[offset : offset + count]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_MIX_1)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_MIX_2)
    kept = np.flatnonzero((mixed ^ (mixed >> np.uint64(31))) < _KEPT_BELOW)
    return _hashes([encoded[4 * start : 4 * (start + GRAM)] for start in kept.tolist()])


def _figures(points: _Points) -> Hashes:
    plain = points.tobytes().decode("utf-32-le")
    digits = _are(points, _DIGITS)
    # A figure begins where digits do: asked there alone, the pattern need not look at every character.
    starts = np.flatnonzero(digits & ~np.concatenate([[False], digits[:-1]]))
    found = (match for match in (_FIGURE.match(plain, start) for start in starts.tolist()) if match is not None)
    return _hashes([plain[max(0, match.start() - _BEFORE) : match.end()].encode() for match in found])


def _hashes(keys: list[bytes]) -> Hashes:
    values = np.fromiter((xxhash.xxh3_64_intdigest(key) for key in keys), dtype=np.uint64, count=len(keys))
    return np.unique(values.view(np.int64))


def shared(left: Hashes, right: Hashes) -> int:
    """How many hashes two sorted, distinct sets have in common."""
    return int(np.intersect1d(left, right, assume_unique=True).size)


def contained(part: Sketch, whole: Sketch) -> float:
    """Share of a text that stands in another, 0 to 1: by grams, or by figures where it is too short for grams."""
    for inner, outer in ((part.grams, whole.grams), (part.figures, whole.figures)):
        if inner.size:
            return shared(inner, outer) / inner.size
    return 0.0
