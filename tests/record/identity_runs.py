"""Runs over pages of a test's own: archived, read, identified, recorded, stored, as a collect does it."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from record_pages import source

from schemas.operations import Capture
from schemas.values import Fetched, Run
from tasks.archive import ArchiveWriter, Exchange
from tasks.decide import decide
from tasks.home import Home
from tasks.identify import Decision
from tasks.pipeline import Summary, Work, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.store import Store

START = dt.datetime(2026, 2, 1, 8, tzinfo=dt.UTC)
SOURCES = {
    name: source(name, code) for name, code in (("changle", "350112"), ("sister", "350000"), ("third", "350000"))
}


def html(text: str) -> bytes:
    """A page of the text, a paragraph a line."""
    body = "\n".join(f"<p>{line}</p>" for line in text.split("\n"))
    title = "关于巡视整改进展情况的通报"
    return f"<html><head><title>{title}</title></head><body><div class='TRS_Editor'>{body}</div></body></html>".encode()


@contextmanager
def at_work(home: Home, number: int, flow: str = "collect") -> Iterator[Work]:
    run = Run(run_id=f"run-{number:03d}", flow=flow, started_at=START + dt.timedelta(days=number))
    store = Store.open(home.store, sample=True)
    with store.lease(run.run_id):
        yield Work(run=run, release=store.begin(), home=home, store=store, sources=SOURCES)


def run(home: Home, number: int, pages: Mapping[str, bytes]) -> Summary:
    """A run that fetched these pages; addresses are ``http://<site>.example/…``."""
    with at_work(home, number) as work:
        fetched = [one for site in sorted(SOURCES) for one in _archived(work, site, pages)]
        reading = read_pages(fetched)
        recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
        return store_run(recorded, [one.capture for one in fetched], reading, work)


def decided(home: Home, number: int, action: str, notice_id: str, other_id: str) -> Summary:
    """A person's decision, as a run of its own."""
    made = Decision(action=action, notice_id=notice_id, other_id=other_id, reason="Read side by side.", evidence="")
    with at_work(home, number, "decide") as work:
        return decide(made, work)


def _archived(work: Work, site: str, pages: Mapping[str, bytes]) -> list[Fetched]:
    mine = {url: body for url, body in sorted(pages.items()) if f"//{site}." in url}
    if not mine:
        return []
    at = work.run.started_at
    with ArchiveWriter(work.home.archive, work.run, site) as archive:
        return [
            archive.write(
                Fetched(capture=_capture(work.run, site, number, url, body), body=body), [_exchange(url, at, body)]
            )
            for number, (url, body) in enumerate(mine.items())
        ]


def _exchange(url: str, at: dt.datetime, body: bytes) -> Exchange:
    return Exchange(
        url=url,
        at=at,
        request_headers=(("Host", "x"),),
        http_version="HTTP/1.1",
        status=200,
        phrase="OK",
        response_headers=(("content-type", "text/html; charset=utf-8"),),
        body=body,
    )


def _capture(run: Run, site: str, number: int, url: str, body: bytes) -> Capture:
    return Capture(
        capture_id=f"{run.run_id}-{site}-{number:05d}",
        run_id=run.run_id,
        source_id=site,
        url=url,
        purpose="page",
        fetched_at=run.started_at,
        outcome="ok",
        status=200,
        reason="",
        final_url=url,
        content_type="text/html",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        etag=None,
        last_modified=None,
        sent_etag=None,
        sent_last_modified=None,
        attempts=1,
        waited=0.0,
        warc_file=None,
        warc_offset=None,
    )
