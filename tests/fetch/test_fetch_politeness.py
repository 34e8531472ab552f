"""robots.txt, the pace of a host, and what a host asks for."""

import asyncio
import itertools
import time
from email.utils import formatdate

import pytest
from fetch_child import one_page_twice
from processes import processes

from tasks.fetch import Limits
from tasks.fetch.pace import HeldOff, Pace


def fetch_all(new_fetcher, urls, **settings):
    async def every():
        async with new_fetcher(**settings) as fetcher:
            captures = [(await fetcher.get(url, "page")).capture for url in urls]
            return captures, fetcher.captures

    return asyncio.run(every())


def times(site, prefix="/"):
    return sorted(at for at, path, _ in site.seen if path.startswith(prefix))


def gaps(moments):
    return [after - before for before, after in itertools.pairwise(moments)]


def test_robots_is_asked_once_and_archived_before_the_first_page(site, new_fetcher):
    site.serve("/a.html")
    site.serve("/b.html")
    _, rows = fetch_all(new_fetcher, [site.url("/a.html"), site.url("/b.html")])
    assert [(row.purpose, row.outcome) for row in rows] == [("robots", "gone"), ("page", "ok"), ("page", "ok")]
    assert site.asked("/robots.txt") == 1


def test_a_disallowed_address_leaves_a_row_and_no_request(site, new_fetcher):
    site.serve("/robots.txt", b"User-agent: *\nDisallow: /private/\n", Content_Type="text/plain")
    site.serve("/private/a.html")
    (capture,), _ = fetch_all(new_fetcher, [site.url("/private/a.html")])
    assert (capture.outcome, capture.status, capture.attempts) == ("disallowed", None, 0)
    assert site.asked("/private/a.html") == 0


def test_a_redirect_to_a_disallowed_address_is_not_followed(site, new_fetcher):
    site.serve("/robots.txt", b"User-agent: tongbao\nDisallow: /private/\n", Content_Type="text/plain")
    site.serve("/a.html", b"", 302, Location="/private/a.html")
    (capture,), _ = fetch_all(new_fetcher, [site.url("/a.html")])
    assert (capture.outcome, site.asked("/private/a.html")) == ("disallowed", 0)


def test_rules_for_other_crawlers_are_not_ours(site, new_fetcher):
    site.serve("/robots.txt", b"User-agent: archive\nDisallow: /\n", Content_Type="text/plain")
    site.serve("/a.html")
    assert fetch_all(new_fetcher, [site.url("/a.html")])[0][0].outcome == "ok"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_robots_that_is_not_there_allows_everything(site, new_fetcher, status):
    site.serve("/robots.txt", b"no", status, Content_Type="text/plain")
    site.serve("/a.html")
    assert fetch_all(new_fetcher, [site.url("/a.html")])[0][0].outcome == "ok"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_robots_that_fails_closes_the_host_for_the_run_as_an_outage_not_a_prohibition(site, new_fetcher, status):
    site.serve("/robots.txt", b"down", status, Content_Type="text/plain")
    site.serve("/a.html")
    (capture,), _ = fetch_all(new_fetcher, [site.url("/a.html")])
    assert (capture.outcome, site.asked("/a.html")) == ("unreachable", 0)
    assert "robots.txt could not be read" in capture.reason


def test_a_web_page_in_place_of_robots_counts_as_none(site, new_fetcher):
    site.serve("/robots.txt", b"<!DOCTYPE html><html><body>Disallow: /</body></html>", Content_Type="text/plain")
    site.serve("/a.html")
    captures, rows = fetch_all(new_fetcher, [site.url("/a.html")])
    assert (rows[0].outcome, captures[0].outcome) == ("soft_not_found", "ok")


def test_robots_that_leads_to_a_foreign_robots_closes_the_host(site, new_fetcher):
    site.serve("/robots.txt", b"", 301, Location=f"http://localhost:{site.port}/robots.txt")
    site.serve("/a.html")
    assert fetch_all(new_fetcher, [site.url("/a.html")])[0][0].outcome == "disallowed"


def test_robots_that_leads_to_a_foreign_front_page_counts_as_none(site, new_fetcher):
    site.serve("/robots.txt", b"", 302, Location=f"http://localhost:{site.port}/")
    site.serve("/a.html")
    assert fetch_all(new_fetcher, [site.url("/a.html")])[0][0].outcome == "ok"


def test_a_crawl_delay_lengthens_the_interval(site, new_fetcher):
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 0.4\n", Content_Type="text/plain")
    site.serve("/a.html")
    captures, _ = fetch_all(new_fetcher, [site.url("/a.html")] * 2)
    assert min(gaps(times(site))) >= 0.4
    assert captures[0].waited > 0


def test_a_crawl_delay_nobody_can_keep_closes_the_host(site, new_fetcher):
    site.serve("/robots.txt", b"User-agent: *\nCrawl-delay: 86400\n", Content_Type="text/plain")
    assert fetch_all(new_fetcher, [site.url("/a.html")])[0][0].outcome == "disallowed"


