"""A desk to work at: the sources of a run, its store under lease, its archive, and the web it asks."""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from secrets import token_hex

import httpx

from schemas.errors import UnknownSource
from schemas.source import Source
from schemas.values import Run
from tasks.home import home_at
from tasks.pipeline import Work
from tasks.sample import SampleWeb, require_day, serve
from tasks.sources import chosen_sources, load_sources
from tasks.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk(Work):
    """What the steps of one run share, the sources it visits, and the sample's web where that is what it visits."""

    visited: tuple[Source, ...]
    web: SampleWeb | None

    def transport(self) -> httpx.AsyncBaseTransport | None:
        """The way to the bundled sample; None for the real web."""
        return self.web.transport() if self.web else None


@contextmanager
def open_desk(flow: str, source_ids: Sequence[str] | None, day: int, home: str | None) -> Iterator[Desk]:
    """Take the store for one run, and give it back whatever happens.

    Raises:
        UnknownSource, UnknownDay: see ``visitable``.
        StoreBusy, StoreVersion, WrongStore, NoPermission, DiskFull: see ``tasks.store``.
    """
    known = load_sources()
    sources, sample = visitable(source_ids, day, known)
    place = home_at(home)
    run = new_run(flow)
    with ExitStack() as held:
        store = Store.open(place.store, sample=sample)
        held.enter_context(store.lease(run.run_id))
        release = store.begin()
        web = held.enter_context(serve(day)) if sample else None
        yield Desk(
            run=run,
            release=release,
            home=place,
            store=store,
            sources=known,
            visited=sources,
            web=web,
        )


def visitable(source_ids: Sequence[str] | None, day: int, known: dict[str, Source]) -> tuple[tuple[Source, ...], bool]:
    """The sources named, and whether they are of the bundled sample.

    Raises:
        UnknownSource: a source that no file defines, or sample and real sites named together.
        UnknownDay: a day the sample does not have.
    """
    sources = chosen_sources(source_ids, known)
    sample = all(source.sample for source in sources)
    if not sample and any(source.sample for source in sources):
        raise UnknownSource("The sources named are part sample, part real.", "Name either sample sources or real ones.")
    if sample:
        require_day(day)
    return sources, sample


def require_ready(source_ids: Sequence[str] | None, day: int, home: str | None) -> None:
    """Meet what would stop a run before Prefect is started for it, which takes a while.

    Raises:
        TongbaoError: whatever ``open_desk`` would raise now.
    """
    _, sample = visitable(source_ids, day, load_sources())
    store = Store.open(home_at(home).store, sample=sample)
    with store.lease("a run about to start"):
        pass


def new_run(flow: str) -> Run:
    """A run that begins now. Its id sorts by time and never repeats."""
    started_at = dt.datetime.now(dt.UTC).replace(microsecond=0)
    return Run(run_id=f"{started_at:%Y%m%dT%H%M%SZ}-{flow}-{token_hex(3)}", flow=flow, started_at=started_at)
