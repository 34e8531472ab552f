"""One pace for each host, kept by all processes together."""

import asyncio
import json
import re
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock

from schemas.errors import NoPermission

_UNSAFE = re.compile(r"[^a-z0-9.-]")  # the colons of [::1]
_POLL_SECONDS = 0.01


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
    """Turns at hosts, as small files in a folder that all processes share, each behind a lock.

    A file holds when the host may next be asked. Whoever finds that time past takes the turn and moves it on; whoever
    does not sleeps and looks again, so a Retry-After that one process met holds back those already waiting too.

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

    async def take(self, host: str, interval: float) -> float:
        """Waits for a turn at the host and takes it: seconds waited.

        Raises:
            HeldOff: the host asked for more patience than ``longest_wait``.
        """
        waited = 0.0
        while (rest := await asyncio.to_thread(self._try, host, interval)) > 0:
            await asyncio.sleep(rest)
            waited += rest
        return waited

    async def rest(self, host: str, seconds: float) -> None:
        """The host is next asked that long from now at the earliest; never earlier than it was to be."""
        await asyncio.to_thread(self._move, host, seconds, 0.0)

    async def hold(self, host: str, seconds: float) -> None:
        """The host itself asked for that long without requests (Retry-After)."""
        await asyncio.to_thread(self._move, host, 0.0, seconds)

    def _try(self, host: str, interval: float) -> float:
        with self._lock(host):
            now, times = time.time(), self._read(host)
            if times.held_until - now > self._longest:
                raise HeldOff(times.held_until - now)
            free_at = max(times.free_at, times.held_until)
            # A clock set back, or a damaged file, must not hold the host for ever.
            if free_at > now + 2 * max(self._longest, interval):
                free_at = now + interval
                self._write(host, _Times(free_at, 0.0))
            if free_at <= now:
                self._write(host, _Times(now + interval, 0.0))
            return free_at - now

    def _move(self, host: str, rest: float, hold: float) -> None:
        with self._lock(host):
            now, times = time.time(), self._read(host)
            self._write(host, _Times(max(times.free_at, now + rest), max(times.held_until, now + hold)))

    def _lock(self, host: str) -> FileLock:
        return FileLock(self._file(host).with_suffix(".lock"), poll_interval=_POLL_SECONDS)

    def _file(self, host: str) -> Path:
        return self._folder / f"{_UNSAFE.sub('_', host.lower())}.json"

    def _read(self, host: str) -> _Times:
        try:
            held = json.loads(self._file(host).read_text())
            return _Times(float(held["free_at"]), float(held["held_until"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return _Times(0.0, 0.0)

    def _write(self, host: str, times: _Times) -> None:
        file = self._file(host)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(times)))
        fresh.replace(file)
