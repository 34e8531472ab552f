"""Writers to run in a process of their own and kill."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.synchronize import Event
from pathlib import Path

from processes import processes
from store_rows import Spec, frames, release_row

from tasks.store import Store, replace_store


def killed_after(seconds: float, work: Callable[..., None], *arguments: object) -> int:
    """Runs the work in a process, kills it with signal 9 that long after it began; gives its exit code."""
    began = processes().Event()
    process = processes().Process(target=_announced, args=(began, work, *arguments))
    process.start()
    assert began.wait(30)
    time.sleep(seconds)
    process.kill()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def _announced(began: Event, work: Callable[..., None], *arguments: object) -> None:
    began.set()
    work(*arguments)


def finished(work: Callable[..., None], *arguments: object) -> int:
    """Runs the work in a process to its end; gives its exit code."""
    process = processes().Process(target=work, args=arguments)
    process.start()
    process.join()
    assert process.exitcode is not None
    return process.exitcode


def specs(release: int) -> list[Spec]:
    """What the run of that release finds: a new notice, and a new revision of the first one."""
    found = [Spec(notice_id=f"n{release}", items=release % 5 + 1)]
    if release > 1:
        found.append(Spec(notice_id="n1", revision=release, words=f"第{release}版"))
    return found


def write_runs(folder: Path, last: int) -> None:
    """Runs until the release of that number."""
    store = Store.open(folder, sample=True)
    done = store.release()
    for _ in range(done.release if done else 0, last):
        with store.lease("run"):
            number = store.begin()
            store.append(frames(specs(number), number), release_row(number))


def hold(folder: Path, held: Event) -> None:
    """Takes the lease and keeps it."""
    with Store.open(folder, sample=True).lease("run-held"):
        held.set()
        time.sleep(60)


@dataclass
class Killer:
    """Told of every act of the process before it is done, it kills it right before the one of that name and number."""

    event: str
    left: int

    def __call__(self, event: str, _: object) -> None:
        if event != self.event:
            return
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def replace_killed(folder: Path, by: Path, kept: Path, event: str, number: int) -> None:
    """Replaces the store, and is killed with signal 9 on the way: before a rename (os.rename) or a sync (open)."""
    sys.addaudithook(Killer(event, number))
    replace_store(folder, by, kept)
