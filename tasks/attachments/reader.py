"""The text of an attached file, one paragraph a line."""

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import lru_cache

from tasks.attachments.paragraphs import joined
from tasks.text import kept_text

# A reader that loops or grows ends with its process: 60 s is twenty times what the longest honest file took.
_SECONDS = 60
_PDF = b"%PDF-"
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
# Some generators write a few bytes before the head; readers look for it in the first kilobyte.
_HEAD = 1024
# A document of 20 MB unpacks to some hundred; a bomb of 40 KB to gigabytes.
_MOST_UNPACKED = 200_000_000
_WORD_PART = "word/document.xml"
# A scanned page gives a page number or a stamp, a page of text hundreds of characters.
_FEWEST_A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FileText:
    """What a file is and says. ``status`` is of ``schemas.files.TEXT_STATUSES``; ``text`` is empty unless read."""

    media_type: str
    status: str
    text: str
    pages: int | None
    detail: str


def media_type(body: bytes) -> str:
    """One of ``schemas.files.MEDIA_TYPES``, by the bytes: names and labels lie."""
    if _PDF in body[:_HEAD]:
        return "pdf"
    if body.startswith(_OLE):
        return "doc"
    if body.startswith(_ZIP) and _unpacked(body) is not None:
        return "docx"
    return "other"


@lru_cache(maxsize=4)
def file_text(body: bytes) -> FileText:
    """The kept text of a file, where a well-kept library reads its kind. Never raises: what fails says why."""
    kind = media_type(body)
    if kind == "doc":
        return _without(kind, "no_reader", "No well-kept library reads the old DOC format.")
    if kind == "other":
        return _without(kind, "no_reader", "It is neither PDF nor DOCX by its bytes.")
    unpacked = _unpacked(body) if kind == "docx" else 0
    if unpacked and unpacked > _MOST_UNPACKED:
        return _without(kind, "failed", f"It would unpack to {unpacked:,} bytes: not opened.")
    return _read(kind, body)


def _read(kind: str, body: bytes) -> FileText:
    command = [sys.executable, "-I", "-m", "tasks.attachments.child", kind]
    try:
        done = subprocess.run(command, input=body, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return _without(kind, "failed", f"Its reader did not end within {_SECONDS} s.")
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return _without(kind, "failed", f"Its reader ended with {done.returncode}: {said[-1] if said else 'no word'}.")
    told = json.loads(done.stdout)
    if told["fault"] is not None:
        return _without(kind, "failed", told["fault"])
    pages: list[list[str]] = told["pages"]
    text = kept_text(joined(pages) if kind == "pdf" else "\n".join(pages[0]))
    count = len(pages) if kind == "pdf" else None
    if len(text) < _FEWEST_A_PAGE * len(pages):
        status = "scanned" if kind == "pdf" else "failed"
        detail = f"{len(text)} characters on {len(pages)} pages: they are pictures." if count else "It holds no text."
        return FileText(media_type=kind, status=status, text="", pages=count, detail=detail)
    return FileText(media_type=kind, status="read", text=text, pages=count, detail="Its text was read.")


def _without(kind: str, status: str, detail: str) -> FileText:
    return FileText(media_type=kind, status=status, text="", pages=None, detail=detail)


def _unpacked(body: bytes) -> int | None:
    """Bytes a DOCX says it unpacks to; null for a zip that is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return None
    return sum(part.file_size for part in parts) if _WORD_PART in {part.filename for part in parts} else None
