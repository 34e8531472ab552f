"""A fetcher whose archive is thrown away, at the pace the runs keep."""

import datetime as dt
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from schemas.source import Source
from schemas.values import Run
from tasks.archive import ArchiveWriter
from tasks.fetch import Fetcher, Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a trial reaches a site: the folder of the shared pace, the sample's transport (None: the net), the bounds."""

    pace: Path
    transport: httpx.AsyncBaseTransport | None = None
    limits: Limits = field(default_factory=Limits)


@asynccontextmanager
async def fetcher(source: Source, way: Way) -> AsyncIterator[Fetcher]:
    """A fetcher for one source, as a run has it: robots.txt, pace, bounds, an archive, though a temporary one."""
    run = Run(run_id="trial", flow="trial", started_at=dt.datetime.now(dt.UTC))
    with (
        tempfile.TemporaryDirectory(prefix="tongbao-") as folder,
        ArchiveWriter(Path(folder), run, source.id) as archive,
    ):
        async with Fetcher(source, run, archive, way.pace, transport=way.transport, limits=way.limits) as asking:
            yield asking
