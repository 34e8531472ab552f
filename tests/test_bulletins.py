"""A bulletin of cases goes the way of every notice: archived, read, identified, stored, published, verified."""

import datetime as dt
import hashlib
from pathlib import Path

import polars as pl
import pytest
from notices import BULLETIN, BULLETIN_URL

from schemas.accountability import CASES, SANCTIONS
from schemas.history import COPIES
from schemas.notice import NOTICES
from schemas.operations import Capture
from schemas.values import Fetched, Run
from tasks.archive import ArchiveWriter, Exchange
from tasks.home import Home
from tasks.pipeline import Summary, Work, identify_pages, revise_notices, store_run
from tasks.publish import publish
from tasks.reading import read_pages
from tasks.sources import load_sources
from tasks.store import Store
from tasks.verify import verify

SEEN = dt.datetime(2026, 1, 5, 1, 2, 3, tzinfo=dt.UTC)
OTHER = "https://www.ccdi.gov.cn/yaowenn/202209/t20220906_1.html"


def collect(place: Home, number: int, bodies: dict[str, bytes]) -> Summary:
    """What a run does with pages that a site gave."""
    run = Run(run_id=f"run-{number:03d}", flow="collect", started_at=SEEN + dt.timedelta(days=number))
    store = Store.open(place.store, sample=True)
    with store.lease(run.run_id), ArchiveWriter(place.archive, run, "fujian-jw") as archive:
        work = Work(run=run, release=store.begin(), home=place, store=store, sources=load_sources())
        pages = [
            archive.write(fetched(run, url, body), [exchange(run, url, body)]) for url, body in sorted(bodies.items())
        ]
        reading = read_pages(pages)
        recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
        return store_run(recorded, [page.capture for page in pages], reading, work)


def exchange(run: Run, url: str, body: bytes) -> Exchange:
    headers = (("content-type", "text/html"),)
    return Exchange(
        url=url,
        at=run.started_at,
        request_headers=(("Host", "www.ccdi.gov.cn"),),
        http_version="HTTP/1.1",
        status=200,
        phrase="OK",
        response_headers=headers,
        body=body,
    )


def fetched(run: Run, url: str, body: bytes) -> Fetched:
    capture = Capture(
        capture_id=f"{run.run_id}-{hashlib.sha256(url.encode()).hexdigest()[:8]}",
        run_id=run.run_id,
        source_id="fujian-jw",
        url=url,
        purpose="page",
        fetched_at=run.started_at,
        outcome="ok",
        status=200,
        reason="",
        final_url=None,
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
    return Fetched(capture=capture, body=body)


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_a_bulletin_is_stored_with_its_cases_and_every_quote_of_it_is_proved(place: Home) -> None:
    summary = collect(place, 1, {BULLETIN_URL: BULLETIN.read_bytes()})
    assert (summary.new, summary.refused, summary.quarantined) == (1, 0, 0)
    store = Store.existing(place.store)
    assert store.current(NOTICES).select("notice_kind", "cases", "items").rows() == [("cases", 10, 0)]
    assert store.current(CASES)["case_no"].to_list() == list(range(1, 11))
    persons = store.current(SANCTIONS).group_by("case_no").agg(pl.col("person").n_unique())
    assert set(persons["person"]) == {1}
    assert verify(place).misplaced == ()
    publish(store, place.published)
    published = pl.read_parquet(place.published / "current" / "cases" / "*.parquet")
    assert published.height == 10


def test_a_bulletin_asked_for_again_is_no_news_and_its_repost_is_a_copy(place: Home) -> None:
    body = BULLETIN.read_bytes()
    collect(place, 1, {BULLETIN_URL: body})
    again = collect(place, 2, {BULLETIN_URL: body, OTHER: body})
    assert (again.new, again.changed, again.unchanged) == (0, 0, 1)
    store = Store.existing(place.store)
    assert store.current(NOTICES).height == 1
    assert store.current(COPIES).height == 2


def test_an_edited_bulletin_is_a_revision(place: Home) -> None:
    body = BULLETIN.read_bytes()
    collect(place, 1, {BULLETIN_URL: body})
    edited = body.replace("礼金共计32万元".encode(), "礼金共计35万元".encode())
    assert edited != body
    assert collect(place, 2, {BULLETIN_URL: edited}).changed == 1
    assert Store.existing(place.store).current(NOTICES)["revision"].to_list() == [2]


def test_a_page_that_is_neither_is_archived_counted_and_not_read(place: Home) -> None:
    page = BULLETIN.with_name("ccdi_t20220819_212374.html").read_bytes()
    summary = collect(place, 1, {OTHER: page})
    assert (summary.new, summary.refused) == (0, 1)
    assert [refusal.reason for refusal in summary.refusals] == ["other"]
    assert any(place.archive.rglob("*.warc.gz"))
