"""What comes back, and the row it leaves."""

import asyncio
import gzip
import hashlib

from schemas.values import Validators
from tasks.fetch import USER_AGENT


def reply(handler, body, status, headers):
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
        handler.send_header(name, value)
    if status != 304:
        handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def fetch(new_fetcher, url, purpose="page", validators=None, **settings):
    async def once():
        async with new_fetcher(**settings) as fetcher:
            return await fetcher.get(url, purpose, validators)

    return asyncio.run(once())


def test_a_page_is_kept_with_its_digest_validators_and_place_in_the_archive(site, new_fetcher):
    site.serve("/a.html", ETag='"v1"', Last_Modified="Thu, 25 Dec 2025 02:00:00 GMT")
    fetched = fetch(new_fetcher, site.url("/a.html"))
    capture = fetched.capture
    assert fetched.body == site.notice
    assert (capture.outcome, capture.status, capture.size) == ("ok", 200, len(site.notice))
    assert capture.sha256 == hashlib.sha256(site.notice).hexdigest()
    assert (capture.etag, capture.last_modified) == ('"v1"', "Thu, 25 Dec 2025 02:00:00 GMT")
    assert capture.attempts == 1
    assert capture.capture_id == "20260105T010000Z-loopback-00002", "robots.txt took the first number"
    assert capture.warc_file == "20260105T010000Z/loopback.warc.gz"
    assert capture.warc_offset > 0


def test_the_user_agent_says_who_asks_and_where_to_complain(site, new_fetcher):
    site.serve("/a.html")
    fetch(new_fetcher, site.url("/a.html"))
    assert {headers["User-Agent"] for _, _, headers in site.seen} == {USER_AGENT}
    assert "https://" in USER_AGENT


def test_a_conditional_request_that_finds_no_change_is_not_modified(site, new_fetcher):
    site.serve("/a.html", b"", 304)
    fetched = fetch(new_fetcher, site.url("/a.html"), validators=Validators(etag='"v1"', last_modified=None))
    assert site.seen[-1][2]["If-None-Match"] == '"v1"'
    assert fetched.capture.outcome == "not_modified"
    assert (fetched.capture.sent_etag, fetched.capture.etag) == ('"v1"', '"v1"')
    assert (fetched.body, fetched.capture.sha256) == (b"", None)


def test_a_page_is_asked_for_with_both_validators_and_comes_whole_once_it_has_changed(site, new_fetcher):
    current = {"etag": 'W/"1"', "body": site.notice}

    def by_validator(handler):
        changed = handler.headers.get("If-None-Match") != current["etag"]
        body = current["body"] if changed else b""
        dated = "Thu, 25 Dec 2025 02:00:00 GMT"
        reply(handler, body, 200 if changed else 304, {"ETag": current["etag"], "Last-Modified": dated})

    site.answers["/a.html"] = by_validator

    async def thrice():
        async with new_fetcher() as fetcher:
            first = (await fetcher.get(site.url("/a.html"), "page")).capture
            known = Validators(etag=first.etag, last_modified=first.last_modified)
            second = (await fetcher.get(site.url("/a.html"), "page", known)).capture
            current["etag"], current["body"] = 'W/"2"', site.notice + b"<!-- edited -->"
            return first, second, await fetcher.get(site.url("/a.html"), "page", known)

    first, second, third = asyncio.run(thrice())
    assert [one.outcome for one in (first, second, third.capture)] == ["ok", "not_modified", "ok"]
    assert third.body == current["body"]
    assert (second.sent_etag, second.sent_last_modified) == ('W/"1"', "Thu, 25 Dec 2025 02:00:00 GMT")
    assert site.seen[-1][2]["If-Modified-Since"] == "Thu, 25 Dec 2025 02:00:00 GMT"
    assert "If-None-Match" not in site.seen[1][2], "the first request had nothing to compare with"


def test_validators_are_sent_along_a_redirect_to_the_page_they_belong_to(site, new_fetcher):
    site.serve("/old.html", b"", 301, Location="/new.html")
    site.serve("/new.html", b"", 304)
    fetched = fetch(new_fetcher, site.url("/old.html"), validators=Validators(etag='"v1"', last_modified=None))
    assert (fetched.capture.outcome, site.seen[-1][2]["If-None-Match"]) == ("not_modified", '"v1"')


def test_a_304_nobody_asked_for_is_no_answer(site, new_fetcher):
    site.serve("/a.html", b"", 304)
    assert fetch(new_fetcher, site.url("/a.html")).capture.outcome == "unreachable"


