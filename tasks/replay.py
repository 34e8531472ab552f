"""Rebuild the dataset from the archive alone, and say where it differs from the store."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from schemas.dataset import APPEND_ORDER
from schemas.errors import NoStore
from schemas.source import Source
from schemas.table import Table
from schemas.values import Run
from tasks.archive import read_run, runs
from tasks.discover import listings_of
from tasks.home import Home
from tasks.pipeline import Summary, Work, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.store import Store
from tasks.watch import hold_back


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDifference:
    """Rows of one table in the store and in its replay."""

    table: str
    stored: int
    replayed: int
    only_stored: int
    only_replayed: int

    @property
    def same(self) -> bool:
        return not (self.only_stored or self.only_replayed)


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
    if home.replayed.exists():
        shutil.rmtree(home.replayed)
    store = Store.open(home.replayed, sample=sample)
    with store.lease("replay"):
        for run in chosen:
            work = Work(run=run, release=store.begin(), home=home, store=store, sources=sources)
            fetched = list(read_run(home.archive, run.run_id))
            reading = hold_back(read_pages(fetched), sources)
            assignments = identify_pages(reading.notices, work)
            recorded = revise_notices(assignments, reading, work)
            captures = [one.capture for one in fetched]
            yield store_run(recorded, captures, reading, work, listings_of(fetched, sources))


def differences(stored: Store, replayed: Store) -> list[TableDifference]:
    """Every table of both, row by row. The release number is left out: a killed run leaves a gap in the store's."""
    return [_difference(table, stored.read(table), replayed.read(table)) for table in APPEND_ORDER]


def _difference(table: Table, stored: pl.DataFrame, replayed: pl.DataFrame) -> TableDifference:
    columns = [name for name in stored.columns if name != "release"]
    left, right = stored.select(columns), replayed.select(columns)
    return TableDifference(
        table=table.name,
        stored=left.height,
        replayed=right.height,
        only_stored=left.join(right, on=columns, how="anti", nulls_equal=True).height,
        only_replayed=right.join(left, on=columns, how="anti", nulls_equal=True).height,
    )


def accept(home: Home, release: int) -> None:
    """Put the replayed store in the store's place; the old one is kept beside it under its release's number."""
    kept = home.root / f"store.before-replay-{release}"
    if home.store.exists():
        home.store.rename(kept)
    home.replayed.rename(home.store)
