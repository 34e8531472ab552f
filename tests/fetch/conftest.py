"""A small site on loopback, answering as each test tells it, and fetchers for it."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from schemas.source import Source
from schemas.values import Run
from tasks.archive import ArchiveWriter
from tasks.fetch import Fetcher, Limits

RUN = Run(run_id="20260105T010000Z", flow="collect", started_at=dt.datetime(2026, 1, 5, 1, tzinfo=dt.UTC))
QUICK = Limits(backoff_seconds=0.01, total_seconds=5.0)
NOTICE = f"<html><head><title>通报</title></head><body><p>{'整改落实情况良好。' * 60}</p></body></html>".encode()


@dataclass
class Site:
    """Paths and their answers, and every request seen: when, what, with which headers."""

    port: int = 0
    notice: bytes = NOTICE
    answers: dict[str, Callable[[BaseHTTPRequestHandler], None]] = field(default_factory=dict)
    seen: list[tuple[float, str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def asked(self, path: str) -> int:
        return sum(1 for _, seen, _ in self.seen if seen == path)

    def serve(self, path: str, body: bytes = NOTICE, status: int = 200, **headers: str) -> None:
        self.answers[path] = lambda handler: reply(handler, body, status, headers)


def reply(handler: BaseHTTPRequestHandler, body: bytes, status: int, headers: dict[str, str]) -> None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    handler.send_response(status)
    for name, value in ({"Content-Type": "text/html; charset=utf-8"} | named).items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def source(**changes: Any) -> Source:
    settings: dict[str, Any] = {
        "id": "loopback",
        "name": "本机",
        "hosts": ["127.0.0.1"],
        "division": "350100",
        "family": "plain",
        "lists": ["http://127.0.0.1/"],
        "interval_seconds": 0,
        "sample": True,
    }
    return Source(**(settings | changes))


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.seen.append((time.monotonic(), self.path, dict(self.headers)))
            answer = site.answers.get(self.path)
            try:
                if answer is None:
                    reply(self, b"nothing here", 404, {"Content-Type": "text/plain"})
                else:
                    answer(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def new_fetcher(tmp_path: Path) -> Callable[..., Any]:
    """Opens a fetcher with its own archive file and the pace folder all fetchers of a test share."""

    @asynccontextmanager
    async def opened(limits: Limits = QUICK, **changes: Any) -> Any:
        async with AsyncExitStack() as stack:
            chosen = source(**changes)
            archive = stack.enter_context(ArchiveWriter(tmp_path / "archive", RUN, chosen.id))
            yield await stack.enter_async_context(Fetcher(chosen, RUN, archive, tmp_path / "pace", limits=limits))

    return opened


@pytest.fixture
def loopback_source() -> Callable[..., Source]:
    """A source for the site; settings by name."""
    return source


@pytest.fixture
def run() -> Run:
    return RUN
