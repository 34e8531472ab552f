"""Decodes a body as it streams in, never past its bounds."""

import zlib
from dataclasses import dataclass, field

from tasks.fetch.limits import Limits

# What we ask for; both are in the standard library, and both can be told to stop (httpx's own decoders cannot).
ACCEPT_ENCODING = "gzip, deflate"
# The ratio says nothing about a small body: 2 KB of spaces pack 100 to 1.
_RATIO_FROM = 1_000_000
_STEP = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b"
# One file may be several gzip members, of some KB each; a million empty ones decode to nothing for minutes.
_MOST_MEMBERS = 1000


class BadBody(Exception):
    """The body is damaged or cut short."""


class UnknownCoding(BadBody):
    """The body is coded as nobody asked: so it would be the next time."""


@dataclass(slots=True)
class BoundedBody:
    """Collects decoded bytes. ``add`` and ``finish`` raise ``BadBody``; ``full`` is true once a bound is passed.

    ``max_bytes`` bounds what is decoded and what comes over the wire: bytes that decode to nothing count too.
    """

    encoding: str
    limits: Limits
    max_bytes: int
    full: bool = False
    _inflater: "zlib._Decompress | None" = None
    _head: bytes | None = b""  # null once decoding has begun
    _members: int = 1
    _wire: int = 0
    _kept: bytearray = field(default_factory=bytearray)

    def add(self, chunk: bytes) -> None:
        """Takes the next bytes of the wire."""
        if not chunk or self.full:
            return
        self._wire += len(chunk)
        if self._head is not None:
            self._head += chunk
            # What the body is shows in its first two bytes, which may come one at a time.
            if len(self._head) < len(_GZIP_MAGIC):
                return
            chunk = self._begin(self._head)
        self._decode(chunk)
        self.full = self.full or self._wire > self.max_bytes + _STEP

    def finish(self) -> bytes:
        """The decoded body; what there was of it, once full."""
        if self._head:
            self._decode(self._begin(self._head))
        if self._inflater is not None and not self._inflater.eof and not self.full:
            msg = "the compressed body ends too early"
            raise BadBody(msg)
        return bytes(self._kept)

    def _begin(self, head: bytes) -> bytes:
        self._inflater, self._head = _inflater(self.encoding, head), None
        return head

    def _decode(self, chunk: bytes) -> None:
        if self._inflater is None:
            self._keep(chunk)
            return
        while chunk and not self.full:
            if self._inflater.eof:
                # What follows a whole gzip member is another one, or padding that carries nothing.
                if not chunk.startswith(_GZIP_MAGIC):
                    return
                self._inflater = zlib.decompressobj(16 + zlib.MAX_WBITS)
                self._members += 1
                self.full = self._members > _MOST_MEMBERS
            try:
                self._keep(self._inflater.decompress(chunk, _STEP))
            except zlib.error as error:
                msg = f"the compressed body is damaged: {error}"
                raise BadBody(msg) from error
            chunk = self._inflater.unconsumed_tail or self._inflater.unused_data

    def _keep(self, decoded: bytes) -> None:
        self._kept += decoded
        if len(self._kept) > self.max_bytes:
            del self._kept[self.max_bytes :]
            self.full = True
        elif len(self._kept) > _RATIO_FROM and len(self._kept) > self.limits.max_ratio * self._wire:
            self.full = True


def _inflater(encoding: str, head: bytes) -> "zlib._Decompress | None":
    kind = encoding.strip().lower()
    if kind in ("gzip", "x-gzip"):
        # Some servers announce gzip and send the page as it is.
        return zlib.decompressobj(16 + zlib.MAX_WBITS) if head.startswith(_GZIP_MAGIC) else None
    if kind == "deflate":
        zlib_head = len(head) > 1 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
        return zlib.decompressobj() if zlib_head else zlib.decompressobj(-zlib.MAX_WBITS)
    if kind in ("", "identity"):
        return None
    msg = f"the body is coded as {kind!r}, which was not asked for"
    raise UnknownCoding(msg)
