"""One pace for each host, kept by all processes together."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import NoPermission

_UNSAFE = re.compile(r"[^a-z0-9.-]")  # the colons of [::1]
# The file is held for a millisecond, a turn for as long as a page takes.
_LOCK_POLL_SECONDS = 0.005
_TURN_POLL_SECONDS = 0.05


class HeldOff(Exception):
    """A host asked to be left alone for longer than a run waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class _Times:
    """Wall-clock seconds since the epoch, as other processes must understand them."""

    free_at: float
    held_until: float


class Pace:
    """Turns at hosts, as small files in a folder that all processes share.

    A turn is a lock held from before a request until it is answered: a reserved moment alone would not do, because a
    request may reach the host long after the moment it was meant for (a slow handshake), close upon the next. The
    system frees the lock of a process that is killed. Beside it a file holds when the host may next be asked; whoever
    has the turn looks there until that time is past, so a Retry-After one process met holds back all the others.

    Raises:
        NoPermission: the folder may not be written.
    """

    def __init__(self, folder: Path, longest_wait: float) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except PermissionError as error:
            raise NoPermission(f"{folder} may not be written.", "Change its owner or mode.") from error
        self._folder = folder
        self._longest = longest_wait

    @asynccontextmanager
    async def turn(self, host: str, interval: float) -> AsyncIterator[float]:
        """Waits for a turn at the host: seconds waited. On leaving, the host rests for ``interval`` seconds.

        Raises:
            HeldOff: the host asked for more patience than ``longest_wait``.
        """
        waited = 0.0
        turn = FileLock(self._file(host, "turn"), thread_local=False)
        while not _acquired(turn):
            await asyncio.sleep(_TURN_POLL_SECONDS)
            waited += _TURN_POLL_SECONDS
        try:
            while (rest := self._until_free(host, interval)) > 0:
                await asyncio.sleep(rest)
                waited += rest
            try:
                yield waited
            finally:
                self.rest(host, interval)
        finally:
            turn.release()

    def rest(self, host: str, seconds: float) -> None:
        """The host is next asked that long from now at the earliest; never earlier than it was to be."""
        self._move(host, seconds, 0.0)

    def hold(self, host: str, seconds: float) -> None:
        """The host itself asked for that long without requests (Retry-After)."""
        self._move(host, 0.0, seconds)

    def _until_free(self, host: str, interval: float) -> float:
        with self._lock(host):
            now, times = time.time(), self._read(host)
            if times.held_until - now > self._longest:
                raise HeldOff(times.held_until - now)
            free_at = max(times.free_at, times.held_until)
            # A clock set back, or a damaged file, must not hold the host for ever.
            if free_at > now + 2 * max(self._longest, interval):
                free_at = now + interval
                self._write(host, _Times(free_at, 0.0))
            return free_at - now

    def _move(self, host: str, rest: float, hold: float) -> None:
        if not rest and not hold:
            return
        with self._lock(host):
            now, times = time.time(), self._read(host)
            self._write(host, _Times(max(times.free_at, now + rest), max(times.held_until, now + hold)))

    def _lock(self, host: str) -> FileLock:
        return FileLock(self._file(host, "lock"), poll_interval=_LOCK_POLL_SECONDS)

    def _file(self, host: str, suffix: str) -> Path:
        return self._folder / f"{_UNSAFE.sub('_', host.lower())}.{suffix}"

    def _read(self, host: str) -> _Times:
        try:
            held = json.loads(self._file(host, "json").read_text())
            return _Times(float(held["free_at"]), float(held["held_until"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return _Times(0.0, 0.0)

    def _write(self, host: str, times: _Times) -> None:
        fresh = self._file(host, "new")
        fresh.write_text(json.dumps(asdict(times)))
        fresh.replace(self._file(host, "json"))


def _acquired(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True
