"""Gzip members of a WARC file, inflated as they are read: no record need fit in memory.

warcio's own iterator yields the torn last record as if it were whole, and stops at the first damaged one. Here the end
of each member is checked with its CRC, and the next member is looked for behind a damaged one.
"""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_GZIP = 16 + zlib.MAX_WBITS
_BLOCK = 1 << 16
# Magic and method: 1f 8b 08 (deflate is the only method there is).
_MAGIC = b"\x1f\x8b\x08"
# Of a chance occurrence of the magic, this much is inflated to see whether a record begins there.
_PROBE = 1 << 10
_VERSION = b"WARC/"


class TornRecord(Exception):
    """The file ends, or turns to garbage, inside a record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Bytes that are no whole record. ``at_end``: the file ends in them, as a kill leaves it."""

    offset: int
    end: int
    at_end: bool
    detail: str


class Member:
    """The content of one gzip member; ``read`` inflates on, ``drain`` goes to its end.

    ``length`` and ``sha256`` are those of the compressed bytes; whole once the member is drained.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.offset = file.tell()
        self.length = 0
        self._file = file
        self._inflater = zlib.decompressobj(_GZIP)
        self._digest = hashlib.sha256()

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()

    def read(self, size: int = -1) -> bytes:
        """The next bytes, fewer at the end.

        Raises:
            TornRecord: the member has no end, or is damaged.
        """
        parts: list[bytes] = []
        rest = size
        while not self._inflater.eof and rest != 0:
            part = self._inflate(max(rest, 0))
            parts.append(part)
            rest = rest - len(part) if size > 0 else rest
        return b"".join(parts)

    def drain(self) -> None:
        """Reads the rest and leaves the file at the member's end. Raises as ``read``."""
        while self.read(_BLOCK):
            pass
        self._file.seek(self.offset + self.length)

    def _inflate(self, most: int) -> bytes:
        chunk = self._inflater.unconsumed_tail or self._file.read(_BLOCK)
        if not chunk:
            msg = f"the record at byte {self.offset} has no end"
            raise TornRecord(msg)
        try:
            part = self._inflater.decompress(chunk, most)
        except zlib.error as error:
            msg = f"the record at byte {self.offset} is damaged ({error})"
            raise TornRecord(msg) from error
        # At the end zlib leaves the same bytes in both places.
        left = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail
        taken = len(chunk) - len(left)
        self._digest.update(chunk[:taken])
        self.length += taken
        return part


def members(file: BinaryIO) -> Iterator[Member]:
    """Each member from where the file stands; one that was not read to its end is drained before the next.

    Raises:
        TornRecord: what follows is no whole member.
    """
    while file.read(1):
        file.seek(-1, 1)
        member = Member(file)
        yield member
        member.drain()


def next_record(file: BinaryIO, offset: int) -> int | None:
    """Where, from the offset on, a gzip member begins that opens like a record; null where none does."""
    file.seek(offset)
    window, start = b"", offset
    while block := file.read(_BLOCK):
        window += block
        found = window.find(_MAGIC)
        while found >= 0:
            if _opens_a_record(file, start + found):
                return start + found
            found = window.find(_MAGIC, found + 1)
        kept = window[-len(_MAGIC) + 1 :]
        start += len(window) - len(kept)
        window = kept
        file.seek(start + len(window))
    return None


def _opens_a_record(file: BinaryIO, offset: int) -> bool:
    file.seek(offset)
    try:
        return zlib.decompressobj(_GZIP).decompress(file.read(_PROBE), len(_VERSION)) == _VERSION
    except zlib.error:
        return False
