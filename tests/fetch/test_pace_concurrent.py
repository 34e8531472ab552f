"""Runs at once, in threads and processes, at one host: what the host itself sees of them."""

import asyncio
import itertools
import os
import signal
import threading
import time
from email.utils import formatdate
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from fetch_child import in_threads, pages
from hostile import HostileServer, cut, plain
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from processes import processes

from tasks.archive import read_run
from tasks.fetch import Limits

PAGE = f"<html><body><p>{'整改落实情况良好。' * 60}</p></body></html>".encode()


async def slow(connection):
    await asyncio.sleep(0.1)
    await plain(PAGE)(connection)


ANSWERS = {
    "/page": plain(PAGE),
    "/slow": slow,
    "/error": plain(b"down", status=b"500 Error"),
    "/wall": plain(b"<script>1</script>", status=b"412 Precondition Failed"),
    "/moved": plain(b"", b"Location: /page", status=b"302 Found"),
    "/reset": cut(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"),
    "/busy": plain(b"", b"Retry-After: 1", status=b"503 Busy"),
}


def at_once(runs):
    """Every run in a thread of its own, those of one process beside each other, the processes beside each other."""
    workers = [processes().Process(target=in_threads, args=(mine,)) for mine in runs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0] * len(workers)


def gaps(server):
    """Pairs of requests in the order they came, with the seconds from an answer to the next request."""
    for before, after in itertools.pairwise(range(len(server.connections))):
        yield before, after, server.connections[after].asked_at - server.connections[before].answered_at


RUN = st.tuples(st.sampled_from([0.05, 0.1, 0.2]), st.lists(st.sampled_from(sorted(ANSWERS)), min_size=1, max_size=2))


# A failure is not shrunk: each try takes seconds, and its pair of requests says enough.
@settings(max_examples=3, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck))
@given(
    groups=st.lists(st.lists(RUN, min_size=1, max_size=2), min_size=2, max_size=3),
    crawl_delay=st.sampled_from([0.0, 0.3]),
)
def test_no_two_requests_of_any_runs_come_closer_than_the_longest_interval_that_holds(groups, crawl_delay):
    robots = plain(f"User-agent: *\nCrawl-delay: {crawl_delay}\n".encode(), b"Content-Type: text/plain")
    interval_of = {}
    with TemporaryDirectory() as name, HostileServer({"/robots.txt": robots}) as server:
        folder, base = Path(name), server.url("")
        runs, number = [], itertools.count()
        for group in groups:
            mine = []
            for interval, paths in group:
                run = f"run{next(number)}"
                asked = [f"{path}?{run}" for path in paths]
                interval_of |= dict.fromkeys(asked, interval)
                mine.append((base, folder, run, interval, asked))
            runs.append(mine)
        # A redirect leads to a path of no run.
        server.behaviours |= {path: ANSWERS[path.split("?")[0]] for path in interval_of} | {"/page": ANSWERS["/page"]}
        pages(base, folder, "first", 0.05, [])
        pages(base, folder, "second", 0.05, ["/page"])
        at_once(runs)
        paths = server.asked
        assert len(paths) >= 2 + len(interval_of)
        for before, after, gap in gaps(server):
            own = max(interval_of.get(paths[before], 0.05), interval_of.get(paths[after], 0.05))
            asked_to_wait = 1.0 if paths[before].startswith("/busy") else 0.0
            assert gap >= max(own, crawl_delay, asked_to_wait), (paths[before], paths[after], interval_of)


def test_a_crawl_delay_one_run_has_read_is_kept_by_the_robots_request_of_the_next(tmp_path):
    robots = plain(b"User-agent: *\nCrawl-delay: 0.5\n", b"Content-Type: text/plain")
    with HostileServer({"/robots.txt": robots, "/page": ANSWERS["/page"]}) as server:
        pages(server.url(""), tmp_path, "first", 0.0, ["/page"])
        pages(server.url(""), tmp_path, "second", 0.0, ["/page"])
        assert server.asked == ["/robots.txt", "/page"] * 2
        assert min(gap for _, _, gap in gaps(server)) >= 0.5


def test_a_long_crawl_delay_is_not_cut_short_by_a_run_that_does_not_know_it(tmp_path):
    robots = plain(b"User-agent: *\nCrawl-delay: 500\n", b"Content-Type: text/plain")
    with HostileServer({"/robots.txt": robots, "/page": ANSWERS["/page"]}) as server:
        for run in ("first", "second"):
            # Each asks for robots.txt at most, then waits for its turn and is ended.
            worker = processes().Process(target=pages, args=(server.url(""), tmp_path, run, 0.0, ["/page"]))
            worker.start()
            worker.join(1.5)
            assert worker.is_alive()
            worker.kill()
            worker.join()
        assert server.asked == ["/robots.txt"]


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_retry_after_longer_than_a_run_waits_holds_for_the_runs_that_follow(tmp_path, form):
    wait = "3600" if form == "seconds" else formatdate(time.time() + 3600, usegmt=True)
    busy = plain(b"", f"Retry-After: {wait}".encode(), status=b"429 Too Many Requests")
    with HostileServer({"/busy": busy, "/page": ANSWERS["/page"]}) as server:
        for run in ("first", "second", "third"):
            at_once([[(server.url(""), tmp_path, run, 0.0, ["/busy", "/page"])]])
        assert server.asked == ["/robots.txt", "/busy"]
    rows = [fetched.capture for run in ("second", "third") for fetched in read_run(tmp_path / "archive", run)]
    assert {(row.outcome, row.attempts, row.status) for row in rows} == {("unreachable", 0, None)}
    assert all("asked for" in row.reason for row in rows)


def test_a_retry_after_that_a_run_can_wait_for_holds_for_the_run_that_follows(tmp_path):
    with HostileServer({"/busy": ANSWERS["/busy"], "/page": ANSWERS["/page"]}) as server:
        pages(server.url(""), tmp_path, "first", 0.0, ["/busy"], Limits(attempts=1))
        pages(server.url(""), tmp_path, "second", 0.0, ["/page"])
        assert server.asked == ["/robots.txt", "/busy", "/robots.txt", "/page"]
        assert server.connections[2].asked_at - server.connections[1].answered_at >= 1.0


def test_a_run_killed_amid_a_request_has_used_up_its_turn(tmp_path):
    reached = threading.Event()

    async def never(connection):
        reached.set()
        await connection.forever(b"", 0.05)

    with HostileServer({"/never": never, "/page": ANSWERS["/page"]}) as server:
        worker = processes().Process(target=pages, args=(server.url(""), tmp_path, "first", 0.7, ["/never"]))
        worker.start()
        assert reached.wait(20)
        os.kill(worker.pid, signal.SIGKILL)
        worker.join()
        pages(server.url(""), tmp_path, "second", 0.0, ["/page"])
        killed = server.asked.index("/never")
        assert server.connections[killed + 1].asked_at - server.connections[killed].asked_at >= 0.65
