"""Every record of one WARC file, read to its end and checked against its own digests."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from schemas.archive import ArchiveRecord
from schemas.errors import DataProblem
from schemas.operations import Capture
from tasks.archive.files import open_file
from tasks.archive.members import Gap, Member, TornRecord, next_record
from tasks.archive.records import ROW_CONTENT_TYPE
from tasks.archive.row import from_json

_BLOCK = 1 << 16
# A row of captures is 1 to 2 KB; its longest address and reason do not make it this.
_MOST_ROW = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """A whole record: its index row, what its digests say against it, and the row of captures if it holds one."""

    record: ArchiveRecord
    problems: tuple[str, ...]
    capture: Capture | None


def scan(root: Path, warc_file: str) -> Iterator[Scanned | Gap]:
    """Records in order, those of one attempt with its purpose, outcome and id; damaged bytes as a ``Gap`` between.

    Holds one attempt's rows at a time, no payload.

    Raises:
        UnreadableFile, NoPermission: the file cannot be opened.
    """
    group: list[Scanned] = []
    with open_file(root / warc_file) as file:
        for one in _records(file, warc_file):
            if isinstance(one, Gap):
                # What precedes it was whole, but no row of captures speaks for it.
                yield from group
                group = []
                yield one
                continue
            group.append(one)
            if one.capture is not None:
                yield from (_told_of(member, one.capture) for member in group)
                group = []
            elif one.record.type == "warcinfo":
                yield from group
                group = []
    yield from group


def _records(file: BinaryIO, warc_file: str) -> Iterator[Scanned | Gap]:
    offset, size = 0, file.seek(0, 2)
    while offset < size:
        file.seek(offset)
        member = Member(file)
        try:
            yield _scanned(member, warc_file)
            offset += member.length
        except TornRecord as error:
            behind = next_record(file, offset + 1)
            yield Gap(offset=offset, end=behind or size, at_end=behind is None, detail=str(error))
            offset = behind or size


def _scanned(member: Member, warc_file: str) -> Scanned:
    try:
        record = next(WARCIterator(member, check_digests=True))
    except (ArchiveLoadFailed, StatusAndHeadersParserException, StopIteration, EOFError) as error:
        msg = f"the record at byte {member.offset} cannot be read ({error!r})"
        raise TornRecord(msg) from error
    digest, size = hashlib.sha256(), 0
    is_row = record.rec_type == "metadata" and record.content_type == ROW_CONTENT_TYPE
    body = bytearray()
    stream = record.raw_stream
    while chunk := stream.read(_BLOCK):
        digest.update(chunk)
        size += len(chunk)
        if is_row and size <= _MOST_ROW:
            body += chunk
    member.drain()
    problems = list(record.digest_checker.problems)
    if getattr(stream, "limit", 0):
        problems.append(f"{stream.limit} bytes are missing of its Content-Length")
    capture, problem = _row(bytes(body)) if is_row else (None, None)
    if problem:
        problems.append(problem)
    answered = record.rec_type == "response"
    head = record.rec_headers
    return Scanned(
        record=ArchiveRecord(
            warc_file=warc_file,
            warc_offset=member.offset,
            length=member.length,
            stored_sha256=member.sha256,
            type=record.rec_type,
            record_id=head.get_header("WARC-Record-ID") or "",
            url=capture.url if capture else head.get_header("WARC-Target-URI"),
            date=_moment(head.get_header("WARC-Date")),
            status=_status(record),
            mime=_mime(record),
            payload_digest=head.get_header("WARC-Payload-Digest")
            if record.rec_type in ("response", "revisit")
            else None,
            payload_sha256=digest.hexdigest() if answered else None,
            payload_size=size if answered else None,
            refers_to_file=head.get_header("WARC-Refers-To-Filename"),
            refers_to_offset=_number(head.get_header("WARC-Refers-To-File-Offset")),
            capture_id=None,
            source_id=None,
            purpose=None,
            outcome=None,
        ),
        problems=tuple(problems),
        capture=capture,
    )


def _told_of(scanned: Scanned, capture: Capture) -> Scanned:
    record = replace(
        scanned.record,
        capture_id=capture.capture_id,
        source_id=capture.source_id,
        purpose=capture.purpose,
        outcome=capture.outcome,
    )
    return replace(scanned, record=record)


def _row(body: bytes) -> tuple[Capture | None, str | None]:
    try:
        return from_json(body), None
    except DataProblem as error:
        return None, str(error)


def _moment(value: str | None) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(value) if value else None
    except ValueError:
        return None


def _status(record: Any) -> int | None:
    if record.rec_type not in ("response", "revisit") or record.http_headers is None:
        return None
    return _number(record.http_headers.get_statuscode())


def _mime(record: Any) -> str | None:
    if record.rec_type not in ("response", "revisit") or record.http_headers is None:
        return None
    value: str | None = record.http_headers.get_header("Content-Type")
    return value.partition(";")[0].strip().lower() or None if value else None


def _number(value: str | None) -> int | None:
    return int(value) if value and value.isascii() and value.isdigit() else None
