"""Runs of the fetcher to start in processes of their own."""

import asyncio
import datetime as dt
import threading

from schemas.source import Source
from schemas.values import Run
from tasks.archive import ArchiveWriter
from tasks.fetch import Fetcher, Limits

# Failures lengthen the wait up to longest_wait: kept short, or a test of errors takes minutes.
LIMITS = Limits(backoff_seconds=0.01, attempts=2, failures=99, longest_wait=1.2)
STARTED = dt.datetime(2026, 1, 5, 1, tzinfo=dt.UTC)


def pages(server_url, folder, name, interval, paths, limits=LIMITS):
    """One run, at one source, from its beginning to its end."""
    run = Run(run_id=name, flow="collect", started_at=STARTED)
    source = Source.model_validate(
        {
            "id": "loopback",
            "name": "本机",
            "hosts": ["127.0.0.1"],
            "division": "350100",
            "family": "plain",
            "lists": [server_url],
            "interval_seconds": interval,
            "sample": True,
        }
    )

    async def every():
        with ArchiveWriter(folder / "archive", run, source.id) as archive:
            async with Fetcher(source, run, archive, folder / "pace", limits=limits) as fetcher:
                for path in paths:
                    await fetcher.get(f"{server_url}{path}", "page")

    asyncio.run(every())


def in_threads(mine):
    """Runs beside each other in one process."""
    threads = [threading.Thread(target=pages, args=arguments) for arguments in mine]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def one_page_twice(folder, url, run, chosen):
    """One run of a source that asks for one address, twice."""

    async def pages():
        with ArchiveWriter(folder / "archive", run, chosen.id) as archive:
            async with Fetcher(chosen, run, archive, folder / "pace", limits=Limits(backoff_seconds=0.01)) as fetcher:
                await fetcher.get(url, "page")
                await fetcher.get(url, "page")

    asyncio.run(pages())
