"""One request on the wire: sent, streamed, bounded."""

import asyncio
import datetime as dt
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any

import httpx

from schemas.values import Validators
from tasks.archive import Exchange
from tasks.fetch import guard
from tasks.fetch.body import ACCEPT_ENCODING, BoundedBody
from tasks.fetch.limits import USER_AGENT, Limits

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": ACCEPT_ENCODING,
    # A body longer than its Content-Length would be taken for the answer to the next request on the connection, and
    # archived as that page. HTTP/2 frames its answers, and this header is not sent there.
    "Connection": "close",
}
# Where the hook below keeps the headers as they came.
_RECEIVED = "tongbao.received_headers"


def new_client(limits: Limits, transport: httpx.AsyncBaseTransport | None) -> httpx.AsyncClient:
    """The client of one Fetcher: HTTP/2, certificates verified, no cookies, no redirects of its own."""
    return httpx.AsyncClient(
        http2=True,
        verify=True,
        transport=transport,
        follow_redirects=False,
        headers=_HEADERS,
        timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
        # A cookie of one answer would change the next: every page is asked for as by a first visitor.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
        event_hooks={"response": [_hide_location]},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one request may take. ``public_only``: it may not be sent to a private address."""

    limits: Limits
    max_bytes: int
    seconds: float
    public_only: bool


class PrivateAddress(Exception):
    """A name that was resolved to a public address when it was checked led to another when it was connected to."""


async def send(client: httpx.AsyncClient, url: str, validators: Validators | None, bounds: Bounds) -> Exchange:
    """Asks for one address, without following where it leads.

    Raises:
        httpx.HTTPError, httpx.InvalidURL: no answer, or one that broke off.
        BadBody: a body that cannot be decoded.
        PrivateAddress: connected to one, and hung up before anything was sent.
        TimeoutError: not done within ``bounds.seconds``.
    """
    checked = {"trace": _check_peer} if bounds.public_only else None
    request = client.build_request("GET", url, headers=_conditions(validators), extensions=checked)
    at = dt.datetime.now(dt.UTC)
    async with asyncio.timeout(bounds.seconds):
        response = await client.send(request, stream=True)
        try:
            body, full = await _read(response, bounds)
        finally:
            await response.aclose()
    return Exchange(
        url=str(request.url),
        at=at,
        request_headers=_sent(request, response.http_version),
        http_version=response.http_version,
        status=response.status_code,
        phrase=response.reason_phrase,
        response_headers=_pairs(response.extensions[_RECEIVED]),
        body=body,
        truncated="length" if full else None,
        address=_peer(response),
    )


async def _check_peer(event: str, info: dict[str, Any]) -> None:
    """Called by httpcore at each step of a request; between the connection and the first byte sent is the one."""
    if event != "connection.connect_tcp.complete":
        return
    stream = info["return_value"]
    address = str(stream.get_extra_info("server_addr")[0])
    if guard.is_private(address):
        await stream.aclose()
        raise PrivateAddress(address)


async def _hide_location(response: httpx.Response) -> None:
    """Keeps httpx from reading where a redirect leads: it raises on a bad address, and the answer would be lost."""
    response.extensions[_RECEIVED] = list(response.headers.raw)
    response.headers.pop("Location", None)


async def _read(response: httpx.Response, bounds: Bounds) -> tuple[bytes, bool]:
    """The decoded body, and whether a bound cut it."""
    if response.is_stream_consumed:
        # A transport that answers from memory has decoded the body already.
        return response.content[: bounds.max_bytes], len(response.content) > bounds.max_bytes
    body = BoundedBody(response.headers.get("Content-Encoding", ""), bounds.limits, bounds.max_bytes)
    async for chunk in response.aiter_raw():
        body.add(chunk)
        if body.full:
            break
    return body.finish(), body.full


def _conditions(validators: Validators | None) -> dict[bytes, bytes]:
    if validators is None:
        return {}
    sent = {b"If-None-Match": validators.etag, b"If-Modified-Since": validators.last_modified}
    # The very bytes the server gave, back: an ETag may hold what is no ASCII.
    return {name: value.encode("latin-1", errors="replace") for name, value in sent.items() if value}


def _sent(request: httpx.Request, http_version: str) -> tuple[tuple[str, str], ...]:
    # HTTP/2 knows no such header: h2 leaves it out, and so does the record.
    dropped = b"connection" if http_version == "HTTP/2" else None
    return _pairs([(name, value) for name, value in request.headers.raw if name.lower() != dropped])


def _pairs(headers: list[tuple[bytes, bytes]]) -> tuple[tuple[str, str], ...]:
    # Latin-1 gives each byte a character: nothing a server sends is lost or refused.
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers)


def _peer(response: httpx.Response) -> str | None:
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return str(address[0]) if address else None
