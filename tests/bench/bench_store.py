"""What a run of 50 new and 5 changed notices costs on stores of 1,000, 10,000 and 100,000 of them.

The notices are small (some 1,300 characters, 12 items) and all but six are multiplied from one, row by row, with other
ids, addresses, digests and fingerprints: what grows with the store grows as with real ones, at a tenth of their bytes.
The five that change lie spread over the store. Its lists name every notice, a thousand each. Publishing is measured
apart: it writes the months a run touched. ``python tests/bench/bench_store.py [COUNT ...]``
"""

import datetime as dt
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from schemas.dataset import APPEND_ORDER
from schemas.lists import LIST_READINGS, SIGHTINGS
from schemas.operations import CAPTURES, Capture
from schemas.pages import PAGES
from schemas.source import Source
from schemas.values import Fetched, Run
from tasks.archive import ArchiveWriter
from tasks.archive.exchange import Exchange
from tasks.home import Home
from tasks.known import SiteMemory
from tasks.pipeline import Work, identify_pages, revise_notices, store_run
from tasks.publish import publish
from tasks.reading import read_pages
from tasks.recall import recall
from tasks.store import Store

SIZES = (1_000, 10_000, 100_000)
NEW, CHANGED = 50, 5
AT_ONCE = 10_000
T0 = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SOURCE = Source.model_validate(
    {
        "id": "bench",
        "name": "样本",
        "hosts": ["www.bench.example"],
        "division": "350405",
        "family": "plain",
        "lists": ["http://www.bench.example/list0.html"],
        "revisit_hours": 10_000,  # so that no page falls due that the run does not bring
        "sample": True,
    }
)
_SURNAMES = "安宁清永长平定顺福兴泰和嘉德文武昌隆广汉江河山川东西南北"


def page(number: int, edition: int = 1) -> bytes:
    """A small notice of a county of its own; another edition has one figure more."""
    names = _SURNAMES
    county = f"{names[number % 28]}{names[number // 28 % 28]}{names[number // 784 % 28]}县"
    day = dt.date(2020, 1, 1) + dt.timedelta(days=number % 1_500)
    items = "".join(
        f"<p>{place}.关于{names[(number * 7 + place) % 28]}{names[(number + place * 5) % 28]}工作落实不够到位问题。"
        f"召开专题会议{number % 17 + place}次,收回资金{number % 97 + place}.{edition if place == 3 else 5}万元,"
        f"完善制度{place + number % 5}项,整改已完成,督促{names[(number + place) % 28]}部门逐项销号。</p>"
        for place in range(1, 13)
    )
    return (
        f"<html><head><title>中共{county}委关于巡察整改进展情况的通报</title></head><body><div class='TRS_Editor'>"
        f"<p>根据市委巡察工作统一部署,{day.year}年3月1日至4月20日,市委巡察{number % 9 + 1}组对{county}委开展了巡察,"
        f"{day.year}年{day.month}月{day.day}日反馈了巡察意见。现将巡察整改进展情况予以公布。</p>"
        f"<p>一、整改工作总体情况</p><p>{county}委高度重视,制定整改措施{number % 40 + 60}条。</p>"
        f"<p>二、巡察反馈意见整改落实情况</p><p>(一)聚焦责任落实方面</p>{items}"
        f"<p>三、下一步工作</p><p>欢迎广大干部群众监督。联系电话:0591-{80_000_000 + number};邮政编码:350001。</p>"
        f"<p>中共{county}委</p><p>{day.year + 1}年1月5日</p></div></body></html>"
    ).encode()


def address(number: int) -> str:
    return f"http://www.bench.example/t{number}.html"


@contextmanager
def at_work(home: Home, number: int) -> Iterator[Work]:
    run = Run(run_id=f"run-{number:06d}", flow="collect", started_at=T0 + dt.timedelta(days=number))
    store = Store.open(home.store, sample=True)
    with store.lease(run.run_id):
        yield Work(run=run, release=store.begin(), home=home, store=store, sources={SOURCE.id: SOURCE})