def test_a_redirect_within_the_source_is_followed(site, new_fetcher):
    site.serve("/old.html", b"", 301, Location="/通报/new.html".encode().decode("latin-1"))
    site.serve("/%E9%80%9A%E6%8A%A5/new.html")
    fetched = fetch(new_fetcher, site.url("/old.html"))
    assert (fetched.capture.outcome, fetched.capture.attempts) == ("ok", 2)
    assert fetched.capture.final_url == site.url("/%E9%80%9A%E6%8A%A5/new.html")


def test_a_redirect_to_another_host_is_refused_and_not_asked(site, new_fetcher):
    site.serve("/a.html", b"", 302, Location=f"http://localhost:{site.port}/b.html")
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.status) == ("disallowed", 302)
    assert "localhost is not among the hosts" in capture.reason
    assert site.asked("/b.html") == 0


def test_a_redirect_to_another_scheme_is_refused(site, new_fetcher):
    site.serve("/a.html", b"", 302, Location="file:///etc/passwd")
    assert fetch(new_fetcher, site.url("/a.html")).capture.outcome == "disallowed"


def test_redirects_in_a_circle_end_where_they_began(site, new_fetcher):
    site.serve("/a.html", b"", 302, Location="/b.html")
    site.serve("/b.html", b"", 302, Location="/a.html")
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.attempts) == ("unreachable", 2)
    assert "in a circle" in capture.reason


def test_redirects_that_never_repeat_end_at_their_number(site, new_fetcher):
    for number in range(9):
        site.serve(f"/{number}.html", b"", 302, Location=f"/{number + 1}.html")
    capture = fetch(new_fetcher, site.url("/0.html")).capture
    assert (capture.outcome, capture.attempts) == ("unreachable", 6)


def test_a_redirect_to_itself_with_a_cookie_is_a_wall(site, new_fetcher):
    site.serve("/a.html", b"", 302, Location="/a.html", Set_Cookie="wzws_cid=1; path=/")
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.attempts) == ("blocked", 1)


def test_a_redirect_to_the_front_page_is_a_page_not_found(site, new_fetcher):
    site.serve("/2025/a.html", b"", 302, Location="/")
    site.serve("/")
    assert fetch(new_fetcher, site.url("/2025/a.html")).capture.outcome == "soft_not_found"


def test_a_private_address_is_refused_outside_the_sample(site, new_fetcher):
    site.serve("/a.html")
    capture = fetch(new_fetcher, site.url("/a.html"), sample=False).capture
    assert (capture.outcome, capture.attempts, site.seen) == ("disallowed", 0, [])


def test_a_name_that_resolves_to_a_private_address_is_refused_outside_the_sample(site, new_fetcher, monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    capture = fetch(new_fetcher, f"http://localhost:{site.port}/a.html", sample=False, hosts=["localhost"]).capture
    assert (capture.outcome, site.seen) == ("disallowed", [])
    assert "no public address" in capture.reason


def test_what_is_no_address_leaves_a_row_and_no_error(new_fetcher):
    for url in ("http://[bad/", "ftp://127.0.0.1/a", "通报", "http://127.0.0.1:99999/", "http://u:p@127.0.0.1/"):
        capture = fetch(new_fetcher, url, id=f"s{abs(hash(url))}").capture
        assert (capture.url, capture.outcome, capture.attempts) == (url, "disallowed", 0)
        assert capture.warc_offset is not None


def test_a_packed_body_is_kept_unpacked(site, new_fetcher):
    site.serve("/a.html", gzip.compress(site.notice), Content_Encoding="gzip")
    assert fetch(new_fetcher, site.url("/a.html")).body == site.notice


def test_a_body_announced_as_packed_but_sent_as_it_is_is_read(site, new_fetcher):
    site.serve("/a.html", site.notice, Content_Encoding="gzip")
    assert fetch(new_fetcher, site.url("/a.html")).body == site.notice


def test_a_packed_body_that_ends_too_early_is_no_answer(site, new_fetcher):
    site.serve("/a.html", gzip.compress(site.notice)[:-20], Content_Encoding="gzip")
    capture = fetch(new_fetcher, site.url("/a.html")).capture
    assert (capture.outcome, capture.attempts) == ("unreachable", 3)


def test_cookies_are_not_kept_between_pages(site, new_fetcher):
    site.serve("/a.html", Set_Cookie="wall=1; path=/")

    async def twice():
        async with new_fetcher() as fetcher:
            await fetcher.get(site.url("/a.html"), "page")
            await fetcher.get(site.url("/a.html"), "page")

    asyncio.run(twice())
    assert all("Cookie" not in headers for _, _, headers in site.seen)
