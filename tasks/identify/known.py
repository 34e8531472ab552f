"""What the store already holds, asked only about what a run brings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Self

import numpy as np
import numpy.typing as npt
import polars as pl

from schemas.history import COPIES
from schemas.notice import NOTICES, Notice
from schemas.operations import FINGERPRINTS
from tasks.identify.index import Index
from tasks.identify.key import NoticeKey, notice_key
from tasks.identify.log import IdentityLog
from tasks.identify.segment import Documents, Entry
from tasks.identify.sketch import Hashes, Sketch
from tasks.identify.terms import day_terms, digest_term, id_term, url_term

_FACTS = tuple(fact.name for fact in fields(Notice))
_NOTHING: Hashes = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class KnownNotices:
    """Notices and copies of the store, through its index, and what was decided of their identity.

    A notice is known by its latest revision, a copy by its latest row; a notice merged into another is not known by
    itself any more.
    """

    index: Index
    log: IdentityLog
    _current: dict[str, int | None] = field(default_factory=dict)

    @classmethod
    def of(cls, notices: pl.DataFrame, copies: pl.DataFrame, fingerprints: pl.DataFrame) -> Self:
        """From frames of the three tables, in memory."""
        index = Index()
        index.add(entries_of(notices, copies, fingerprints), release=0)
        return cls(index, IdentityLog())

    @classmethod
    def none(cls) -> Self:
        """An empty store."""
        return cls.of(NOTICES.empty(), COPIES.empty(), FINGERPRINTS.empty())

    def __contains__(self, notice_id: object) -> bool:
        """Whether the id is in use, or was before a merge."""
        return isinstance(notice_id, str) and bool(self.index.with_term(id_term(notice_id)))

    def at(self, urls: Collection[str]) -> Mapping[str, str]:
        """Notice ids of known addresses."""
        found = {url: self._copy(url) for url in urls}
        return {url: entry.notice_id for url, entry in found.items() if entry is not None}

    def with_digest(self, digests: Collection[str]) -> frozenset[tuple[str, str]]:
        """Pairs (body_sha256, notice_id) among notices and their copies."""
        return frozenset(
            (digest, entry.notice_id)
            for digest in digests
            for entry in map(self.index.entry, self.index.with_term(digest_term(digest)))
            if entry.body_sha256 == digest and self._stands(entry)
        )

    def sharing_a_day(self, keys: Iterable[NoticeKey]) -> frozenset[str]:
        """Ids of notices whose body may be one of the keys', with its feedback date, first day or day of signing."""
        terms = {term for key in keys for term in day_terms(key)}
        found = {self.index.entry(number).notice_id for term in terms for number in self.index.with_term(term)}
        return frozenset(notice_id for notice_id in found if self.row(notice_id) is not None)

    def notice(self, notice_id: str) -> Entry:
        """The current revision of a notice.

        Raises:
            KeyError: it is not known.
        """
        row = self.row(notice_id)
        if row is None:
            raise KeyError(notice_id)
        return self.index.entry(row)

    def row(self, notice_id: str) -> int | None:
        """The number of its current revision's row; null where it is not known, or merged into another."""
        if notice_id not in self._current:
            rows = self.index.with_term(id_term(notice_id))
            revisions = [(self.index.entry(number).revision, number) for number in rows]
            gone = self.log.is_absorbed(notice_id)
            self._current[notice_id] = max(revisions)[1] if revisions and not gone else None
        return self._current[notice_id]

    def sketches(self, ids: Collection[str]) -> Mapping[str, Sketch]:
        """Sketches of notices."""
        return {notice_id: self.notice(notice_id).sketch for notice_id in ids}

    def counts(self, hashes: Hashes) -> npt.NDArray[np.int64]:
        """In how many revisions each hash of a text stands."""
        return self.index.counts(hashes)

    def holding(self, hashes: Hashes) -> tuple[npt.NDArray[np.int64], Documents]:
        """For each place in ``hashes``, repeated, a row it stands in; whether that is current is still to be asked."""
        return self.index.postings(hashes)

    def current(self, number: int) -> Entry | None:
        """The notice's revision in that row; null where a later one stands, or the notice was merged into another."""
        entry = self.index.entry(number)
        return entry if self.row(entry.notice_id) == number else None

    def _copy(self, url: str) -> Entry | None:
        rows = [self.index.entry(number) for number in self.index.with_term(url_term(url))]
        return rows[-1] if rows else None

    def _stands(self, entry: Entry) -> bool:
        if entry.url is None:
            current = self.row(entry.notice_id)
            return current is not None and self.index.entry(current).revision == entry.revision
        latest = self._copy(entry.url)
        return latest is not None and (latest.notice_id, latest.body_sha256) == (entry.notice_id, entry.body_sha256)


def entries_of(notices: pl.DataFrame, copies: pl.DataFrame, fingerprints: pl.DataFrame) -> list[Entry]:
    """Rows of the three tables as entries of the index, in an order that does not depend on theirs."""
    sketches = _sketches(fingerprints)
    ordered = notices.sort("release", "notice_id", "revision")
    entries = [
        Entry(
            notice_id=row["notice_id"],
            revision=row["revision"],
            body_sha256=row["body_sha256"],
            key=notice_key(Notice(**{name: row[name] for name in _FACTS})),
            sketch=sketches.get((row["notice_id"], row["revision"]), Sketch(_NOTHING, _NOTHING)),
        )
        for row in ordered.iter_rows(named=True)
    ]
    return entries + [
        Entry(notice_id=row["notice_id"], url=row["url"], body_sha256=row["body_sha256"])
        for row in copies.sort("release", "url").iter_rows(named=True)
    ]


def _sketches(fingerprints: pl.DataFrame) -> dict[tuple[str, int], Sketch]:
    parts: dict[tuple[str, int], dict[str, Hashes]] = {}
    grouped = fingerprints.group_by("notice_id", "revision", "kind").agg("hash")
    for notice_id, revision, kind, hashes in grouped.iter_rows():
        parts.setdefault((notice_id, revision), {})[kind] = np.sort(np.array(hashes, dtype=np.int64))
    return {key: Sketch(part.get("gram", _NOTHING), part.get("figure", _NOTHING)) for key, part in parts.items()}
