"""Where no request may go, however the address is written and whatever a name is resolved to."""

import asyncio
import socket
from http.server import BaseHTTPRequestHandler

import pytest
from hostile import HostileServer, plain

from tasks.fetch import Limits, guard

PRIVATE = [
    "127.0.0.1",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0",
    "10.0.0.1",
    "172.16.9.9",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fc00::1]",
    "[ff02::1]",
    "localhost",
]
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in PROXIES:
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("host", PRIVATE)
def test_no_form_of_a_private_address_is_let_through_even_where_a_source_lists_it(host, loopback_source):
    # resolved on this machine: numbers in any form, and localhost, need no name server
    source = loopback_source(sample=False, hosts=[host.strip("[]")])
    assert asyncio.run(guard.refusal(f"http://{host}/", source))


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses_are_let_through(address):
    assert not guard.is_private(address)


# 127.0.0.1 itself is the host of the server here.
@pytest.mark.parametrize("host", PRIVATE[1:])
def test_a_redirect_to_a_private_address_is_refused_before_anything_is_sent(host, new_fetcher):
    async def one(url):
        async with new_fetcher(Limits(backoff_seconds=0.01)) as fetcher:
            return (await fetcher.get(url, "page")).capture

    hop = plain(b"", f"Location: http://{host}/latest/meta-data/".encode(), status=b"302 Found")
    with HostileServer({"/a.html": hop}) as server:
        capture = asyncio.run(one(server.url("/a.html")))
    assert (capture.outcome, capture.attempts) == ("disallowed", 1)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example\\@b.example/",
        "http://a.example@b.example/",
        "http://b.example#@a.example/",
        "http://b.example\\.a.example/",
        "http://a.example.b.example/",
        "http://a.example:80:80/",
        "http://a.example%2eb.example/",
        "http:///a.html",
        "//a.example/",
        "http://a.example\t/",
        "gopher://a.example/",
        "http://a.example/" + "x" * 9000,
    ],
)
def test_an_address_that_is_or_can_be_read_as_one_of_another_host_is_refused(url, loopback_source):
    assert asyncio.run(guard.refusal(url, loopback_source(hosts=["a.example"])))


def test_the_hosts_of_a_source_are_let_through_whatever_their_case_and_port(loopback_source):
    source = loopback_source(hosts=["a.example", "::1"])
    for url in ("http://A.Example/通报?a=1#b", "https://a.example:8443/", "http://[::1]:80/"):
        assert asyncio.run(guard.refusal(url, source)) is None


def test_a_name_that_is_public_when_checked_and_private_when_connected_to_gets_not_one_byte(new_fetcher, monkeypatch):
    resolve = socket.getaddrinfo
    answers = []

    def rebound(host, port, *rest, **more):
        if host not in ("rebound.example", b"rebound.example"):
            return resolve(host, port, *rest, **more)
        # A name server of the attacker: first a public address, then the one inside.
        answers.append("93.184.215.14" if not answers else "127.0.0.1")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers[-1], port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)

    async def one(port):
        async with new_fetcher(Limits(backoff_seconds=0.01), hosts=["rebound.example"], sample=False) as fetcher:
            url = f"http://rebound.example:{port}/robots.txt"
            return (await fetcher.get(url, "robots")).capture

    with HostileServer() as server:
        capture = asyncio.run(one(server.port))
        assert server.requests == []
    assert answers == ["93.184.215.14", "127.0.0.1"]
    assert (capture.outcome, capture.status) == ("disallowed", None)
    assert "127.0.0.1" in capture.reason


def test_a_redirect_to_another_host_is_told_with_its_name(site, new_fetcher):
    def leave(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "http://elsewhere.example/a.html")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.answers["/a.html"] = leave

    async def one():
        async with new_fetcher() as fetcher:
            return (await fetcher.get(site.url("/a.html"), "page")).capture

    capture = asyncio.run(one())
    assert (capture.outcome, capture.final_url) == ("disallowed", "http://elsewhere.example/a.html")
    assert "elsewhere.example is not among the hosts" in capture.reason
