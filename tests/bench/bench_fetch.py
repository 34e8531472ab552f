"""Pages fetched a second, beside Scrapy on the same loopback sites at the same politeness, and beside what that
politeness allows: one page a host and interval.

Run from the repository: ``.venv/bin/python tests/bench/bench_fetch.py``. Each site is an address of 127.0.0.0/8 with a
robots.txt, a list, and the pages it names (a real one of 41 KB). tongbao visits them as its flow does, one thread a
site, one request at a time, every exchange classified and fsynced to a WARC file; Scrapy gets the same interval, one
request a site, and keeps its pages in its HTTP cache, not fsynced. Both are timed by the server, from the first request
to the last.
"""

import asyncio
import datetime as dt
import itertools
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY)]

from schemas.source import Source  # noqa: E402
from schemas.values import Run  # noqa: E402
from tasks.home import Home  # noqa: E402
from tasks.known import SiteMemory  # noqa: E402
from tasks.lookup import Lookup  # noqa: E402
from tasks.pipeline import Work  # noqa: E402
from tasks.store import Store  # noqa: E402
from tasks.visit import Scope, visit  # noqa: E402

HOSTS = [f"127.0.0.{number}" for number in range(2, 10)]
PAGE = (REPOSITORY / "tests" / "pages" / "ccdi_t20220701_202445.html").read_bytes()
GOES = 2


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: seconds between two requests to a site, and pages a site."""

    interval: float
    pages: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One go: pages a second and the shortest time between two requests to one site, as the server saw it, and the
    CPU seconds a page, start-up not counted."""

    speed: float
    closest: float
    cpu: float


ROWS = (Row(interval=1.0, pages=10), Row(interval=0.2, pages=25), Row(interval=0.0, pages=25))


def main() -> None:
    """Print a line an interval."""
    ours, theirs = multiprocessing.Pipe()
    server = multiprocessing.get_context("fork").Process(target=serve, args=(theirs,), daemon=True)
    server.start()
    port: int = ours.recv()
    print(
        f"{len(HOSTS)} sites        what politeness allows   tongbao              Scrapy               tongbao/Scrapy"
    )
    measured(ours, port, Row(interval=0.0, pages=1), with_tongbao)  # loads what is loaded once
    for row in ROWS:
        goes = [(measured(ours, port, row, with_tongbao), measured(ours, port, row, with_scrapy)) for _ in range(GOES)]
        tongbao = max((go[0] for go in goes), key=lambda seen: seen.speed)
        scrapy = max((go[1] for go in goes), key=lambda seen: seen.speed)
        allowed = len(HOSTS) / row.interval if row.interval else None
        print(
            f"every {row.interval:3g} s  {f'{allowed:6.1f} pages/s' if allowed else '    no limit':>20}"
            f"{told(tongbao, allowed):>24}{told(scrapy, allowed):>24}{tongbao.speed / scrapy.speed:10.2f}"
        )
        print(f"{'closest two requests to a site':32}{tongbao.closest:20.3f} s{scrapy.closest:22.3f} s")
        print(
            f"{'CPU a page':32}{tongbao.cpu * 1e3:19.1f} ms{scrapy.cpu * 1e3:21.1f} ms{tongbao.cpu / scrapy.cpu:10.2f}"
        )
    print(f"At 3 s a page, the interval of a source that names none, one core keeps {3 / tongbao.cpu:.0f} sites busy.")
    server.kill()


def told(seen: Seen, allowed: float | None) -> str:
    """Pages a second, and the share of what is allowed."""
    share = f" ({seen.speed / allowed:4.0%})" if allowed else ""
    return f"{seen.speed:6.1f} pages/s{share}"


def measured(server: Connection, port: int, row: Row, fetch: Callable[[int, Row], float]) -> Seen:
    """One go, as the server saw it."""
    server.send(row.pages)
    server.recv()
    cpu = fetch(port, row)
    server.send(None)
    asked: list[tuple[float, str, str]] = server.recv()
    pages = sum(1 for _, _, path in asked if path.startswith("/page"))
    if pages != len(HOSTS) * row.pages:
        raise SystemExit(f"{pages} pages were asked for, not {len(HOSTS) * row.pages}")
    by_host = [[at for at, host, _ in asked if host == wanted] for wanted in HOSTS]
    closest = min(after - before for times in by_host for before, after in itertools.pairwise(times))
    turns = sum(len(times) - 1 for times in by_host)
    return Seen(speed=turns / (asked[-1][0] - asked[0][0]), closest=closest, cpu=cpu / turns)


