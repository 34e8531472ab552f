"""Whatever a server does, it costs no more than the limits, and it is a row."""

import asyncio
import gzip
import zlib

import pytest
from hostile import HostileServer, cut, endless, plain, raw

from schemas.values import Validators
from tasks.archive import read_run
from tasks.fetch import Limits

TIGHT = Limits(max_bytes=2_000_000, total_seconds=1.0, attempts=2, backoff_seconds=0.01)
PAGE = f"<html><head><title>通报</title></head><body><p>{'整改落实情况良好。' * 60}</p></body></html>"
BODY = PAGE.encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
PACKED = OK + b"Content-Encoding: gzip\r\n\r\n"


def zeros_without_end():
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    head = packer.compress(b"")
    return head, packer.compress(b"\0" * 5_000_000) + packer.flush(zlib.Z_SYNC_FLUSH)


ZIP_HEAD, ZIP_MORE = zeros_without_end()

# Each holds the connection until the client hangs up: name, behaviour, outcome.
ENDLESS = [
    ("a body", endless(OK + b"\r\n", b"<p>x</p>" * 8192), "too_large"),
    ("a chunked body", endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"8000\r\n" + b"x" * 0x8000 + b"\r\n"), "too_large"),
    ("chunks of one byte", endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 99), "unreachable"),
    ("the size of a chunk", endless(OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1" * 4096), "unreachable"),
    ("trailers", endless(OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n" * 999), "unreachable"),
    ("headers", endless(OK, b"X-A: b\r\n" * 999), "unreachable"),
    ("one header", endless(OK + b"X-A: ", b"b" * 4096), "unreachable"),
    ("a status line", endless(b"HTTP/1.1 200 ", b"K" * 4096), "unreachable"),
    ("answers that more is to come", endless(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"), "unreachable"),
    ("a packed body of zeros", endless(PACKED + ZIP_HEAD, ZIP_MORE), "too_large"),
    ("packed members of nothing", endless(PACKED, gzip.compress(b"") * 99), "too_large"),
    ("padding behind a packed body", endless(PACKED + gzip.compress(BODY), b"\0" * 65536), "too_large"),
    ("deflated blocks of nothing", endless(OK + b"Content-Encoding: deflate\r\n\r\n", b"\0\0\0\xff\xff" * 9999), "too_large"),
    ("silence", endless(b"", b"", 0.05), "unreachable"),
    ("headers that drip", endless(OK + b"X-A: ", b"b", 0.05), "unreachable"),
    ("a body that drips", endless(OK + b"\r\n", b"x", 0.05), "unreachable"),
]  # fmt: skip

# Each says something no client should have to read: name, behaviour, outcome, requests it takes.
BROKEN = [
    ("nested packing", plain(gzip.compress(gzip.compress(BODY)), b"Content-Encoding: gzip, gzip"), "unreachable", 1),
    ("brotli nobody asked for", plain(b"\x0b\x02\x80", b"Content-Encoding: br"), "unreachable", 1),
    ("zstandard nobody asked for", plain(b"\x28\xb5\x2f\xfd", b"Content-Encoding: zstd"), "unreachable", 1),
    ("a length beyond the body", raw(OK + b"Content-Length: 99999\r\n\r\n" + BODY), "unreachable", 2),
    ("two lengths", raw(OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\n" + BODY), "unreachable", 2),
    ("a length that is no number", raw(OK + b"Content-Length: -1\r\n\r\n" + BODY), "unreachable", 2),
    ("a chunk cut short", raw(OK + b"Transfer-Encoding: chunked\r\n\r\nff\r\nabc"), "unreachable", 2),
    ("a reset amid the body", cut(OK + b"Content-Length: 99999\r\n\r\n" + BODY), "unreachable", 2),
    ("a reset amid the headers", cut(OK), "unreachable", 2),
    ("another protocol", raw(b"SSH-2.0-OpenSSH_9.6\r\n"), "unreachable", 2),
    ("HTTP/0.9", raw(BODY), "unreachable", 2),
    ("a status of four digits", raw(b"HTTP/1.1 2000 OK\r\n\r\n" + BODY), "unreachable", 2),
    ("a status nobody knows", plain(BODY, status=b"999 Denied"), "unreachable", 2),
    ("a change of protocol", raw(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), "unreachable", 2),
    ("no content", raw(b"HTTP/1.1 204 No Content\r\n\r\n"), "unreachable", 1),
    ("two megabytes of blanks", plain(b" " * 1_900_000), "unreachable", 1),
    ("nested elements", plain(b"<div>" * 390_000), "too_large", 1),
    ("nested lists in GBK", plain("<ul><li>整改".encode("gb18030") * 150_000), "too_large", 1),
    ("a tag of a hundred thousand attributes", plain(b"<div " + b"".join(b"a%d " % n for n in range(100_000)) + b">"), "too_large", 1),
    ("formatting renewed at each paragraph", plain(b"".join(b"<b id=%d>" % n for n in range(9999)) + b"<p>x" * 99_999), "too_large", 1),
    ("a redirect to no address", plain(b"", b"Location: http://[::1", status=b"302 Found"), "disallowed", 1),
    ("a redirect to nowhere", plain(b"", b"Location: ", status=b"302 Found"), "unreachable", 1),
    ("a redirect of 60,000 characters", plain(b"", b"Location: /" + b"a" * 60_000, status=b"302 Found"), "disallowed", 1),
    ("a redirect to a script", plain(b"", b"Location: javascript:alert(1)", status=b"302 Found"), "disallowed", 1),
    ("a wait that is no number", plain(b"", b"Retry-After: \xb2", status=b"503 Busy"), "unreachable", 2),
    ("a wait until no date", plain(b"", b"Retry-After: Mon, 99 Foo 99999 99:99:99 +9999", status=b"503 Busy"), "unreachable", 2),
]  # fmt: skip

# Each is odd, and a page all the same.
ODD = [
    ("HTTP/1.0 without a length", raw(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY)),
    ("no headers at all", raw(b"HTTP/1.1 200\r\n\r\n<html>" + BODY)),
    ("a length and chunks", raw(OK + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n" % len(BODY) + BODY + b"\r\n0\r\n\r\n")),
    ("bytes beyond ASCII in a header", plain(BODY, "X-Powered-By: 某公司".encode("gb18030"))),
    ("a content type of nonsense", plain(BODY, b"Content-Type: ;;=\xff/")),
    ("UTF-8 labelled GB 2312", plain(BODY, b"Content-Type: text/html; charset=gb2312")),
    ("GB 18030 labelled UTF-8", plain(PAGE.encode("gb18030"), b"Content-Type: text/html; charset=utf-8")),
    ("a charset that does not exist", plain(BODY, b"Content-Type: text/html; charset=x-mars")),
    ("a megabyte of blanks before it", plain(b"\r\n" * 500_000 + b"<!DOCTYPE html>" + BODY)),
    ("a packed body and padding", raw(PACKED + gzip.compress(BODY) + b"\0" * 512)),
    ("a packed body in two members", raw(PACKED + gzip.compress(BODY[:99]) + gzip.compress(BODY[99:]))),
    ("a deflated body without its head", plain(zlib.compress(BODY)[2:-4], b"Content-Encoding: deflate")),
]  # fmt: skip


def named(rows):
    return [pytest.param(*row[1:], id=row[0]) for row in rows]


@pytest.fixture
def ask(tmp_path, new_fetcher):
    """Asks a server for paths one after the other; its captures, checked to be in the archive as they are told."""

    def asked(server, *paths, limits=TIGHT, purpose="page", **settings):
        async def every():
            async with new_fetcher(limits, **settings) as fetcher:
                found = [await fetcher.get(server.url(path), purpose) for path in paths]
                return found, list(fetcher.captures)

        found, captures = asyncio.run(every())
        kept = list(read_run(tmp_path / "archive", captures[0].run_id))
        assert [fetched.capture for fetched in kept] == captures
        return found

    return asked


@pytest.mark.parametrize(("behaviour", "outcome"), named(ENDLESS))
def test_what_never_ends_is_hung_up_on(ask, behaviour, outcome):
    with HostileServer({"/a.html": behaviour}) as server:
        (fetched,) = ask(server, "/a.html")
        asked = [
            connection
            for connection, path in zip(server.connections, server.asked, strict=True)
            if path != "/robots.txt"
        ]
    assert (fetched.capture.outcome, fetched.body) == (outcome, b"")
    assert not any(connection.exhausted for connection in asked), "the server was never stopped"
    assert max(connection.sent for connection in asked) < 30_000_000, "buffers of the system included"


@pytest.mark.parametrize(("behaviour", "outcome", "attempts"), named(BROKEN))
def test_what_is_broken_is_a_row(ask, behaviour, outcome, attempts):
    with HostileServer({"/a.html": behaviour}) as server:
        (fetched,) = ask(server, "/a.html")
    assert (fetched.capture.outcome, fetched.capture.attempts, fetched.body) == (outcome, attempts, b"")


@pytest.mark.parametrize("behaviour", named(ODD))
def test_what_is_odd_is_read(ask, behaviour):
    with HostileServer({"/a.html": behaviour}) as server:
        (fetched,) = ask(server, "/a.html")
    assert fetched.capture.outcome == "ok"
    assert "整改落实情况良好" in fetched.body.decode("gb18030" if b"\xd5\xfb" in fetched.body else "utf-8")


def test_a_host_all_of_whose_pages_never_end_is_left_alone_after_a_few(ask):
    limits = Limits(max_bytes=200_000, failures=3, backoff_seconds=0.01)
    with HostileServer(otherwise=endless(OK + b"\r\n", b"<p>x</p>" * 8192)) as server:
        fetched = ask(server, *(f"/{number}.html" for number in range(6)), limits=limits)
        assert len(server.asked) == 1 + 3
    assert [page.capture.outcome for page in fetched] == ["too_large"] * 3 + ["unreachable"] * 3


def test_large_files_in_a_row_are_no_failure_of_their_host(ask):
    limits = Limits(max_bytes=2000, failures=3, backoff_seconds=0.01)
    with HostileServer(otherwise=plain(b"%PDF-1.7" + b"x" * 9000, b"Content-Type: application/pdf")) as server:
        fetched = ask(server, *(f"/{number}.pdf" for number in range(6)), limits=limits, purpose="attachment")
    assert [page.capture.attempts for page in fetched] == [1] * 6


def test_a_length_short_of_the_body_cuts_it_and_the_rest_is_no_answer_to_the_next_request(ask):
    poison = OK + b"Content-Length: 6\r\n\r\npoison"
    with HostileServer(
        {"/short.html": plain(BODY + poison, b"Content-Length: %d" % len(BODY)), "/next.html": plain(BODY)}
    ) as server:
        first, second = ask(server, "/short.html", "/next.html")
    assert (first.body, second.body) == (BODY, BODY)


def test_ten_megabytes_of_nested_elements_are_bounded_by_default(ask):
    with HostileServer({"/a.html": plain(b"<div>" * 2_000_000)}) as server:
        (fetched,) = ask(server, "/a.html", limits=Limits())
    assert (fetched.capture.outcome, fetched.capture.size) == ("too_large", 10_000_000)


def test_an_error_page_served_as_a_pdf_is_no_attachment(ask):
    page = "<html><body><h1>500</h1><p>服务器内部错误</p></body></html>".encode()
    with HostileServer({"/a.pdf": plain(page, b"Content-Type: application/pdf")}) as server:
        (fetched,) = ask(server, "/a.pdf", purpose="attachment")
    assert (fetched.capture.outcome, fetched.body) == ("not_attachment", b"")


def test_slow_redirects_and_retries_take_no_longer_together_than_one_address_may(ask):
    async def slow_then_on(connection):
        await asyncio.sleep(0.3)
        await connection.send(b"HTTP/1.1 302 Found\r\nLocation: /%d\r\nContent-Length: 0\r\n\r\n" % len(server.asked))

    limits = Limits(total_seconds=5, address_seconds=0.5, backoff_seconds=0.01)
    with HostileServer({f"/{number}": slow_then_on for number in range(1, 9)}) as server:
        (fetched,) = ask(server, "/1", limits=limits)
    assert (fetched.capture.outcome, fetched.capture.attempts) == ("unreachable", 2)


def test_a_cookie_set_on_the_way_is_not_sent_with_the_next_hop_or_the_next_page(ask):
    hop = plain(b"", b"Location: /b.html", b"Set-Cookie: a=1; Path=/", status=b"302 Found")
    with HostileServer({"/a.html": hop, "/b.html": plain(BODY, b"Set-Cookie: b=2; Path=/")}) as server:
        fetched = ask(server, "/a.html", "/b.html")
    assert [page.capture.outcome for page in fetched] == ["ok", "ok"]
    assert not [request for request in server.requests if b"cookie:" in request.lower()]


def test_an_etag_beyond_ascii_goes_back_as_it_came(new_fetcher):
    etag = '"版本1"'.encode()

    async def twice(url):
        async with new_fetcher(TIGHT) as fetcher:
            capture = (await fetcher.get(url, "page")).capture
            known = Validators(etag=capture.etag, last_modified=capture.last_modified)
            return (await fetcher.get(url, "page", known)).capture

    with HostileServer({"/a.html": plain(BODY, b"ETag: " + etag)}) as server:
        assert asyncio.run(twice(server.url("/a.html"))).outcome == "ok"
        assert b"If-None-Match: " + etag + b"\r\n" in server.requests[-1]
