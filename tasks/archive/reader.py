"""Reads the archive: one record, one run, the list of runs. What a kill tore off, or damage took, is logged and passed."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from schemas.errors import DataProblem, UnreadableFile
from schemas.values import Fetched, Run
from tasks.archive.files import INDEX, SUFFIX, open_file
from tasks.archive.members import Member, TornRecord, members, next_record
from tasks.archive.original import Original
from tasks.archive.records import ROW_CONTENT_TYPE
from tasks.archive.row import from_json

_LOG = logging.getLogger(__name__)
# A revisit names a record with a payload. One that leads on to another revisit is followed so far.
_HOPS = 3


def read_record(root: Path, warc_file: str, warc_offset: int) -> bytes:
    """Payload of the record at the offset: the decoded body of a response, nothing for a «not modified».

    A revisit of an identical payload gives the payload of the record it names.

    Raises:
        UnreadableFile: no such file.
        NoPermission: the file may not be read.
        DataProblem: no whole record begins there.
    """
    return read_original(root, warc_file, warc_offset).body


def read_original(root: Path, warc_file: str, warc_offset: int) -> Original:
    """The record at the offset, with its payload. Raises as ``read_record``."""
    record, body = _record_at(root, warc_file, warc_offset)
    head = record.rec_headers
    return Original(
        warc_file=warc_file,
        warc_offset=warc_offset,
        url=head.get_header("WARC-Target-URI") or "",
        date=head.get_header("WARC-Date") or "",
        payload_digest=head.get_header("WARC-Payload-Digest"),
        body=body if record.rec_type != "revisit" else _referred(root, record),
    )


def _record_at(root: Path, warc_file: str, warc_offset: int) -> tuple[Any, bytes]:
    path = root / warc_file
    with open_file(path) as file:
        file.seek(warc_offset)
        try:
            member = next(members(file))
            record = _parse(member)
            body = _payload(record)
            member.drain()
        except (TornRecord, StopIteration) as error:
            what = f"{path} holds no whole record at byte {warc_offset}."
            raise DataProblem(what, "Restore the file from a backup, or fetch the page again.") from error
    return record, body


def _referred(root: Path, record: Any) -> bytes:
    """The payload a revisit stands for: nothing where it is a «not modified», which names no place."""
    for _ in range(_HOPS):
        head = record.rec_headers
        warc_file, offset = head.get_header("WARC-Refers-To-Filename"), head.get_header("WARC-Refers-To-File-Offset")
        if warc_file is None or offset is None:
            return b""
        record, body = _record_at(root, warc_file, int(offset))
        if record.rec_type != "revisit":
            return body
    uri = record.rec_headers.get_header("WARC-Target-URI")
    raise DataProblem(f"The revisits of {uri} lead from one to the next.", "Restore the file from a backup.")


def read_run(root: Path, run_id: str) -> Iterator[Fetched]:
    """Every attempt of a run, source by source, each in the order it was made; bodies only where the outcome is ok.

    A torn tail ends its file; an attempt whose records are damaged is left out. Both are logged.

    Raises:
        UnreadableFile: no such run.
    """
    folder = root / run_id
    if not folder.is_dir():
        raise UnreadableFile(f"{folder} is no folder of the archive.", "Name a run that the archive holds.")
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        yield from _attempts(root, path)


def runs(root: Path) -> list[Run]:
    """The runs the archive holds, oldest first; a folder that names none is logged and left out."""
    found: list[Run] = []
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        if folder.name == INDEX:
            continue
        run = next((run for path in sorted(folder.glob(f"*{SUFFIX}")) if (run := _run_of(path))), None)
        if run is None:
            _LOG.warning("%s names no run and is left out", folder)
            continue
        found.append(run)
    return sorted(found, key=lambda run: (run.started_at, run.run_id))


def _attempts(root: Path, path: Path) -> Iterator[Fetched]:
    with open_file(path) as file:
        start: int | None = 0
        while start is not None:
            file.seek(start)
            yield from _until_torn(root, path, file)
            # Where the file still stands before its end, damage stopped it.
            torn = file.tell()
            start = next_record(file, torn + 1) if torn < file.seek(0, 2) else None


def _until_torn(root: Path, path: Path, file: BinaryIO) -> Iterator[Fetched]:
    """Attempts up to a record that is not whole, at which the file is left; to the end where all are."""
    bodies: dict[int, bytes] = {}
    member = None
    try:
        for member in members(file):
            record = _parse(member)
            if record.rec_type == "response":
                bodies[member.offset] = _payload(record)
            elif record.rec_type == "revisit":
                bodies[member.offset] = _referred(root, record)
            if record.rec_type != "metadata" or record.content_type != ROW_CONTENT_TYPE:
                continue
            capture = from_json(_payload(record))
            # Its end, with the CRC, before it is handed on: a torn row was never acknowledged.
            member.drain()
            if capture.outcome != "ok":
                yield Fetched(capture=capture, body=b"")
            elif capture.warc_offset in bodies:
                yield Fetched(capture=capture, body=bodies[capture.warc_offset])
            else:
                _LOG.warning("%s lost the answer at byte %s to damage: %s", path, capture.warc_offset, capture.url)
            bodies.clear()
    except TornRecord as error:
        _LOG.warning("%s is torn: %s", path, error)
        if member is not None:
            file.seek(member.offset)


def _run_of(path: Path) -> Run | None:
    try:
        with open_file(path) as file:
            record = _parse(next(members(file)))
            lines = _payload(record).decode().splitlines()
        about = dict(line.split(": ", 1) for line in lines if ": " in line)
        started_at = dt.datetime.fromisoformat(about["started_at"])
        return Run(run_id=about["run"], flow=about["flow"], started_at=started_at)
    except (TornRecord, StopIteration, KeyError, ValueError) as error:
        _LOG.warning("%s does not begin with a record that names its run: %r", path, error)
        return None


def _parse(member: Member) -> Any:
    try:
        return next(WARCIterator(member))
    except (ArchiveLoadFailed, StatusAndHeadersParserException, StopIteration, EOFError) as error:
        msg = f"a gzip member holds no record ({error!r})"
        raise TornRecord(msg) from error


def _payload(record: Any) -> bytes:
    body: bytes = record.content_stream().read()
    return body