def fetched(work: Work, pages: dict[str, bytes]) -> list[Fetched]:
    """The pages as if fetched, archived."""
    with ArchiveWriter(work.home.archive, work.run, SOURCE.id) as archive:
        return [_archived(archive, work.run, url, body, place) for place, (url, body) in enumerate(pages.items())]


def _archived(archive: ArchiveWriter, run: Run, url: str, body: bytes, place: int) -> Fetched:
    at = run.started_at + dt.timedelta(seconds=place)
    capture = Capture(
        **{
            **dict.fromkeys(CAPTURES.polars),
            "capture_id": f"{run.run_id}-{SOURCE.id}-{place:05d}",
            "run_id": run.run_id,
            "source_id": SOURCE.id,
            "url": url,
            "purpose": "page",
            "fetched_at": at,
            "outcome": "ok",
            "status": 200,
            "reason": "The page answered.",
            "size": len(body),
            "attempts": 1,
            "waited": 0.0,
        }
    )
    exchange = Exchange(
        url=url,
        at=at,
        request_headers=(),
        http_version="HTTP/1.1",
        status=200,
        phrase="OK",
        response_headers=(("Content-Type", "text/html"),),
        body=body,
    )
    return archive.write(Fetched(capture=capture, body=body), [exchange])


def collect(home: Home, number: int, pages: dict[str, bytes]) -> dict[str, float]:
    """One run over these pages; CPU seconds by stage."""
    spent: dict[str, float] = {}
    with at_work(home, number) as work:
        with timed(spent, "archive"):
            brought = fetched(work, pages)
        with timed(spent, "known pages"):
            known = SiteMemory.of(SOURCE, recall(work.store, work.sources))
            assert not known.due(work.run.started_at)
            known.composed(known.among(pages))
            for memory in known.lists.values():
                memory.links.among(pages)
        with timed(spent, "read"):
            reading = read_pages(brought)
            assert not reading.refusals, reading.refusals[0]
        with timed(spent, "identify"):
            assignments = identify_pages(reading.notices, work)
        with timed(spent, "revise"):
            recorded = revise_notices(assignments, reading, work)
        with timed(spent, "store"):
            summary = store_run(recorded, [one.capture for one in brought], reading, work)
    spent["new"], spent["changed"] = summary.new, summary.changed
    return spent


@contextmanager
def timed(spent: dict[str, float], stage: str) -> Iterator[None]:
    began = time.process_time()
    yield
    spent[stage] = time.process_time() - began


