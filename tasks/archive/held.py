"""Payloads the archive holds already, so that a page that did not change is not kept a hundred times."""

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.errors import TongbaoError
from tasks.archive.original import Original
from tasks.archive.reader import read_original

_LOG = logging.getLogger(__name__)
# Below it a revisit takes as much room as the response it saves.
_WORTH_IT = 2_000


@dataclass(frozen=True, slots=True)
class _Place:
    warc_file: str
    warc_offset: int
    sha256: str


class Held:
    """What earlier runs archived, by digest and by address, from the store's ``captures``."""

    def __init__(self, root: Path, captures: pl.DataFrame | None = None) -> None:
        self._root = root
        self._by_digest: dict[str, _Place] = {}
        self._by_url: dict[str, _Place] = {}
        if captures is None:
            return
        whole = captures.filter((pl.col("outcome") == "ok") & pl.col("sha256").is_not_null())
        # By id, which begins with the run's time: the first that held a payload wrote it out, the others refer to it.
        for row in whole.sort("capture_id").iter_rows(named=True):
            place = _Place(row["warc_file"], row["warc_offset"], row["sha256"])
            self._by_digest.setdefault(place.sha256, place)
        for row in whole.sort("fetched_at", "capture_id").iter_rows(named=True):
            self._by_url[row["url"]] = self._by_digest[row["sha256"]]

    def same_payload(self, sha256: str | None, size: int) -> Original | None:
        """The record that holds the payload of that digest, read and proven; null where there is none, or a small one."""
        place = self._by_digest.get(sha256 or "")
        return self._proven(place) if place is not None and size >= _WORTH_IT else None

    def last_of(self, url: str) -> Original | None:
        """The record of what the address last brought, as far as it can still be read."""
        place = self._by_url.get(url)
        return self._proven(place) if place is not None else None

    def add(self, sha256: str, warc_file: str, warc_offset: int) -> None:
        """Takes note of a payload just written."""
        self._by_digest.setdefault(sha256, _Place(warc_file, warc_offset, sha256))

    def _proven(self, place: _Place) -> Original | None:
        try:
            original = read_original(self._root, place.warc_file, place.warc_offset)
        except TongbaoError as error:
            _LOG.warning("the payload is kept again: %s", error)
            return None
        if hashlib.sha256(original.body).hexdigest() != place.sha256:
            _LOG.warning("%s at byte %d holds another payload than was captured", place.warc_file, place.warc_offset)
            return None
        return original