def test_two_fetchers_at_once_keep_the_interval_of_a_host_together(site, new_fetcher):
    site.serve("/a.html")

    async def pages(name):
        async with new_fetcher(id=name, interval_seconds=0.15) as fetcher:
            for _ in range(3):
                await fetcher.get(site.url("/a.html"), "page")

    async def both():
        await asyncio.gather(pages("first"), pages("second"))

    asyncio.run(both())
    assert len(site.seen) == 8
    assert min(gaps(times(site))) >= 0.15


def test_two_processes_at_once_keep_the_interval_of_a_host_together(site, tmp_path, loopback_source, run):
    site.serve("/a.html")
    workers = [
        processes().Process(target=one_page_twice, args=(tmp_path, site.url("/a.html"), run, chosen))
        for chosen in (loopback_source(id=name, interval_seconds=0.2) for name in ("first", "second"))
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert [worker.exitcode for worker in workers] == [0, 0]
    assert len(site.seen) == 6
    assert min(gaps(times(site))) >= 0.2


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_a_retry_after_is_waited_for(site, new_fetcher, form):
    site.serve("/b.html")
    told = []

    def busy_once(handler):
        if told:
            site.answers["/b.html"](handler)
            return
        told.append(time.time())
        # A date has whole seconds: two from now is between one and two away.
        asked = "1" if form == "seconds" else formatdate(time.time() + 2, usegmt=True)
        handler.send_response(429)
        handler.send_header("Retry-After", asked)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.answers["/a.html"] = busy_once
    (capture,), _ = fetch_all(new_fetcher, [site.url("/a.html")])
    assert (capture.outcome, capture.attempts) == ("ok", 2)
    first, second = times(site, "/a.html")
    assert second - first >= 0.95
    assert capture.waited >= 0.9


def test_a_retry_after_holds_back_other_fetchers_too(site, new_fetcher):
    site.serve("/busy.html", b"", 503, Retry_After="1")
    site.serve("/a.html")

    async def both():
        async with new_fetcher(id="first", limits=Limits(attempts=1)) as first, new_fetcher(id="second") as second:
            await second.get(site.url("/robots.txt"), "robots")
            await first.get(site.url("/busy.html"), "page")
            await second.get(site.url("/a.html"), "page")

    asyncio.run(both())
    assert times(site, "/a.html")[0] - times(site, "/busy.html")[0] >= 0.95


def test_a_retry_after_beyond_patience_ends_the_requests_to_the_host(site, new_fetcher):
    site.serve("/busy.html", b"", 503, Retry_After="3600")
    site.serve("/a.html")
    captures, _ = fetch_all(new_fetcher, [site.url("/busy.html"), site.url("/a.html")])
    assert [(capture.outcome, capture.attempts) for capture in captures] == [("unreachable", 1), ("unreachable", 0)]
    assert all("3600 s" in capture.reason for capture in captures)


def test_failures_lengthen_the_wait(site, new_fetcher):
    site.serve("/a.html", b"no", 403)
    fetch_all(new_fetcher, [site.url("/a.html")] * 3, interval_seconds=0.1)
    first, second = gaps(times(site, "/a.html"))
    assert first >= 0.2
    assert second >= 0.4


def turn(pace, host="h", interval=0.0):
    async def taken():
        async with pace.turn(host, interval) as waited:
            return waited

    return asyncio.run(taken())


def test_a_pace_never_moves_a_turn_nearer(tmp_path):
    pace = Pace(tmp_path, longest_wait=10)
    pace.rest("h", 0.3)
    pace.rest("h", 0.01)
    assert turn(pace) >= 0.28


def test_a_turn_ends_when_the_host_has_answered_not_when_it_was_asked(tmp_path):
    async def slow_then_next():
        first, second = Pace(tmp_path, longest_wait=10), Pace(tmp_path, longest_wait=10)
        async with first.turn("h", 0.1):
            waiting = asyncio.create_task(second.turn("h", 0.1).__aenter__())
            await asyncio.sleep(0.3)
            assert not waiting.done()
            left = time.monotonic()
        await waiting
        return time.monotonic() - left

    assert asyncio.run(slow_then_next()) >= 0.1


def test_a_damaged_or_far_off_pace_file_does_not_stop_a_host(tmp_path):
    pace = Pace(tmp_path, longest_wait=1)
    (tmp_path / "h.json").write_text("{torn")
    assert turn(pace) == 0
    (tmp_path / "h.json").write_text('{"free_at": 99999999999, "held_until": 0}')
    assert turn(pace, interval=0.05) <= 0.2


def test_a_long_hold_is_told_at_once_to_whoever_asks_next(tmp_path):
    Pace(tmp_path, longest_wait=1).hold("h", 60)
    with pytest.raises(HeldOff):
        turn(Pace(tmp_path, longest_wait=1))


def test_a_page_that_answers_ok_has_waited_nothing_without_an_interval(site, new_fetcher):
    site.serve("/a.html", site.notice)
    assert fetch_all(new_fetcher, [site.url("/a.html")])[0][0].waited == 0
