"""robots.txt of a server that means harm, or does not know better: bounded, a row, and never taken for leave."""

import asyncio

import pytest
from hostile import HostileServer, cut, endless, plain, raw
from hypothesis import given
from hypothesis import strategies as st

from schemas.operations import Capture
from tasks.fetch import Limits
from tasks.fetch.classify import Answer, classify
from tasks.fetch.robots import rules

TIGHT = Limits(total_seconds=1.0, attempts=2, backoff_seconds=0.01)
PAGE = f"<html><body><p>{'整改落实情况良好。' * 60}</p></body></html>".encode()
TEXT = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"

# name, behaviour, outcome of its row, outcome of a page and whether it was asked for
ROBOTS = [
    ("missing", plain(b"no", status=b"404 Not Found"), "gone", "ok"),
    ("forbidden", plain(b"no", b"Content-Type: text/plain", status=b"403 Forbidden"), "unreachable", "ok"),
    ("down", plain(b"", status=b"500 Error"), "unreachable", "unreachable"),
    ("a web page", plain(PAGE), "soft_not_found", "ok"),
    ("a picture", plain(b"\xff\xd8\xff\xe0" + b"x" * 99), "soft_not_found", "ok"),
    ("nothing", plain(b"", b"Content-Type: text/plain"), "ok", "ok"),
    ("endless, and the rule stands first", endless(TEXT + b"User-agent: *\nDisallow: /\n", b"# x\n" * 9999), "too_large", "disallowed"),
    ("endless, without a rule", endless(TEXT, b"# x\n" * 9999), "too_large", "ok"),
    ("dripping", endless(TEXT + b"User-agent: *\n", b"D", 0.05), "unreachable", "unreachable"),
    ("silent", endless(b"", b"", 0.05), "unreachable", "unreachable"),
    ("reset amid a rule", cut(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nUser-agent: *\nDis"), "unreachable", "unreachable"),
    ("a circle", plain(b"", b"Location: /robots.txt", status=b"302 Found"), "unreachable", "unreachable"),
    ("elsewhere on the host", plain(b"", b"Location: /rules.txt", status=b"301 Moved"), "ok", "disallowed"),
    ("at a private host", plain(b"", b"Location: http://10.0.0.1/robots.txt", status=b"301 Moved"), "disallowed", "disallowed"),
    ("in GB 18030, with a BOM of UTF-8", plain(b"\xef\xbb\xbf# " + "规则".encode("gb18030") + b"\r\nUser-Agent:*\r\nDisallow:/\r\n", b"Content-Type: text/plain"), "ok", "disallowed"),
    ("ended by carriage returns", plain(b"User-agent: *\rDisallow: /\r", b"Content-Type: text/plain"), "ok", "disallowed"),
    ("a delay without end", plain(b"User-agent: *\nCrawl-delay: 1e99\n", b"Content-Type: text/plain"), "ok", "disallowed"),
    ("a delay below nothing", plain(b"User-agent: *\nCrawl-delay: -5\n", b"Content-Type: text/plain"), "ok", "ok"),
    ("another protocol", raw(b"220 ftp ready\r\n"), "unreachable", "unreachable"),
]  # fmt: skip


@pytest.mark.parametrize(("behaviour", "told", "page"), [pytest.param(*row[1:], id=row[0]) for row in ROBOTS])
def test_robots_is_a_row_and_a_page_is_asked_for_only_where_it_may_be(new_fetcher, behaviour, told, page):
    async def one(url):
        async with new_fetcher(TIGHT) as fetcher:
            outcome = (await fetcher.get(url, "page")).capture.outcome
            return outcome, [(row.purpose, row.outcome) for row in fetcher.captures]

    elsewhere = plain(b"User-agent: *\nDisallow: /a\n", b"Content-Type: text/plain")
    with HostileServer({"/robots.txt": behaviour, "/rules.txt": elsewhere, "/a.html": plain(PAGE)}) as server:
        outcome, rows = asyncio.run(one(server.url("/a.html")))
        assert ("/a.html" in server.asked) == (page == "ok")
    assert (outcome, rows) == (page, [("robots", told), ("page", page)])


@given(st.binary(max_size=400) | st.text(alphabet="User-agent:*Disalow/Cr dey\n\r0123456789.$%\x00规", max_size=400))
def test_no_robots_file_breaks_its_reader(text):
    body = text if isinstance(text, bytes) else text.encode()
    url = "http://h.example/robots.txt"
    verdict = classify(
        Answer(
            url=url, final_url=url, purpose="robots", status=200, content_type=None, disposition=None, body=body
        )
    )  # fmt: skip
    held = dict.fromkeys(Capture.__slots__)
    capture = Capture(**(held | {"outcome": verdict.outcome, "reason": verdict.reason, "status": 200}))
    found = rules(capture, body)
    assert 0 <= found.delay <= 600
    found.refusal("http://h.example/%zz/通报?a=%")
