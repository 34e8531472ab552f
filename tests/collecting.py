"""A collect without Prefect: what the flow does, stage by stage, on the bundled sample."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from schemas.values import Run
from tasks.home import Home
from tasks.known import SiteMemory
from tasks.pipeline import Summary, Work, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.recall import recall
from tasks.sample import serve
from tasks.sources import load_sources
from tasks.store import Store
from tasks.visit import Scope, visit
from tasks.watch import hold_back

SOURCES = load_sources()
NUMBERS = count(1)


@contextmanager
def at_work(home: Home) -> Iterator[Work]:
    run = Run(run_id=f"run-{next(NUMBERS):03d}", flow="collect", started_at=dt.datetime.now(dt.UTC))
    store = Store.open(home.store, sample=True)
    with store.lease(run.run_id):
        yield Work(run=run, release=store.begin(), home=home, store=store, sources=SOURCES)


def collect(home: Home, *ids: str, day: int = 1) -> Summary:
    """What the collect flow does, stage by stage."""
    with at_work(home) as work, serve(day) as web:
        lookup = recall(work.store, SOURCES)
        visits = [
            visit(SiteMemory.of(SOURCES[source_id], lookup), Scope.LISTS_AND_DUE, work, web.transport())
            for source_id in ids
        ]
        reading = hold_back(read_pages(fetched for one in visits for fetched in one.pages), SOURCES)
        recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
        captures = [capture for one in visits for capture in one.captures]
        return store_run(recorded, captures, reading, work, [listing for one in visits for listing in one.listings])
