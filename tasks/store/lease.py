"""One writer at a time."""

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import StoreBusy
from tasks.store.files import write_atomically
from tasks.store.oserrors import explained_os_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a lease: process, machine, run, and since when (UTC)."""

    pid: int
    host: str
    run_id: str
    since: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host} (run {self.run_id}, since {self.since})"


@contextmanager
def lease(folder: Path, run_id: str) -> Iterator[None]:
    """Holds the folder for this process until the block ends.

    The operating system frees the lock when its process ends, kill -9 included: no lease is ever stale.

    Raises:
        StoreBusy: another process, or another part of this one, holds it.
        NoPermission, DiskFull: the folder cannot be written.
    """
    sidecar = folder / ".lease.json"
    with explained_os_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        # Not bound to a thread: a flow may take the lease in one thread and its tasks write in others.
        lock = FileLock(folder / ".lease", thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout as busy:
            raise StoreBusy(
                f"{folder} is being written by {_holder(sidecar)}.", "Wait for that run to end, or stop it."
            ) from busy
    try:
        with explained_os_errors(folder):
            write_atomically(sidecar, json.dumps(asdict(_self(run_id)), ensure_ascii=False).encode())
        yield
    finally:
        try:
            sidecar.unlink(missing_ok=True)
        finally:
            lock.release()


def _self(run_id: str) -> Holder:
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    return Holder(pid=os.getpid(), host=socket.gethostname(), run_id=run_id, since=now)


def _holder(sidecar: Path) -> Holder | str:
    try:
        return Holder(**json.loads(sidecar.read_bytes()))
    except (OSError, ValueError, TypeError):
        # It has the lock and has not yet said who it is.
        return "another process"
