"""TLS and HTTP/2 as they are on the wire: certificates of a test authority, verified; frames of a real HTTP/2 server.

Not exercised here, for tests stay on loopback: name servers of the net, certificate chains of public authorities and
their revocation, the cipher suites of old government servers.
"""

import asyncio
import datetime as dt
import gzip
import ssl

import pytest
import trustme
from h2server import H2Server
from hostile import HostileServer, plain

from tasks.archive import read_run
from tasks.fetch import Limits

LIMITS = Limits(max_bytes=300_000, total_seconds=2.0, attempts=2, backoff_seconds=0.01)
PAGE = f"<html><body><p>{'整改落实情况良好。' * 60}</p></body></html>".encode()
AUTHORITY = trustme.CA()


def certified(*names, by=AUTHORITY, protocols=("h2", "http/1.1")):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    by.issue_cert(*names).configure_cert(context)
    context.set_alpn_protocols(list(protocols))
    return context


@pytest.fixture
def trusted(tmp_path, monkeypatch):
    """The operator's way to trust another authority; verification itself is never touched."""
    bundle = tmp_path / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))


@pytest.fixture
def ask(tmp_path, new_fetcher):
    """Asks for addresses one after the other: the captures, and the whole of the last body."""

    def asked(*urls, **settings):
        async def every():
            async with new_fetcher(LIMITS, hosts=["127.0.0.1", "localhost"], **settings) as fetcher:
                return [await fetcher.get(url, "page") for url in urls]

        return asyncio.run(every())

    return asked


@pytest.fixture
def h2(trusted):
    """An HTTP/2 server with a good certificate."""

    def served(**answers):
        return H2Server(certified("127.0.0.1"), {f"/{name}.html": answer for name, answer in answers.items()})

    return served


async def page(stream):
    await stream.answer(PAGE, etag='"v1"')


def test_pages_come_over_http_2_with_the_certificate_verified(ask, h2, tmp_path, run):
    with h2(a=page, b=page) as server:
        fetched = ask(*(f"https://127.0.0.1:{server.port}/{name}.html" for name in "ab"))
    assert [(one.capture.outcome, one.body == PAGE, one.capture.etag) for one in fetched] == [("ok", True, '"v1"')] * 2
    assert [request[":path"] for request in server.asked] == ["/robots.txt", "/a.html", "/b.html"]
    assert len(server.sessions) == 1, "one connection for them all"
    assert not [request for request in server.asked if "connection" in request]
    kept = list(read_run(tmp_path / "archive", run.run_id))
    assert [one.capture for one in kept][1:] == [one.capture for one in fetched]
    records = _records(tmp_path / "archive")
    assert b"WARC-Protocol: h2" in records
    assert b"\r\nConnection:" not in records, "it was not sent"


def _records(folder):
    return b"".join(gzip.decompress(path.read_bytes()) for path in folder.rglob("*.warc.gz"))


def test_a_body_without_end_over_http_2_is_cut_and_the_next_page_is_read(ask, h2):
    async def endless(stream):
        stream.head(200)
        while True:
            await stream.data(b"<p>x</p>" * 1000)

    with h2(a=endless, b=page) as server:
        first, second = ask(*(f"https://127.0.0.1:{server.port}/{name}.html" for name in "ab"))
    assert (first.capture.outcome, second.capture.outcome, second.body) == ("too_large", "ok", PAGE)
    assert second.capture.attempts == 1


def test_a_stream_that_is_reset_or_drips_is_a_row_and_the_next_page_is_read(ask, h2):
    async def reset(stream):
        stream.head(200)
        await stream.data(b"<html>")
        stream.reset()

    async def drip(stream):
        stream.head(200)
        while True:
            await stream.data(b"x")
            await asyncio.sleep(0.05)

    async def goes_away(stream):
        stream.connection.h2.close_connection()
        stream.connection.flush()

    with h2(a=reset, b=drip, c=goes_away, d=page) as server:
        fetched = ask(*(f"https://127.0.0.1:{server.port}/{name}.html" for name in "abcd"))
    assert [one.capture.outcome for one in fetched] == ["unreachable", "unreachable", "unreachable", "ok"]
    assert [one.capture.attempts for one in fetched] == [2, 1, 2, 1]


def test_a_server_that_speaks_no_http_2_is_asked_in_http_1_over_tls(ask, trusted):
    with HostileServer({"/a.html": plain(PAGE)}, tls=certified("127.0.0.1", protocols=["http/1.1"])) as server:
        (fetched,) = ask(server.url("/a.html"))
    assert (fetched.capture.outcome, fetched.body) == ("ok", PAGE)


BAD = {
    "an authority nobody trusts": lambda: certified("127.0.0.1", by=trustme.CA()),
    "the name of another host": lambda: certified("elsewhere.example"),
    "its name, for the address": lambda: certified("localhost"),
}


@pytest.mark.parametrize("context", BAD.values(), ids=BAD)
def test_a_certificate_that_does_not_hold_is_a_row_and_not_one_byte_is_asked(ask, trusted, context):
    with HostileServer({"/a.html": plain(PAGE)}, tls=context()) as server:
        (fetched,) = ask(server.url("/a.html"))
        assert server.requests == []
    assert (fetched.capture.outcome, fetched.capture.attempts, fetched.body) == ("unreachable", 0, b"")
    assert "CERTIFICATE_VERIFY_FAILED" in fetched.capture.reason


def test_a_certificate_is_not_tried_again_in_the_hope_that_it_holds(tmp_path, new_fetcher, trusted):
    async def rows(url):
        async with new_fetcher(LIMITS) as fetcher:
            await fetcher.get(url, "page")
            return [(row.purpose, row.outcome, row.attempts) for row in fetcher.captures]

    with HostileServer({}, tls=certified("127.0.0.1", by=trustme.CA())) as server:
        asked = asyncio.run(rows(server.url("/a.html")))
    assert asked == [("robots", "unreachable", 1), ("page", "unreachable", 0)]


def test_an_expired_certificate_is_a_row(ask, trusted):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    AUTHORITY.issue_cert("127.0.0.1", not_after=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)).configure_cert(context)
    with HostileServer({"/a.html": plain(PAGE)}, tls=context) as server:
        (fetched,) = ask(server.url("/a.html"))
    assert fetched.capture.outcome == "unreachable"
    assert "expired" in fetched.capture.reason


def test_a_redirect_from_https_to_plain_http_of_the_same_host_is_followed_and_shows(ask, trusted):
    with HostileServer({"/b.html": plain(PAGE)}) as plainly:
        hop = plain(b"", f"Location: {plainly.url('/b.html')}".encode(), status=b"302 Found")
        with HostileServer({"/a.html": hop}, tls=certified("127.0.0.1", protocols=["http/1.1"])) as server:
            (fetched,) = ask(server.url("/a.html"))
    assert (fetched.capture.outcome, fetched.capture.final_url) == ("ok", plainly.url("/b.html"))


def test_plain_http_on_a_port_of_tls_and_the_reverse_are_rows(ask, trusted):
    with HostileServer({}, tls=certified("127.0.0.1")) as server, HostileServer({}) as plainly:
        wrong = f"http://127.0.0.1:{server.port}/a.html", f"https://127.0.0.1:{plainly.port}/a.html"
        assert [one.capture.outcome for one in ask(*wrong)] == ["unreachable", "unreachable"]
