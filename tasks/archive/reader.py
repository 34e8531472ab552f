"""Reads the archive: one record, one run, the list of runs. Stops quietly at a tail that a kill tore off."""

import datetime as dt
import io
import logging
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeadersParserException

from schemas.errors import DataProblem, NoPermission, UnreadableFile
from schemas.values import Fetched, Run
from tasks.archive.records import ROW_CONTENT_TYPE
from tasks.archive.row import from_json

_LOG = logging.getLogger(__name__)
_GZIP = 16 + zlib.MAX_WBITS
_BLOCK = 1 << 16
_SUFFIX = ".warc.gz"


class TornRecord(Exception):
    """The file ends, or turns to garbage, inside a record."""


def read_record(root: Path, warc_file: str, warc_offset: int) -> bytes:
    """Payload of the record at the offset: the decoded body of a response, nothing for a revisit.

    Raises:
        UnreadableFile: no such file.
        NoPermission: the file may not be read.
        DataProblem: no whole record begins there.
    """
    path = root / warc_file
    with _open(path) as file:
        file.seek(warc_offset)
        try:
            _, member = next(_members(file))
            return _payload(_parse(member))
        except (TornRecord, StopIteration) as error:
            what = f"{path} holds no whole record at byte {warc_offset}."
            raise DataProblem(what, "Restore the file from a backup, or fetch the page again.") from error


def read_run(root: Path, run_id: str) -> Iterator[Fetched]:
    """Every attempt of a run, source by source, each in the order it was made; bodies only where the outcome is ok.

    A torn tail is logged and ends its file.

    Raises:
        UnreadableFile: no such run.
    """
    folder = root / run_id
    if not folder.is_dir():
        raise UnreadableFile(f"{folder} is no folder of the archive.", "Name a run that the archive holds.")
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        yield from _attempts(path)


def runs(root: Path) -> list[Run]:
    """The runs the archive holds, oldest first; a folder that names none is logged and left out."""
    found: list[Run] = []
    for folder in sorted(root.iterdir()) if root.is_dir() else ():
        run = next((run for path in sorted(folder.glob(f"*{_SUFFIX}")) if (run := _run_of(path))), None)
        if run is None:
            _LOG.warning("%s names no run and is left out", folder)
            continue
        found.append(run)
    return sorted(found, key=lambda run: (run.started_at, run.run_id))


def _attempts(path: Path) -> Iterator[Fetched]:
    bodies: dict[int, bytes] = {}
    with _open(path) as file:
        try:
            for offset, member in _members(file):
                record = _parse(member)
                if record.rec_type == "response":
                    bodies[offset] = _payload(record)
                if record.rec_type != "metadata" or record.content_type != ROW_CONTENT_TYPE:
                    continue
                capture = from_json(_payload(record))
                body = bodies.get(capture.warc_offset or 0, b"") if capture.outcome == "ok" else b""
                bodies.clear()
                yield Fetched(capture=capture, body=body)
        except TornRecord as error:
            _LOG.warning("%s is torn and was read up to there: %s", path, error)


def _run_of(path: Path) -> Run | None:
    try:
        with _open(path) as file:
            record = _parse(next(_members(file))[1])
            lines = _payload(record).decode().splitlines()
        about = dict(line.split(": ", 1) for line in lines if ": " in line)
        started_at = dt.datetime.fromisoformat(about["started_at"])
        return Run(run_id=about["run"], flow=about["flow"], started_at=started_at)
    except (TornRecord, StopIteration, KeyError, ValueError) as error:
        _LOG.warning("%s does not begin with a record that names its run: %r", path, error)
        return None


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except PermissionError as error:
        raise NoPermission(f"{path} may not be read.", "Change its owner or mode.") from error
    except OSError as error:
        what = f"{path} cannot be opened ({error.strerror})."
        raise UnreadableFile(what, "Check the archive folder of the settings.") from error


def _members(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Offset and content of each gzip member from where the file stands.

    warcio's own iterator yields the torn last record as if it were whole, so members are cut here, where the end of
    each is checked with its CRC.
    """
    offset = file.tell()
    rest = b""
    while rest or (rest := file.read(_BLOCK)):
        inflater = zlib.decompressobj(_GZIP)
        parts: list[bytes] = []
        taken = 0
        while not inflater.eof:
            if not rest:
                msg = f"the record at byte {offset} has no end"
                raise TornRecord(msg)
            try:
                parts.append(inflater.decompress(rest))
            except zlib.error as error:
                msg = f"the record at byte {offset} is damaged ({error})"
                raise TornRecord(msg) from error
            taken += len(rest) - len(inflater.unused_data)
            rest = inflater.unused_data or (b"" if inflater.eof else file.read(_BLOCK))
        yield offset, b"".join(parts)
        offset += taken


def _parse(member: bytes) -> Any:
    try:
        return next(WARCIterator(io.BytesIO(member)))
    except (ArchiveLoadFailed, StatusAndHeadersParserException, StopIteration, EOFError) as error:
        msg = f"a gzip member holds no record ({error!r})"
        raise TornRecord(msg) from error


def _payload(record: Any) -> bytes:
    body: bytes = record.content_stream().read()
    return body
