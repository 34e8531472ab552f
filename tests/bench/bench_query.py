"""What reading costs: the queries of ``docs/questions.md`` and the ready views in DuckDB, over the files of a publication
and over the same rows as one file a table, sorted by hand.

Run from the repository: ``make bench``, or ``.venv/bin/python tests/bench/bench_query.py --notices 5000``. The notices are
those of the sample, multiplied over the counties and the days of twelve years. Times are of the fastest of several goes:
on the clock, which is what a reader waits, and of the processors, which matters where many read. Several files are read
side by side, one small file is not: the clock is kinder to them. Trust the ratios, not the figures.
"""

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), *(str(REPOSITORY / "tests" / name) for name in ("", "publish", "store"))]

from answers import BLOCK, QUESTIONS  # noqa: E402
from many import many_store  # noqa: E402
from test_pipeline import collect  # noqa: E402

from schemas.dataset import PUBLIC_TABLES  # noqa: E402
from tasks.home import Home  # noqa: E402
from tasks.publish import parquet, spans  # noqa: E402
from tasks.publish.build import Making, build  # noqa: E402
from tasks.publish.catalog.views import views, views_sql  # noqa: E402
from tasks.store import Store  # noqa: E402

SITES = ("changle", "taijiang", "luojiang", "fzxq", "shaxian", "fujian-jw")
GOES = 15


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds."""

    clock: float
    processors: float


@dataclass(frozen=True, slots=True)
class Query:
    """A query by its name."""

    name: str
    sql: str


def queries() -> Iterator[Query]:
    """Those of the document, then each view whole."""
    for number, block in enumerate(BLOCK.finditer(QUESTIONS.read_text("utf-8")), 1):
        yield Query(f"question {number}", block["query"].strip().rstrip(";"))
    for view in views():
        yield Query(view.name, f"from {view.name}")


def published(store: Store, folder: Path) -> Path:
    """The Parquet of a publication, each row where a publication has it."""
    folder.mkdir()
    build(Making(view=store.snapshot(), edition="restricted", current=folder / "none", last=None), folder)
    return folder


def by_hand(source: Path, folder: Path) -> Path:
    """The same rows, one file a table."""
    folder.mkdir()
    for table in PUBLIC_TABLES:
        parquet.write(table, pl.read_parquet(source / table.name / "*.parquet"), folder, "all")
    return folder


def opened(folder: Path) -> duckdb.DuckDBPyConnection:
    """A session with every table and view over the folder, and nothing read yet."""
    session = duckdb.connect()
    text = views_sql([table.name for table in PUBLIC_TABLES])
    session.execute(re.sub(r"from '(\w+)/\*\.parquet'", rf"from '{folder}/\1/*.parquet'", text))
    return session


def took(sessions: Sequence[duckdb.DuckDBPyConnection], query: Query) -> list[Took]:
    """The query in each session, in turns: what disturbs one disturbs the other."""
    best = [Took(float("inf"), float("inf"))] * len(sessions)
    counts = set()
    for _ in range(GOES):
        for place, session in enumerate(sessions):
            clock, processors = time.perf_counter(), time.process_time()
            counts.add(session.sql(query.sql).to_arrow_table().num_rows)
            clock, processors = time.perf_counter() - clock, time.process_time() - processors
            best[place] = Took(min(best[place].clock, clock), min(best[place].processors, processors))
    assert len(counts) == 1, f"{query.name} has {counts} rows"
    return best


def together(found: Iterable[Sequence[Took]]) -> list[Took]:
    """Their sums, by session."""
    sessions = zip(*found, strict=True)
    return [Took(sum(one.clock for one in goes), sum(one.processors for one in goes)) for goes in sessions]


def main() -> None:
    """Print each query's milliseconds and ratio, and the totals."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--notices", type=int, default=5_000)
    asked.add_argument("--notices-a-file", type=int, default=spans.NOTICES_A_FILE)
    given = asked.parse_args()
    spans.NOTICES_A_FILE = given.notices_a_file
    with tempfile.TemporaryDirectory() as place:
        home = Home(Path(place) / "home")
        collect(home, *SITES)
        collect(home, *SITES, day=2)
        store = many_store(Store.existing(home.store), Path(place) / "store", given.notices)
        parts = published(store, Path(place) / "published")
        whole = by_hand(parts, Path(place) / "whole")
        files = len(list((parts / "notices").glob("*.parquet")))
        print(f"{given.notices:,} notices, {files} files a table of notices against one; milliseconds")
        print(f"{'':26}{'current':>10}{'one file':>10}{'ratio':>8}{'of processors':>16}")
        sessions = [opened(parts), opened(whole)]
        found = {query.name: took(sessions, query) for query in queries()}
    bulk = max(found, key=lambda name: found[name][1].clock)
    for name, times in found.items():
        show(name, times)
    show(f"all but {bulk}", together(times for name, times in found.items() if name != bulk))
    show("total", together(found.values()))


def show(name: str, times: Sequence[Took]) -> None:
    """Print a line."""
    ours, theirs = times
    print(
        f"{name:26}{ours.clock * 1000:10.1f}{theirs.clock * 1000:10.1f}{ours.clock / theirs.clock:8.2f}"
        f"{ours.processors / theirs.processors:16.2f}"
    )


if __name__ == "__main__":
    main()
