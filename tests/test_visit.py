"""One visit: what a broken list may and may not stop."""

import datetime as dt
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from schemas.source import Source
from schemas.values import Run, Validators
from tasks.home import Home
from tasks.known import KnownPage, SiteMemory, learn_pages
from tasks.lookup import Lookup
from tasks.pipeline import Work
from tasks.store import Store
from tasks.visit import Scope, visit
from tasks.watch import Past

RUN = Run(run_id="20260105T010000Z", flow="collect", started_at=dt.datetime(2026, 1, 5, 1, tzinfo=dt.UTC))
PAGE = f"<html><body><p>{'整改落实情况良好。' * 60}</p></body></html>".encode()


class Handler(BaseHTTPRequestHandler):
    """A list nested a hundred thousand deep, and a page with a validator."""

    def do_GET(self) -> None:
        if self.path == "/page.html" and self.headers.get("If-None-Match") == '"one"':
            self.send_response(304)
            self.end_headers()
            return
        body = b"[" * 100_000 if self.path == "/list.json" else PAGE if self.path == "/page.html" else b""
        self.send_response(200 if body else 404)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "application/json" if "json" in self.path else "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(run=RUN, release=1, home=Home(tmp_path), store=Store(tmp_path / "store", sample=True), sources={})


def source(site: str) -> Source:
    search = {"records": "a", "url": "u", "title": "t", "date": "d", "pages": "p", "page_parameter": "page"}
    return Source.model_validate(
        {
            "id": "loopback",
            "name": "本机",
            "hosts": ["127.0.0.1"],
            "division": "350100",
            "family": "json",
            "lists": [f"{site}/list.json"],
            "search": search,
            "interval_seconds": 0,
            "sample": True,
        }
    )


def known(site: str, *, carries: bool) -> SiteMemory:
    """A site of which one page was had a month ago, with a validator."""
    url = f"{site}/page.html"
    asked = RUN.started_at - dt.timedelta(days=30)
    past = Past(url=url, asked_at=asked, changed_at=asked, had=True, failures=0, missing=False)
    validators = Validators(etag='"one"', last_modified=None)
    page = KnownPage(url=url, source_id="loopback", validators=validators, carries=carries, past=past)
    lookup = Lookup.empty()
    with lookup.learning(1):
        learn_pages(lookup, [page], {"loopback": source(site)})
    return SiteMemory(source=source(site), lookup=lookup)


def test_a_list_that_breaks_its_reader_is_a_fault_and_known_pages_are_asked_all_the_same(site: str, work: Work) -> None:
    brought = visit(known(site, carries=True), Scope.LISTS_AND_DUE, work, None)
    assert "RecursionError" in (brought.fault or "")
    assert [page.capture.outcome for page in brought.pages] == ["not_modified"]
    assert [capture.purpose for capture in brought.captures] == ["robots", "list", "page"]