def with_tongbao(port: int, row: Row) -> float:
    """As the flow does: a thread a site, each with its visit. CPU seconds it took."""
    begun = time.process_time()
    with TemporaryDirectory() as folder:
        run = Run(run_id="20260105T010000Z", flow="collect", started_at=dt.datetime(2026, 1, 5, 1, tzinfo=dt.UTC))
        store = Store(Path(folder) / "store", sample=True)
        work = Work(run=run, release=1, home=Home(Path(folder)), store=store, sources={})
        with ThreadPoolExecutor(len(HOSTS)) as threads:
            visits = threads.map(
                lambda source: visit(SiteMemory.of(source, Lookup.empty()), Scope.LISTS_AND_DUE, work, None),
                [source_of(host, port, row.interval) for host in HOSTS],
            )
            for done in visits:
                if done.fault:
                    raise SystemExit(done.fault)
    return time.process_time() - begun


def source_of(host: str, port: int, interval: float) -> Source:
    """The source of a site."""
    return Source.model_validate(
        {
            "id": host.replace(".", "-"),
            "name": "本机",
            "hosts": [host],
            "division": "350100",
            "family": "plain",
            "lists": [f"http://{host}:{port}/list"],
            "interval_seconds": interval,
            "sample": True,
        }
    )


def with_scrapy(port: int, row: Row) -> float:
    """A process of its own, for its reactor runs once. CPU seconds it took."""
    command = [sys.executable, __file__, "scrapy", str(port), str(row.interval)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def scrape(port: int, interval: float) -> None:
    """A spider of the same manners; prints the CPU seconds of the crawl."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    class Notices(scrapy.Spider):
        name = "notices"
        start_urls = [f"http://{host}:{port}/list" for host in HOSTS]  # noqa: RUF012

        def parse(self, response):  # type: ignore[no-untyped-def]
            if response.url.endswith("/list"):
                yield from response.follow_all(css="li a")
                return
            yield {"url": response.url, "size": len(response.body)}

    with TemporaryDirectory() as folder:
        process = CrawlerProcess(settings=settings(folder, interval))
        begun = time.process_time()
        process.crawl(Notices)
        process.start()
        print(time.process_time() - begun)


def settings(folder: str, interval: float) -> dict[str, object]:
    """Scrapy's, for the same politeness."""
    return {
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": interval,
        "RANDOMIZE_DOWNLOAD_DELAY": False,
        "CONCURRENT_REQUESTS": len(HOSTS) * 2,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "COOKIES_ENABLED": False,
        "RETRY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "HTTPCACHE_ENABLED": True,
        "HTTPCACHE_DIR": folder,
    }


def serve(control: Connection) -> None:
    """Every site, in a process of its own: ``control`` gets the port, takes the pages of a go, gives what was asked."""
    asyncio.run(_serve(control))


async def _serve(control: Connection) -> None:
    site = Site()
    first = await asyncio.start_server(site.answer, HOSTS[0], 0)
    port = first.sockets[0].getsockname()[1]
    await asyncio.start_server(site.answer, HOSTS[1:], port)
    control.send(port)
    while True:
        pages = await asyncio.to_thread(control.recv)
        if pages is None:
            control.send(site.asked)
            continue
        site.asked, site.pages = [], pages
        control.send(True)


class Site:
    """Answers for all hosts, and notes who was asked when."""

    def __init__(self) -> None:
        self.pages = 0
        self.asked: list[tuple[float, str, str]] = []

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, for as many requests as it brings."""
        host = writer.get_extra_info("sockname")[0]
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                self.asked.append((time.monotonic(), host, path))
                writer.write(self._whole(path))
                await writer.drain()
                if b"connection: close" in request.lower():
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    def _whole(self, path: str) -> bytes:
        body, kind = PAGE, b"text/html"
        if path == "/robots.txt":
            body, kind = b"User-agent: *\nDisallow: /admin/\n", b"text/plain"
        elif path == "/list":
            title = "关于巡视整改进展情况的通报"
            entries = (f"<li><a href='/page{n}.html'>{title}</a> 2026-01-05</li>" for n in range(self.pages))
            body = f"<html><body><ul>{''.join(entries)}</ul></body></html>".encode()
        return b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s" % (kind, len(body), body)


if __name__ == "__main__":
    if sys.argv[1:2] == ["scrapy"]:
        scrape(int(sys.argv[2]), float(sys.argv[3]))
    else:
        main()
