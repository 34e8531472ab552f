"""Rebuild the dataset from the archive alone, and put it in the place of the store."""

import shutil
from collections.abc import Iterator, Mapping
from itertools import chain, count

from schemas.errors import NoStore
from schemas.source import Source
from schemas.values import Run
from tasks.archive import read_run, runs
from tasks.decide import decide, decisions_of
from tasks.discover import listings_of
from tasks.home import Home
from tasks.identify import Decision
from tasks.pipeline import Summary, Work, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.store import Store, replace_store, waiting_for
from tasks.watch import hold_back


def runs_to_replay(home: Home) -> list[Run]:
    """The archived runs, oldest first, that the store released; all of them where the store is lost.

    A run that was killed left bytes in the archive but no release: replaying it would date facts before the run that
    recorded them.

    Raises:
        NoStore: the archive holds no run.
    """
    archived = runs(home.archive)
    if not archived:
        raise NoStore(f"The archive {home.archive} holds no run.", "Run `tongbao run` first.")
    if not (home.store / "store.json").exists():
        return archived
    released = set(Store.existing(home.store).releases()["run_id"])
    return [run for run in archived if run.run_id in released]


def rebuild(home: Home, sources: Mapping[str, Source], *, sample: bool) -> Iterator[Summary]:
    """Replay run by run into a fresh store at ``<home>/replayed``; the store itself is only read."""
    chosen = runs_to_replay(home)
    # What a person decided stands in no archive: it is decided again where it was.
    decided = decisions_of(Store.existing(home.store)) if (home.store / "store.json").exists() else []
    # What an accepted replay left when it was killed before it moved the store is older than this one.
    for left in (home.replayed, waiting_for(home.store)):
        if left.exists():
            shutil.rmtree(left)
    store = Store.open(home.replayed, sample=sample)
    with store.lease("replay"):
        for run in chosen:
            while decided and decided[0][0].started_at < run.started_at:
                yield _decided(*decided.pop(0), home, store, sources)
            work = Work(run=run, release=store.begin(), home=home, store=store, sources=sources)
            fetched = list(read_run(home.archive, run.run_id))
            reading = hold_back(read_pages(fetched), sources)
            assignments = identify_pages(reading.notices, work)
            recorded = revise_notices(assignments, reading, work)
            captures = [one.capture for one in fetched]
            yield store_run(recorded, captures, reading, work, listings_of(fetched, sources))
        for run, decision in decided:
            yield _decided(run, decision, home, store, sources)


def _decided(run: Run, decision: Decision, home: Home, store: Store, sources: Mapping[str, Source]) -> Summary:
    return decide(decision, Work(run=run, release=store.begin(), home=home, store=store, sources=sources))


def accept(home: Home, release: int) -> None:
    """Put the replayed store in the store's place; the old one is kept beside it under its release's number.

    A kill at any moment leaves one of the two in place, or the new one to take its place when a store is opened next.

    Raises:
        NoPermission, DiskFull: see ``tasks.store``.
    """
    names = (f"store.before-replay-{release}{suffix}" for suffix in chain([""], (f".{n}" for n in count(2))))
    kept = next(path for name in names if not (path := home.root / name).exists())
    replace_store(home.store, by=home.replayed, kept=kept)