def build(home: Home, count: int) -> None:
    """A store of that many notices: six real ones, five of them spread over it, and the rest multiplied from the first."""
    sys.path[:0] = [str(Path(__file__).resolve().parents[1] / "store")]
    from store_rows import release_row

    collect(home, 1, {address(CHANGED): page(CHANGED)})
    store = Store.existing(home.store)
    frames = {table.name: store.read(table) for table in APPEND_ORDER}
    mine = {name: rows for name, rows in frames.items() if name != PAGES.name}
    share = -(-count // CHANGED)
    for number in range(CHANGED):
        collect(home, 2 + number, {address(number): page(number)})
        last = min((number + 1) * share, count)
        for low in range(number * share + CHANGED + 1, last, AT_ONCE):
            with store.lease("build"):
                release = store.begin()
                ids = pl.DataFrame({"n": range(low, min(low + AT_ONCE, last))})
                grown = {name: _multiplied(rows, ids, release) for name, rows in mine.items() if rows.height}
                store.append(grown | _lists(ids, release), release_row(release))


def _lists(ids: pl.DataFrame, release: int) -> dict[str, pl.DataFrame]:
    """What lists name of these: a thousand entries each, read and swept."""
    n = pl.col("n")
    entries = ids.select(
        source_id=pl.lit(SOURCE.id),
        list_url=pl.format("http://www.bench.example/list{}.html", n // 1_000),
        url=pl.format("http://www.bench.example/old{}.html", n),
        run_id=pl.lit(f"run-{release}"),
        seen_at=pl.lit(T0),
        kind=pl.lit("first"),
        title=pl.format("中共第{}县委关于巡察整改进展情况的通报", n),
        listed_on=pl.lit(dt.date(2016, 1, 1)) + pl.duration(days=n % 2_000),
    )
    readings = entries.select("source_id", "list_url", "run_id", read_at="seen_at").unique("list_url")
    made = {"state": "ok", "reason": "", "pages": 50, "links": 1_000, "matching": 1_000, "newest": dt.date(2021, 1, 1)}
    told = {"links_sha256": "", "complete": True, "swept": True, "covered_since": None}
    rows = readings.with_columns(**{name: pl.lit(value) for name, value in (made | told).items()})
    return {
        SIGHTINGS.name: entries.cast(dict(SIGHTINGS.polars)),
        LIST_READINGS.name: rows.cast(dict(LIST_READINGS.polars)),
    }


def _multiplied(rows: pl.DataFrame, ids: pl.DataFrame, release: int) -> pl.DataFrame:
    n = pl.col("n")
    made = {
        "notice_id": pl.format("350405-{}-{}", 20_200_101 + n % 365, n),
        "url": pl.format("http://www.bench.example/old{}.html", n),
        "body_sha256": n.cast(pl.String).str.zfill(64),
        "capture_id": pl.format("run-{}-{}", pl.lit(release), n),
        "run_id": pl.lit(f"run-{release}"),
        "hash": pl.col("hash") ^ (n * 2_654_435_761) if "hash" in rows.columns else None,
        "inspected_body": pl.format("中共第{}县委", n),
        "feedback_on": pl.lit(dt.date(2015, 1, 1)) + pl.duration(days=n % 2_000),
        "signed_on": pl.lit(dt.date(2016, 1, 1)) + pl.duration(days=n % 2_000),
        "release": pl.lit(release, pl.Int64),
    }
    columns = {name: value for name, value in made.items() if name in rows.columns}
    return rows.join(ids, how="cross").with_columns(**columns).drop("n")


def measured(folder: Path) -> dict[str, float]:
    """The run, in a process of its own: CPU seconds by stage and in all, MB written, peak memory in MB."""
    home = Home(folder)
    before = written()
    began = time.process_time()
    pages = {address(number): page(number, edition=7) for number in range(CHANGED)}
    pages |= {address(900_000 + number): page(20_000 + number) for number in range(NEW)}
    spent = collect(home, 20, pages)
    spent["all"] = time.process_time() - began
    spent["MB"] = (written() - before) / 1e6
    spent["peak MB"] = peak()
    before = written()
    with timed(spent, "publish"):
        publish(Store.existing(home.store), home.published)
    spent["publish MB"] = (written() - before) / 1e6
    return spent


def peak() -> float:
    # Not ru_maxrss: a child inherits that of the process that built the store.
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def written() -> int:
    line = next(line for line in Path("/proc/self/io").read_text().splitlines() if line.startswith("wchar"))
    return int(line.split()[1])


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--run"]:
        print(json.dumps(measured(Path(arguments[1]))))
        return
    sizes = [int(one) for one in arguments] or list(SIZES)
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder))
            build(home, size)
            # What is derived from the store, and made on first use, is made before the run that is measured.
            collect(home, 10, {address(800_000): page(21_000)})
            publish(Store.existing(home.store), home.published)
            done = subprocess.run(
                [sys.executable, __file__, "--run", folder], capture_output=True, text=True, check=True
            )
            found[size] = json.loads(done.stdout)
            assert (found[size]["new"], found[size]["changed"]) == (NEW, CHANGED), found[size]
    stages = list(found[sizes[0]])
    print(f"{'notices stored':16}" + "".join(f"{size:>12,}" for size in sizes) + f"{'ratio':>8}")
    for stage in stages:
        values = [found[size][stage] for size in sizes]
        ratio = f"{values[-1] / values[0]:8.2f}" if values[0] else ""
        print(f"{stage:16}" + "".join(f"{value:12.2f}" for value in values) + ratio)


if __name__ == "__main__":
    main(sys.argv[1:])
