"""One pace for each host, kept by all processes together."""

import asyncio
import json
import os
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from schemas.errors import NoPermission
from tasks.fetch.limits import LONGEST_INTERVAL

_UNSAFE = re.compile(r"[^a-z0-9.-]")  # the colons of [::1]
# The file is held for a millisecond, a turn for as long as a page takes.
_LOCK_POLL_SECONDS = 0.005
_TURN_POLL_SECONDS = 0.05
# Longer than any line of four numbers, so that the next one covers it.
_LINE = 200
# A Retry-After is kept in full up to here. Beyond it stands a typing error (a date of 2099), or a clock gone wrong,
# that would blind us for ever.
_LONGEST_HOLD_SECONDS = 30 * 86_400.0


class HeldOff(Exception):
    """A host asked to be left alone for longer than a run waits."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} s")
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class _Times:
    """Wall-clock seconds since the epoch, as other processes must understand them; ``crawl_delay`` in seconds."""

    free_at: float = 0.0
    held_until: float = 0.0
    asked_at: float = 0.0
    crawl_delay: float = 0.0


class Pace:
    """Turns at hosts, as small files in a folder that all processes, and all runs, share.

    A turn is a lock held from before a request until it is answered: a reserved moment alone would not do, because a
    request may reach the host long after the moment it was meant for (a slow handshake), close upon the next. The
    system frees the lock of a process that is killed. Beside it a file holds when the host may next be asked; whoever
    has the turn looks there until that time is past, so a Retry-After one process met holds back all the others, and
    one longer than a run holds back the runs that follow.

    Of two intervals for one host (two sources) the longer holds: each turn waits until the rest of the last one is
    over *and* its own interval since then. A Crawl-delay one run has read is kept by those that have not read it yet.

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
            # Noted before the request too: a process killed amid it would leave no trace of having asked.
            self._asked(host, interval)
            try:
                yield waited
            finally:
                self._asked(host, interval)
        finally:
            turn.release()

    def rest(self, host: str, seconds: float) -> None:
        """The host is next asked that long from now at the earliest; never earlier than it was to be."""
        with self._lock(host):
            times = self._read(host)
            self._write(host, replace(times, free_at=max(times.free_at, time.time() + seconds)))

    def hold(self, host: str, seconds: float) -> None:
        """The host itself asked for that long without requests (Retry-After)."""
        until = time.time() + min(seconds, _LONGEST_HOLD_SECONDS)
        with self._lock(host):
            times = self._read(host)
            self._write(host, replace(times, held_until=max(times.held_until, until)))

    def slow_down(self, host: str, crawl_delay: float) -> None:
        """From now on nobody asks the host more often than every ``crawl_delay`` seconds; 0 takes that back."""
        with self._lock(host):
            self._write(host, replace(self._read(host), crawl_delay=crawl_delay))

    def _asked(self, host: str, interval: float) -> None:
        with self._lock(host):
            now, times = time.time(), self._read(host)
            free_at = max(times.free_at, now + max(interval, times.crawl_delay))
            self._write(host, replace(times, free_at=free_at, asked_at=now))

    def _until_free(self, host: str, interval: float) -> float:
        """Seconds until the host may be asked; 0 or less when it may."""
        with self._lock(host):
            now, kept = time.time(), self._read(host)
            times = self._mended(kept, interval, now)
            if times != kept:
                self._write(host, times)
        if times.held_until - now > self._longest:
            raise HeldOff(times.held_until - now)
        return max(times.free_at, times.held_until, times.asked_at + max(interval, times.crawl_delay)) - now

    def _mended(self, times: _Times, interval: float, now: float) -> _Times:
        """A clock set back, or a damaged file, must not hold a host for ever."""
        if times.free_at > now + max(self._longest, LONGEST_INTERVAL):
            times = replace(times, free_at=now + interval)
        return replace(
            times,
            held_until=min(times.held_until, now + _LONGEST_HOLD_SECONDS),
            asked_at=min(times.asked_at, now),
            crawl_delay=min(times.crawl_delay, LONGEST_INTERVAL),
        )

    def _lock(self, host: str) -> FileLock:
        return FileLock(self._file(host, "lock"), poll_interval=_LOCK_POLL_SECONDS)

    def _file(self, host: str, suffix: str) -> Path:
        return self._folder / f"{_UNSAFE.sub('_', host.lower())}.{suffix}"

    def _read(self, host: str) -> _Times:
        try:
            held = json.loads(self._file(host, "json").read_text())
            return _Times(**{name: float(held.get(name, 0.0)) for name in _Times.__slots__})
        except (FileNotFoundError, ValueError, AttributeError, TypeError):
            return _Times()

    def _write(self, host: str, times: _Times) -> None:
        # In one call and in place: a kill leaves the old line or the new one, and a rename would cost ten times that.
        line = json.dumps(asdict(times)).ljust(_LINE).encode()
        handle = os.open(self._file(host, "json"), os.O_WRONLY | os.O_CREAT, 0o666)
        try:
            os.pwrite(handle, line, 0)
        finally:
            os.close(handle)


def _acquired(lock: FileLock) -> bool:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return False
    return True
