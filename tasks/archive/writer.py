"""One WARC file a run and source: written behind, fsynced, never reopened."""

import datetime as dt
import errno
import io
import logging
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from warcio.warcwriter import WARCWriter

from schemas.errors import DataProblem, DiskFull, NoPermission
from schemas.values import Fetched, Run
from tasks.archive.exchange import Exchange
from tasks.archive.files import SUFFIX, fsync
from tasks.archive.held import Held
from tasks.archive.index import write_index
from tasks.archive.original import Original
from tasks.archive.records import answer_record, request_record, row_record

_LOG = logging.getLogger(__name__)
SOFTWARE = "tongbao"
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


class ArchiveWriter:
    """Appends every attempt of one run at one source; a context manager. Closing it writes the file's index.

    A payload that ``held`` knows of is referred to, not kept again.

    Raises:
        DataProblem: the file is there already: bytes behind a torn tail would be lost to every reader.
        NoPermission: the folder may not be written.
        DiskFull: no room left.
    """

    def __init__(self, root: Path, run: Run, source_id: str, held: Held | None = None) -> None:
        self._root = root
        self._held = held or Held(root)
        self._run = run
        self._path = root / run.run_id / f"{source_id}{SUFFIX}"
        self._file: io.FileIO | None = None

    def __enter__(self) -> Self:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self._path.open("xb", buffering=0)
        except FileExistsError as error:
            what = f"{self._path} is already there, and a run never writes behind what another left."
            raise DataProblem(what, "Start a new run: it gets a folder of its own.") from error
        except OSError as error:
            raise self._named(error) from error
        try:
            self._append(self._warcinfo())
            # The names of new files and folders reach the disk with the folder that holds them.
            for folder in (self._path.parent, self._root):
                fsync(folder)
        except BaseException:
            self._file.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
        if kind is None:
            self._index()

    @property
    def name(self) -> str:
        """The file, relative to the archive folder, with forward slashes."""
        return self._path.relative_to(self._root).as_posix()

    def write(self, fetched: Fetched, exchanges: Sequence[Exchange]) -> Fetched:
        """Appends one attempt and hands it back with ``warc_file`` and ``warc_offset`` filled.

        ``exchanges`` are in the order they happened; the last is the one the capture is about. With none (refused,
        no answer) the offset is that of the metadata record. On return the records are on the disk.

        Raises:
            DiskFull, NoPermission: nothing of the attempt stays in the file.
        """
        start = self._open_file().tell()
        buffer = io.BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        answer, offset = None, start
        for exchange in exchanges:
            offset = start + buffer.tell()
            answer = answer_record(writer, exchange, self._original(fetched, exchange))
            writer.write_record(answer)
            if exchange.request_headers:
                writer.write_record(request_record(writer, exchange, answer))
        capture = replace(fetched.capture, warc_file=self.name, warc_offset=offset)
        writer.write_record(row_record(writer, capture, answer))
        self._append(buffer.getvalue())
        if capture.outcome == "ok" and capture.sha256 is not None:
            self._held.add(capture.sha256, self.name, offset)
        return replace(fetched, capture=capture)

    def _original(self, fetched: Fetched, exchange: Exchange) -> Original | None:
        """What a record of the exchange may refer to."""
        if exchange.status == 304:
            return self._held.last_of(fetched.capture.url)
        if fetched.capture.outcome != "ok" or exchange.body != fetched.body:
            return None
        return self._held.same_payload(fetched.capture.sha256, len(exchange.body))

    def _index(self) -> None:
        try:
            write_index(self._root, self.name)
        except OSError as error:
            # The bytes are safe, and the index can be had from them at any time.
            _LOG.warning("%s has no index (%s): make it with `tongbao archive index`", self.name, error)

    def _warcinfo(self) -> bytes:
        buffer = io.BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="1.1")
        about = {
            "software": SOFTWARE,
            "format": "WARC File Format 1.1",
            "run": self._run.run_id,
            "flow": self._run.flow,
            "started_at": self._run.started_at.astimezone(dt.UTC).isoformat(),
        }
        writer.write_record(writer.create_warcinfo_record(self._path.name, about))
        return buffer.getvalue()

    def _open_file(self) -> io.FileIO:
        if self._file is None:
            msg = "an ArchiveWriter writes only inside its with block"
            raise RuntimeError(msg)
        return self._file

    def _append(self, records: bytes) -> None:
        file = self._open_file()
        start = file.tell()
        try:
            rest = memoryview(records)
            while rest:
                rest = rest[file.write(rest) :]
            os.fsync(file.fileno())
        except OSError as error:
            # Half a group would hide all that is written after it.
            file.truncate(start)
            file.seek(start)
            raise self._named(error) from error

    def _named(self, error: OSError) -> OSError | DiskFull | NoPermission:
        if error.errno in _NO_ROOM:
            return DiskFull(f"No room is left to write {self._path}.", "Free space on that disk, then run again.")
        if error.errno in _NOT_ALLOWED:
            what = f"{self._path.parent} may not be written."
            return NoPermission(what, "Change its owner or mode, or choose another folder.")
        return error
