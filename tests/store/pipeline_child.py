"""The whole way of a run, without Prefect, to run in a process of its own and kill."""

import json
import time
from itertools import count
from pathlib import Path

import collecting

from schemas.values import Fetched
from tasks.archive import ArchiveWriter
from tasks.archive.exchange import Exchange
from tasks.home import Home
from tasks.publish import publish
from tasks.store import Store

SITES = ("shaxian", "fujian-jw", "fzxq")


def run(folder: Path, day: int, acknowledged: Path) -> None:
    """Collect the sites of that day and publish; every capture is written down once the archive has taken it."""
    # Each process counts anew, and a run never writes behind what another left.
    collecting.NUMBERS = count(time.time_ns())
    write = ArchiveWriter.write

    def noted(self: ArchiveWriter, fetched: Fetched, exchanges: list[Exchange]) -> Fetched:
        kept = write(self, fetched, exchanges)
        with acknowledged.open("a") as log:
            capture = kept.capture
            log.write(json.dumps([capture.warc_file, capture.warc_offset, capture.sha256]) + "\n")
        return kept

    ArchiveWriter.write = noted  # type: ignore[method-assign,assignment]
    try:
        home = Home(folder)
        collecting.collect(home, *SITES, day=day)
        publish(Store.existing(home.store), home.published)
    finally:
        ArchiveWriter.write = write  # type: ignore[method-assign]
