"""One segment of the index: rows of the store, and their hashes in order, mapped from disk and never changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

import numpy as np
import numpy.typing as npt
import polars as pl

from tasks.identify.key import NoticeKey
from tasks.identify.sketch import Hashes, Sketch
from tasks.identify.terms import day_terms, digest_term, id_term, url_term

_KEY = tuple(fact.name for fact in fields(NoticeKey))
_SCHEMA = {
    "notice_id": pl.String(),
    "revision": pl.Int64(),  # 0: a row of a copy
    "url": pl.String(),  # null: a revision of a notice
    "body_sha256": pl.String(),
    "start": pl.Int64(),
    "grams": pl.Int64(),
    "figures": pl.Int64(),
    **{name: pl.String() for name in ("body", "code", "kind", "level")},
    "team": pl.Int64(),
    **{name: pl.Date() for name in ("feedback_on", "inspected_from", "signed_on")},
}
_NOTHING: Hashes = np.empty(0, dtype=np.int64)
Documents = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A row to index: a revision of a notice with its key and sketch, or one row of a copy (``url`` set)."""

    notice_id: str
    body_sha256: str
    revision: int = 0
    url: str | None = None
    key: NoticeKey = field(default_factory=NoticeKey)
    sketch: Sketch = field(default_factory=lambda: Sketch(_NOTHING, _NOTHING))

    def terms(self) -> list[int]:
        """Its terms, those of the text left out."""
        if self.url is not None:
            return [url_term(self.url), digest_term(self.body_sha256)]
        return [id_term(self.notice_id), digest_term(self.body_sha256), *day_terms(self.key)]


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """``hashes`` sorted, each with the row (``documents``) it stands in; ``forward`` the hashes of texts row by row."""

    rows: pl.DataFrame
    hashes: Hashes
    documents: Documents
    forward: Hashes

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Self:
        """Index some rows."""
        columns: dict[str, list[object]] = {name: [] for name in _SCHEMA}
        parts: list[Hashes] = []
        sizes: list[int] = []
        start = 0
        for entry in entries:
            own = np.concatenate([entry.sketch.grams, entry.sketch.figures])
            parts.append(own)
            for name in ("notice_id", "revision", "url", "body_sha256"):
                columns[name].append(getattr(entry, name))
            for name in _KEY:
                columns[name].append(getattr(entry.key, name))
            columns["start"].append(start)
            columns["grams"].append(entry.sketch.grams.size)
            columns["figures"].append(entry.sketch.figures.size)
            start += own.size
            sizes.append(own.size)
        terms = [entry.terms() for entry in entries]
        forward = np.concatenate(parts) if parts else _NOTHING
        others = np.array([term for some in terms for term in some], dtype=np.int64)
        documents = np.concatenate(
            [
                np.repeat(np.arange(len(entries)), sizes),
                np.repeat(np.arange(len(entries)), [len(some) for some in terms]),
            ]
        ).astype(np.int64)
        return cls(
            pl.DataFrame(columns, schema=_SCHEMA), *_sorted(np.concatenate([forward, others]), documents), forward
        )

    @classmethod
    def merged(cls, segments: Sequence[Self]) -> Self:
        """Several as one; rows keep their order."""
        starts = np.cumsum([0, *(one.rows.height for one in segments)])
        texts = np.cumsum([0, *(one.forward.size for one in segments)])
        rows = pl.concat(
            one.rows.with_columns(pl.col("start") + int(shift)) for one, shift in zip(segments, texts, strict=False)
        )
        documents = np.concatenate([one.documents + first for one, first in zip(segments, starts, strict=False)])
        hashes = np.concatenate([one.hashes for one in segments])
        return cls(rows, *_sorted(hashes, documents), np.concatenate([one.forward for one in segments]))

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Map a segment; only the pages that are asked for are read from disk.

        Raises:
            OSError, ValueError: the folder does not hold a whole segment.
        """
        arrays = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("hashes", "documents", "forward")]
        return cls(pl.read_ipc(folder / "rows.arrow"), *arrays)

    def write(self, folder: Path) -> None:
        """Write it.

        Raises:
            OSError: what the file system refuses.
        """
        folder.mkdir(parents=True)
        self.rows.write_ipc(folder / "rows.arrow", compression="uncompressed")
        for name in ("hashes", "documents", "forward"):
            np.save(folder / f"{name}.npy", getattr(self, name))

    def counts(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """In how many rows each hash stands; the rows themselves are not read."""
        low, high = self._bounds(hashes)
        return high - low

    def postings(self, hashes: Hashes) -> tuple[npt.NDArray[np.int64], Documents]:
        """For each place in ``hashes``, repeated, a row it stands in."""
        low, high = self._bounds(hashes)
        found = high - low
        places = np.repeat(np.arange(hashes.size), found)
        offsets = np.arange(places.size) - np.repeat(np.cumsum(found) - found, found)
        return places, np.asarray(self.documents[np.repeat(low, found) + offsets])

    def entry(self, row: int) -> Entry:
        """One row."""
        values = self.rows.row(row, named=True)
        start, middle = values["start"], values["start"] + values["grams"]
        grams = np.asarray(self.forward[start:middle])
        figures = np.asarray(self.forward[middle : middle + values["figures"]])
        return Entry(
            notice_id=values["notice_id"],
            body_sha256=values["body_sha256"],
            revision=values["revision"],
            url=values["url"],
            key=NoticeKey(**{name: values[name] for name in _KEY}),
            sketch=Sketch(grams, figures),
        )

    def _bounds(self, hashes: Hashes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        return np.searchsorted(self.hashes, hashes, "left"), np.searchsorted(self.hashes, hashes, "right")


def _sorted(hashes: Hashes, documents: Documents) -> tuple[Hashes, Documents]:
    order = np.argsort(hashes, kind="stable")
    return hashes[order], documents[order]
