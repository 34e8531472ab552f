"""Whatever bytes come back, to whatever address: a row in the archive, and no error."""

import asyncio
import datetime as dt
from email.utils import format_datetime

import pytest
from hostile import HostileServer, raw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.operations import OUTCOMES
from schemas.values import Run, Validators
from tasks.archive import ArchiveWriter, Exchange, read_run
from tasks.fetch import Fetcher, Limits
from tasks.fetch.attempt import retry_after

LIMITS = Limits(total_seconds=1.0, attempts=1, failures=10_000, longest_wait=0.0)
NOW = dt.datetime.now(dt.UTC)

NAMES = st.sampled_from(
    ["Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Location", "Retry-After", "ETag",
     "Last-Modified", "Set-Cookie", "Content-Disposition", "Connection", "Upgrade", "Date", "X-é"]
)  # fmt: skip
VALUES = st.sampled_from(
    ["", "0", "5", "-1", "99999999999999999999", "gzip", "br", "chunked", "text/html", "application/pdf;;", "²", "/",
     "http://[", "//", "http://127.0.0.1:99999/", "javascript:1", "attachment; filename*=utf-8''%zz", "close", "h2c",
     "Thu, 01 Jan 1970 00:00:00 GMT", "a=b; Domain=.; Max-Age=1e9", '"ÿ"', "å\x85³", "?", "#", "%", "..", "@"]
) | st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f"), max_size=20)  # fmt: skip
BODIES = st.binary(max_size=60) | st.sampled_from(
    [b"<html><script>", b"%PDF-1.7", b"\x1f\x8b\x08", b"<!--", b"\xef\xbb\xbf<?xml", b"5\r\nhello\r\n0\r\n\r\n", b"{}"]
)


@st.composite
def answers(draw):
    status = draw(
        st.sampled_from([100, 101, 199, 200, 202, 204, 206, 301, 302, 304, 307, 400, 403, 404, 412, 429, 503, 999])
    )
    version = draw(st.sampled_from(["HTTP/1.1", "HTTP/1.0", "HTTP/2", "ICY", ""]))
    headers = draw(st.lists(st.tuples(NAMES, VALUES), max_size=4))
    lines = [
        f"{version} {status} {draw(st.sampled_from(['OK', '', 'é', '!']))}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + draw(BODIES)


@pytest.fixture(scope="module")
def server():
    with HostileServer() as server:
        yield server


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    data=answers() | st.binary(max_size=80),
    purpose=st.sampled_from(["page", "list", "attachment", "robots"]),
    validators=st.none() | st.builds(Validators, etag=st.none() | VALUES, last_modified=st.none() | VALUES),
)
def test_any_answer_is_one_row_that_the_archive_keeps(
    server, loopback_source, tmp_path_factory, data, purpose, validators
):
    server.otherwise = raw(data)
    folder = tmp_path_factory.mktemp("any")
    run = Run(run_id="20260105T010000Z", flow="collect", started_at=NOW)
    source = loopback_source()

    async def one():
        with ArchiveWriter(folder / "archive", run, source.id) as archive:
            async with Fetcher(source, run, archive, folder / "pace", limits=LIMITS) as fetcher:
                await fetcher.get(server.url("/a.html"), purpose, validators)
                return list(fetcher.captures)

    rows = asyncio.run(one())
    assert [row.purpose for row in rows][-1] == purpose
    assert {row.outcome for row in rows} <= set(OUTCOMES)
    assert [fetched.capture for fetched in read_run(folder / "archive", run.run_id)] == rows


@given(
    value=VALUES | st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
    status=st.sampled_from([202, 301, 403, 429, 503]),
)
def test_any_retry_after_is_a_time_to_wait_or_none(value, status):
    asked = retry_after(_answer(value, status))
    assert asked is None or 0 <= asked < 1e12


@given(seconds=st.integers(0, 10**9))
def test_both_forms_of_retry_after_are_understood(seconds):
    assert retry_after(_answer(str(seconds), 503)) == seconds
    until = format_datetime(NOW + dt.timedelta(seconds=seconds), usegmt=True)
    asked = retry_after(_answer(until, 429))
    passed = (dt.datetime.now(dt.UTC) - NOW).total_seconds()
    # A date has whole seconds, and the clock goes on.
    assert asked == pytest.approx(max(seconds - passed, 0), abs=1.01)


def test_a_page_that_came_asks_for_no_wait():
    assert retry_after(_answer("60", 200)) is None


def _answer(value, status):
    return Exchange(
        url="http://h.example/",
        at=NOW,
        request_headers=(),
        http_version="HTTP/1.1",
        status=status,
        phrase="",
        response_headers=(("Retry-After", value),),
        body=b"",
    )
