"""The inverted index of what the store knows: asked by what is new, at a cost that hardly grows with what is stored.

``<store>/index/<number>/`` holds one segment each, ``manifest.json`` names those that count and the release they reach
to. All of it is derived from the store: a folder that is missing, of another store or ahead of it is made anew.
A Parquet table, sorted by hash or not, cannot do this: a run asks some 17,500 hashes, evenly spread, so that every row
group is read (0.01, 0.09, 1.9 s of processor time at 1,000, 10,000, 100,000 notices, and 3 GB). Of a sorted array that is
mapped a few pages a hash are read: 6, 9, 16 ms (``tests/bench/bench_identify.py``).
"""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt

from tasks.identify.segment import Documents, Entry, Segment
from tasks.identify.sketch import Hashes
from tasks.store import write_atomically

_MANIFEST = "manifest.json"
# Raised by one when terms or files change: an older index is made anew.
_VERSION = 1
# A segment is merged into its older neighbour once it has reached this share of it: each hash is written a handful of
# times on its way from the first run to 100,000 notices, and a run meets some ten segments.
_MERGED_AT = 0.5


@dataclass(slots=True, eq=False)
class Index:
    """Segments, oldest first, and the release they reach to; ``folder`` is null for one in memory."""

    folder: Path | None = None
    store: str = ""
    release: int = 0
    segments: list[Segment] = field(default_factory=list)
    names: list[int] = field(default_factory=list)

    @classmethod
    def open(cls, folder: Path, store: str, release: int) -> Self:
        """The index in the folder if it is of that store (its uid) and not ahead of its release; else an empty one."""
        try:
            found = json.loads((folder / _MANIFEST).read_bytes())
            fits = (found["version"], found["store"]) == (_VERSION, store) and found["release"] <= release
            names: list[int] = found["segments"] if fits else []
            segments = [Segment.read(folder / str(name)) for name in names]
            return cls(folder, store, found["release"] if fits else 0, segments, names)
        except (OSError, ValueError, KeyError, TypeError):
            # Missing, torn by a power cut, or of another program: it is derived, and made anew.
            return cls(folder, store)

    def add(self, entries: Sequence[Entry], release: int) -> None:
        """Index the rows of later releases, up to ``release``.

        Raises:
            OSError: what the file system refuses; the index on disk stays as it was.
        """
        segments, names = list(self.segments), list(self.names)
        if entries:
            segments.append(Segment.of(entries))
            names.append(max(names, default=0) + 1)
            while len(segments) > 1 and segments[-1].hashes.size >= _MERGED_AT * segments[-2].hashes.size:
                segments[-2:] = [Segment.merged(segments[-2:])]
                names[-2:] = [names[-1] + 1]
        if self.folder is not None and names != self.names:
            fresh = self.folder / str(names[-1])
            shutil.rmtree(fresh, ignore_errors=True)
            segments[-1].write(fresh)
            segments[-1] = Segment.read(fresh)
        self.segments, self.names, self.release = segments, names, release
        if self.folder is not None:
            self._commit()

    def _commit(self) -> None:
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        manifest = {"version": _VERSION, "store": self.store, "release": self.release, "segments": self.names}
        write_atomically(self.folder / _MANIFEST, json.dumps(manifest).encode())
        for path in self.folder.iterdir():
            if path.is_dir() and path.name not in {str(name) for name in self.names}:
                shutil.rmtree(path, ignore_errors=True)

    def counts(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """In how many rows each hash stands."""
        return sum((one.counts(hashes) for one in self.segments), np.zeros(hashes.size, dtype=np.int64))

    def postings(self, hashes: Hashes) -> tuple[npt.NDArray[np.int64], Documents]:
        """For each place in ``hashes``, repeated, the number of a row it stands in."""
        found = [one.postings(hashes) for one in self.segments]
        if not found:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        numbered = zip(found, self._firsts(), strict=True)
        places = [places for places, _ in found]
        return np.concatenate(places), np.concatenate([rows + first for (_, rows), first in numbered])

    def with_term(self, term: int) -> list[int]:
        """Numbers of the rows with one term, oldest first."""
        return sorted(self.postings(np.array([term], dtype=np.int64))[1].tolist())

    def entry(self, number: int) -> Entry:
        """The row of that number."""
        firsts = self._firsts()
        place = max(place for place, first in enumerate(firsts) if first <= number)
        return self.segments[place].entry(number - firsts[place])

    def _firsts(self) -> list[int]:
        return list(accumulate((one.rows.height for one in self.segments[:-1]), initial=0))
