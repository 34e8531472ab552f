"""Publishers and readers to run in a process of their own."""

import json
from multiprocessing.connection import Connection
from pathlib import Path

import duckdb
import pyarrow.dataset as pads
from store_child import write_runs

from tasks.publish import publish
from tasks.store import Store

_TABLES = ("notices", "items", "texts")
# Seconds: a reader that never rests takes the time of the publisher it is to meet.
_PAUSE = 0.05


def publish_runs(home: Path, last: int) -> None:
    """Runs until the release of that number, each one published."""
    for release in range(1, last + 1):
        write_runs(home / "store", release)
        publish(Store.existing(home / "store"), home / "published")


def hold_open(published: Path, pipe: Connection) -> None:
    """Reads the version that ``current`` shows at the start again and again, until told to stop; sends what it saw."""
    version = (published / "current").resolve()
    datasets = {name: pads.dataset(version / name) for name in _TABLES}
    seen = []
    with duckdb.connect() as session:
        for name in _TABLES:
            session.execute(f"create view {name} as from '{version}/{name}/*.parquet'")
        pipe.send("ready")
        while not pipe.poll(_PAUSE) or not seen:
            counts = session.execute(" union all ".join(f"select count(*) from {name}" for name in _TABLES)).fetchall()
            rows = {name: datasets[name].to_table().num_rows for name in _TABLES}
            assert list(rows.values()) == [count for (count,) in counts]
            seen.append(rows)
    pipe.send(json.dumps(seen))


def resolve_anew(published: Path, pipe: Connection) -> None:
    """Reads whatever ``current`` shows, resolved anew each time, until told to stop and once after; sends what it saw."""
    seen = []
    pipe.send("ready")
    told = False
    while not told:
        told = pipe.poll(_PAUSE)
        version = (published / "current").resolve()
        with duckdb.connect() as session:
            counts = [
                session.execute(f"select count(*) from '{version}/{name}/*.parquet'").fetchall() for name in _TABLES
            ]
        rows = {name: count for name, ((count,),) in zip(_TABLES, counts, strict=True)}
        assert pads.dataset(version / "notices").to_table(["notice_id"]).num_rows == rows["notices"]
        seen.append(rows)
    pipe.send(json.dumps(seen))
