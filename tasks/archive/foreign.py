"""WARC files that other programs made: Common Crawl, Wayback downloads, wget, browsers' recorders.

Records are read one at a time and bounded; what is damaged is told by file and offset, and what stands behind it is
read all the same where the file is compressed record by record.
"""

import datetime as dt
import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from schemas.errors import DataProblem
from tasks.archive.exchange import Exchange
from tasks.archive.files import open_file
from tasks.archive.members import next_record

_BLOCK = 1 << 16
_GZIP_MAGIC = b"\x1f\x8b"
# A page asked of the Wayback Machine: https://web.archive.org/web/20210304050607id_/http://www.changle.gov.cn/a.html
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/(\d{14})(?:[a-z]{2}_)?/(https?://.+)")
_BROKEN = (
    ArchiveLoadFailed,
    StatusAndHeadersParserException,
    zlib.error,
    EOFError,
    ValueError,
    AttributeError,  # warcio's, for a response that names no address
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A response of a foreign file: where it stands, and what tells it from others. ``sha256`` is of the decoded body.

    ``repeats`` is the payload digest a revisit names; its own body is empty then.
    """

    file: Path
    offset: int
    record_id: str | None
    url: str
    at: dt.datetime
    status: int
    payload_digest: str | None
    sha256: str
    size: int
    repeats: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """A whole record that is not imported, and why."""

    file: Path
    offset: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A place in a file where no whole record stands."""

    file: Path
    offset: int
    detail: str


def entries(file: Path, max_bytes: int) -> Iterator[Entry | Passed | Bad]:
    """Every record of the file, in order; bodies are read through, at most ``max_bytes`` of each decoded, not kept.

    Raises:
        UnreadableFile, NoPermission: the file cannot be opened.
    """
    with open_file(file) as stream:
        zipped = stream.read(2) == _GZIP_MAGIC
        offset: int | None = 0
        empty = True
        while offset is not None:
            stream.seek(offset)
            bad = None
            for one in _until_damaged(file, stream, max_bytes):
                empty = False
                if isinstance(one, Bad):
                    bad = one
                yield one
            # A file that is not compressed record by record has no mark to find the next record by.
            offset = next_record(stream, bad.offset + 1) if bad is not None and zipped else None
        if empty:
            yield Bad(file=file, offset=0, detail="the file is empty")


def exchange_of(entry: Entry, max_bytes: int) -> Exchange:
    """The response an entry stands for, its body decoded and cut at ``max_bytes``.

    Raises:
        DataProblem: the file changed since it was listed.
    """
    with open_file(entry.file) as stream:
        stream.seek(entry.offset)
        try:
            record = next(iter(ArchiveIterator(stream)))
            body, cut = _body(record, max_bytes)
        except (*_BROKEN, StopIteration) as error:
            what = f"{entry.file} at byte {entry.offset} no longer holds the record it did."
            raise DataProblem(what, "Import the file again when nothing else writes it.") from error
    http = record.http_headers
    protocol = (http.protocol or "HTTP/1.1").split(" ")[0]
    truncated = record.rec_headers.get_header("WARC-Truncated")
    return Exchange(
        url=entry.url,
        at=entry.at,
        request_headers=(),
        http_version=protocol if protocol in ("HTTP/1.0", "HTTP/2") else "HTTP/1.1",
        status=entry.status,
        phrase=http.statusline.partition(" ")[2],
        response_headers=tuple((name, value) for name, value in http.headers),
        body=body,
        truncated=truncated or ("length" if cut else None),
        address=record.rec_headers.get_header("WARC-IP-Address"),
    )


def _until_damaged(file: Path, stream: BinaryIO, max_bytes: int) -> Iterator[Entry | Passed | Bad]:
    """Records from where the stream stands; ends with a ``Bad`` at the first that is not whole."""
    start = stream.tell()
    records = ArchiveIterator(stream, check_digests=True)
    while True:
        try:
            record = next(records)
            if record.format == "arc":
                detail = "it is an ARC file, the form before WARC: convert it with `warcio recompress OLD NEW.warc.gz`"
                yield Bad(file=file, offset=start, detail=detail)
                return
            one = _told(file, record, max_bytes)
            while record.raw_stream.read(_BLOCK):
                pass
            # Behind a record of a file that is compressed as one piece warcio counts backwards.
            start = max(records.get_record_offset(), 0)
            damage = _damage(record)
            if damage:
                yield Bad(file=file, offset=start, detail=damage)
                return
            yield replace(one, offset=start)
            start = max(records.offset, 0)
        except StopIteration:
            # warcio takes headers that break off for the end of the file.
            if _holds_more(stream, start):
                yield Bad(file=file, offset=start, detail="the file ends, or is damaged, in the headers of a record")
            return
        except _BROKEN as error:
            yield Bad(file=file, offset=start, detail=" ".join(str(error).split()) or type(error).__name__)
            return


def _holds_more(stream: BinaryIO, offset: int) -> bool:
    """Whether anything but padding follows."""
    stream.seek(offset)
    return bool(stream.read(_BLOCK).strip(b"\r\n \0"))


def _damage(record: Any) -> str | None:
    if not (record.rec_headers.get_header("Content-Length") or "").strip().isdigit():
        return "the file ends, or is damaged, in the headers of the record"
    left = getattr(record.raw_stream, "limit", 0)
    if left:
        return f"the file ends, or is damaged, {left} bytes before the end of the record"
    http = record.http_headers
    coded = http is not None and bool(http.get_header("Transfer-Encoding") or http.get_header("Content-Encoding"))
    # Programs differ in whether the payload of a coded body is what was sent or what it says: only the block counts.
    counted = [one for one in record.digest_checker.problems if one.startswith("block") or not coded]
    return f"the record is not what its digest says ({counted[0]})" if counted else None


def _told(file: Path, record: Any, max_bytes: int) -> Entry | Passed:
    """What the record is to us. Its offset is known only once it is read through."""
    head, http = record.rec_headers, record.http_headers
    status = (http.get_statuscode() or "") if http is not None else ""
    url, at = _address(head.get_header("WARC-Target-URI"), head.get_header("WARC-Date"))
    why = None
    if record.rec_type not in ("response", "revisit"):
        why = f"{record.rec_type} record"
    elif not (status.isascii() and status.isdigit()):
        why = "no HTTP answer"
    elif status.startswith("3") and status != "304":
        why = "redirect"
    elif url is None:
        why = "no http(s) address"
    elif at is None:
        # Never now: a page without a date has no place in a history.
        why = "no date"
    if why is not None or url is None or at is None:
        return Passed(file=file, offset=0, why=why or "")
    body, _ = _body(record, max_bytes)
    digest = head.get_header("WARC-Payload-Digest")
    return Entry(
        file=file,
        offset=0,
        record_id=head.get_header("WARC-Record-ID"),
        url=url,
        at=at,
        status=int(status),
        payload_digest=digest,
        sha256=hashlib.sha256(body).hexdigest(),
        size=len(body),
        repeats=digest if record.rec_type == "revisit" and status != "304" else None,
    )


def _address(uri: str | None, date: str | None) -> tuple[str | None, dt.datetime | None]:
    # wget writes the address between < and >.
    url, at = (uri or "").strip("<>"), _moment(date)
    wayback = _WAYBACK.fullmatch(url)
    if wayback:
        url, at = wayback[2], _moment(f"{wayback[1][:8]}T{wayback[1][8:]}")
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        usable = False
    return (url if usable else None), at


def _moment(value: str | None) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or dt.UTC).astimezone(dt.UTC)


def _body(record: Any, max_bytes: int) -> tuple[bytes, bool]:
    """The body without transfer and content encoding, and whether it was cut."""
    stream, body = record.content_stream(), bytearray()
    while chunk := stream.read(min(_BLOCK, max_bytes + 1 - len(body))):
        body += chunk
        if len(body) > max_bytes:
            return bytes(body[:max_bytes]), True
    return bytes(body), False
