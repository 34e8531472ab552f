"""Nothing a server sends takes more than its share of memory, time or tries."""

import asyncio
import gzip
import itertools
import time

import pytest

from tasks.fetch import Limits

QUICK = Limits(backoff_seconds=0.01)


def fetch(new_fetcher, url, limits=QUICK, purpose="page"):
    async def once():
        async with new_fetcher(limits) as fetcher:
            return await fetcher.get(url, purpose)

    return asyncio.run(once())


def stream(chunk, pause=0.0):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        until = time.monotonic() + 20
        while time.monotonic() < until:
            handler.wfile.write(chunk)
            time.sleep(pause)

    return answer


def test_a_body_without_end_is_cut_at_the_bound(site, new_fetcher):
    site.answers["/a.html"] = stream(b"<p>x</p>" * 4096)
    limits = Limits(max_bytes=300_000, backoff_seconds=0.01)
    fetched = fetch(new_fetcher, site.url("/a.html"), limits)
    assert (fetched.capture.outcome, fetched.capture.sha256, fetched.body) == ("too_large", None, b"")


def test_a_body_that_drips_ends_with_the_time_of_one_request(site, new_fetcher):
    site.answers["/a.html"] = stream(b"x", 0.05)
    begun = time.monotonic()
    capture = fetch(new_fetcher, site.url("/a.html"), Limits(total_seconds=0.6, backoff_seconds=0.01)).capture
    assert (capture.outcome, capture.status, capture.attempts) == ("unreachable", None, 1)
    assert time.monotonic() - begun < 4


def test_a_bomb_is_cut_long_before_it_is_unpacked(site, new_fetcher):
    bomb = gzip.compress(b"\0" * 15_000_000)
    assert len(bomb) < 100_000
    site.serve("/a.html", bomb, Content_Encoding="gzip")
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.size) == ("too_large", None)


def test_a_server_error_is_asked_again_and_then_recorded(site, new_fetcher):
    site.serve("/a.html", b"down", 503)
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.status, capture.attempts) == ("unreachable", 503, 3)
    assert site.asked("/a.html") == 3


def test_a_server_that_recovers_is_ok(site, new_fetcher):
    site.serve("/b.html")
    site.serve("/down", b"down", 502)

    def down_once(handler):
        site.answers["/b.html" if site.asked("/a.html") > 1 else "/down"](handler)

    site.answers["/a.html"] = down_once
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.attempts) == ("ok", 2)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 410, 412, 418, 451])
def test_a_refusal_that_is_no_failure_is_not_asked_again(site, new_fetcher, status):
    site.serve("/a.html", b"no", status)
    assert fetch(new_fetcher, site.url("/a.html")).capture.attempts == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_failure_of_the_moment_is_asked_again_after_a_pause_that_grows(site, new_fetcher, status):
    site.serve("/a.html", b"down", status)
    capture = fetch(new_fetcher, site.url("/a.html"), Limits(attempts=4, backoff_seconds=0.1)).capture
    moments = [at for at, path, _ in site.seen if path == "/a.html"]
    pauses = [after - before for before, after in itertools.pairwise(moments)]
    assert (capture.attempts, len(pauses)) == (4, 3)
    assert all(pause >= least for pause, least in zip(pauses, (0.1, 0.2, 0.4), strict=True))
    assert capture.waited >= 0.7


def test_a_wall_is_recorded_and_not_asked_again(site, new_fetcher):
    site.serve("/a.html", b"<script>document.cookie='k=1';location.reload()</script>", 521)
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.status, capture.attempts) == ("blocked", 521, 1)


def test_a_connection_that_breaks_off_is_a_row(site, new_fetcher):
    def hang_up(handler):
        handler.close_connection = True
        handler.connection.close()

    site.answers["/a.html"] = hang_up
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.status, capture.attempts) == ("unreachable", None, 3)


def test_a_closed_port_is_a_row(site, new_fetcher):
    capture = fetch(new_fetcher, "http://127.0.0.1:9/robots.txt", Limits(backoff_seconds=0.01), "robots").capture
    assert (capture.outcome, capture.attempts) == ("unreachable", 3)


def test_a_host_that_keeps_failing_is_left_alone(site, new_fetcher):
    limits = Limits(attempts=1, failures=3, backoff_seconds=0.01)
    for number in range(6):
        site.serve(f"/{number}.html", b"down", 500)

    async def all_pages():
        async with new_fetcher(limits) as fetcher:
            return [(await fetcher.get(site.url(f"/{number}.html"), "page")).capture for number in range(6)]

    captures = asyncio.run(all_pages())
    assert [capture.attempts for capture in captures] == [1, 1, 1, 0, 0, 0]
    assert {capture.outcome for capture in captures} == {"unreachable"}
    assert "3 times in a row" in captures[-1].reason


def test_one_success_starts_the_count_of_failures_anew(site, new_fetcher):
    limits = Limits(attempts=1, failures=3, backoff_seconds=0.01)
    site.serve("/down.html", b"down", 500)
    site.serve("/up.html", site.notice)
    order = ["/down.html", "/down.html", "/up.html", "/down.html", "/down.html", "/up.html"]

    async def all_pages():
        async with new_fetcher(limits) as fetcher:
            return [(await fetcher.get(site.url(path), "page")).capture.attempts for path in order]

    assert asyncio.run(all_pages()) == [1] * 6
