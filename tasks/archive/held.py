"""Payloads the archive holds already, so that a page that did not change is not kept a hundred times."""

import hashlib
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from schemas.errors import TongbaoError
from tasks.archive.original import Original
from tasks.archive.reader import read_original

_LOG = logging.getLogger(__name__)
# Below it a revisit takes as much room as the response it saves.
_WORTH_IT = 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands, and the digest of its payload."""

    warc_file: str
    warc_offset: int
    sha256: str


class Earlier(Protocol):
    """What earlier runs archived."""

    def first(self, sha256: str) -> Place | None:
        """The record that wrote the payload out; later ones refer to it."""
        ...

    def last(self, url: str) -> Place | None:
        """The record that holds what the address last brought."""
        ...


class Held:
    """What the archive holds: by earlier runs, where these are given, and by this one."""

    def __init__(self, root: Path, earlier: Earlier | None = None) -> None:
        self._root = root
        self._earlier = earlier
        self._written: dict[str, Place] = {}

    def same_payload(self, sha256: str | None, size: int) -> Original | None:
        """The record that holds the payload of that digest, read and proven; null where there is none, or a small one."""
        if sha256 is None or size < _WORTH_IT:
            return None
        place = (self._earlier.first(sha256) if self._earlier else None) or self._written.get(sha256)
        return self._proven(place) if place is not None else None

    def last_of(self, url: str) -> Original | None:
        """The record of what the address last brought, as far as it can still be read."""
        place = self._earlier.last(url) if self._earlier else None
        return self._proven(place) if place is not None else None

    def add(self, sha256: str, warc_file: str, warc_offset: int) -> None:
        """Takes note of a payload just written."""
        self._written.setdefault(sha256, Place(warc_file, warc_offset, sha256))

    def _proven(self, place: Place) -> Original | None:
        try:
            original = read_original(self._root, place.warc_file, place.warc_offset)
        except TongbaoError as error:
            _LOG.warning("the payload is kept again: %s", error)
            return None
        if hashlib.sha256(original.body).hexdigest() != place.sha256:
            _LOG.warning("%s at byte %d holds another payload than was captured", place.warc_file, place.warc_offset)
            return None
        return original
