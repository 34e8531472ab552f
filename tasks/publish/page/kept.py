"""Packed pieces of the page before, by what they were made of: those of a span that did not change are not made anew."""

import base64
import gzip
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from tasks.publish.catalog import Published
from tasks.publish.page.pieces import SOURCES

# <script id="items_2025-12_0" type="application/gzip" data-of="9f86d081884c7d65">
_BLOCK = re.compile(
    rb'<script id="([a-z]{1,9}_([0-9a-z-]{1,9})[0-9_]{0,9})" type="application/gzip" data-of="([0-9a-f]{16})">'
)


NOTICES_OF = "notices_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of a page: its id, and where it stands, in bytes."""

    id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The page before, and its blocks by span and source, in their order."""

    file: Path | None
    blocks: Mapping[tuple[str, str], Sequence[Block]]

    def of(self, span: str, source: str, *, rows: bool) -> Iterator[bytes]:
        """The block of a span's notices, or those of its rows, as they stand there; none where the source differs."""
        chosen = [one for one in self.blocks.get((span, source), ()) if one.id.startswith(NOTICES_OF) is not rows]
        if self.file is None or not chosen:
            return
        with self.file.open("rb") as page:
            for one in chosen:
                page.seek(one.start)
                yield page.read(one.end - one.start)


def kept(page: Path | None) -> Kept:
    """The blocks of a page; none where there is no page. A block is a line.

    Raises:
        OSError: it cannot be read.
    """
    blocks: dict[tuple[str, str], list[Block]] = defaultdict(list)
    if page is None or not page.is_file():
        return Kept(file=None, blocks=blocks)
    start = 0
    with page.open("rb") as lines:
        for line in lines:
            if found := _BLOCK.match(line):
                block_id, span, source = (part.decode() for part in found.groups())
                blocks[span, source].append(Block(id=block_id, start=start, end=start + len(line)))
            start += len(line)
    return Kept(file=page, blocks=blocks)


def source_of(published: Published, span: str) -> str:
    """Digest of what the pieces of a span are made of: its files, and the program that makes them."""
    names = {table.name for table in SOURCES}
    digests = [file.sha256 for file in published.manifest.files if file.span == span and file.table in names]
    return hashlib.sha256("\n".join([_program(), *digests]).encode()).hexdigest()[:16]


@cache
def _program() -> str:
    """A newer program makes other pieces of the same files."""
    return "".join(
        (files("tasks.publish.page") / name).read_text(encoding="utf-8") for name in ("pieces.py", "kept.py")
    )


def block(block_id: str, source: str, piece: object) -> bytes:
    """A piece as a block of the page."""
    return f'<script id="{block_id}" type="application/gzip" data-of="{source}">{packed(piece)}</script>\n'.encode()


def packed(data: object) -> str:
    """JSON, gzipped, in base64: it holds no character that ends a script."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    # No time in the header: the same release gives the same page. Level 4 takes half the time of 6 for 4 % more.
    return base64.b64encode(gzip.compress(plain, compresslevel=4, mtime=0)).decode("ascii")
