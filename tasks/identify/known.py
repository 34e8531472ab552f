"""What the store already holds, asked only about what a run brings."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Self

import numpy as np
import polars as pl

from schemas.history import COPIES
from schemas.notice import NOTICES, Notice
from schemas.operations import FINGERPRINTS
from tasks.identify.key import DAYS, NoticeKey, notice_key
from tasks.identify.sketch import Hashes, Sketch

_FACTS = tuple(fact.name for fact in fields(Notice))
_NOTHING: Hashes = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class KnownNotices:
    """Current notices, the latest row of each copy, and fingerprints of current revisions.

    Every question scans a table once in polars; rows become Python values only for notices that come into question.
    """

    notices: pl.DataFrame
    copies: pl.DataFrame
    fingerprints: pl.DataFrame

    @classmethod
    def of(cls, notices: pl.DataFrame, copies: pl.DataFrame, fingerprints: pl.DataFrame) -> Self:
        """From frames of the three tables; superseded revisions and copy rows, if any, are left aside."""
        current = notices.sort("notice_id", "revision").unique("notice_id", keep="last", maintain_order=True)
        latest = copies.sort("url", "release").unique("url", keep="last", maintain_order=True)
        return cls(current, latest, fingerprints)

    @classmethod
    def none(cls) -> Self:
        """An empty store."""
        return cls(NOTICES.empty(), COPIES.empty(), FINGERPRINTS.empty())

    def ids(self) -> frozenset[str]:
        """Every notice id in use."""
        return frozenset(self.notices["notice_id"]) | frozenset(self.copies["notice_id"])

    def at(self, urls: Collection[str]) -> Mapping[str, str]:
        """Notice ids of known addresses."""
        rows = self.copies.filter(pl.col("url").is_in(list(urls)))
        return dict(rows.select("url", "notice_id").iter_rows())

    def with_digest(self, digests: Collection[str]) -> frozenset[tuple[str, str]]:
        """Pairs (body_sha256, notice_id) among notices and their copies."""
        wanted = pl.col("body_sha256").is_in(list(digests))
        frames = [frame.filter(wanted).select("body_sha256", "notice_id") for frame in (self.notices, self.copies)]
        return frozenset(pl.concat(frames).iter_rows())

    def digests(self, ids: Collection[str]) -> Mapping[str, str]:
        """The digest of each notice's current body."""
        rows = self.notices.filter(pl.col("notice_id").is_in(list(ids)))
        return dict(rows.select("notice_id", "body_sha256").iter_rows())

    def sharing_a_day(self, keys: Iterable[NoticeKey]) -> frozenset[str]:
        """Ids of notices with the feedback date, first day or day of signing of one of the keys."""
        days = {name: {getattr(key, name) for key in keys} - {None} for name in DAYS}
        wanted = pl.any_horizontal(pl.col(name).is_in(list(values)) for name, values in days.items())
        return frozenset(self.notices.filter(wanted)["notice_id"])

    def keys(self, ids: Collection[str]) -> Mapping[str, NoticeKey]:
        """Keys of notices."""
        rows = self.notices.filter(pl.col("notice_id").is_in(list(ids)))
        facts = rows.select(_FACTS).iter_rows(named=True)
        return {notice_id: notice_key(Notice(**row)) for notice_id, row in zip(rows["notice_id"], facts, strict=True)}

    def hashed(self, hashes: pl.Series) -> pl.DataFrame:
        """Rows (notice_id, kind, hash) of current revisions with one of the hashes."""
        wanted = hashes.unique().alias("hash").to_frame()
        return self._current(self.fingerprints.join(wanted, on="hash", how="semi"))

    def prints(self, ids: Collection[str]) -> pl.DataFrame:
        """All rows (notice_id, kind, hash) of the notices' current revisions."""
        return self._current(self.fingerprints.filter(pl.col("notice_id").is_in(list(ids))))

    def sketches(self, ids: Collection[str]) -> Mapping[str, Sketch]:
        """Sketches of notices; empty for one without fingerprints."""
        parts: dict[tuple[str, str], Hashes] = {
            (notice_id, kind): np.sort(np.array(hashes, dtype=np.int64))
            for notice_id, kind, hashes in self.prints(ids).group_by("notice_id", "kind").agg("hash").iter_rows()
        }
        return {
            notice_id: Sketch(parts.get((notice_id, "gram"), _NOTHING), parts.get((notice_id, "figure"), _NOTHING))
            for notice_id in ids
        }

    def _current(self, rows: pl.DataFrame) -> pl.DataFrame:
        current = self.notices.select("notice_id", "revision")
        return rows.join(current, on=["notice_id", "revision"], how="semi").select("notice_id", "kind", "hash")
