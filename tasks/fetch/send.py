"""One request on the wire: sent, streamed, bounded."""

import asyncio
import datetime as dt
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from schemas.values import Validators
from tasks.archive import Exchange
from tasks.fetch.body import ACCEPT_ENCODING, BoundedBody
from tasks.fetch.limits import USER_AGENT, Limits

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    "Accept-Encoding": ACCEPT_ENCODING,
}


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
    )


async def send(
    client: httpx.AsyncClient, url: str, validators: Validators | None, limits: Limits, max_bytes: int
) -> Exchange:
    """Asks for one address, without following where it leads.

    Raises:
        httpx.HTTPError, httpx.InvalidURL: no answer, or one that broke off.
        BadBody: a body that cannot be decoded.
        TimeoutError: not done within ``limits.total_seconds``.
    """
    request = client.build_request("GET", url, headers=_conditions(validators))
    at = dt.datetime.now(dt.UTC)
    async with asyncio.timeout(limits.total_seconds):
        response = await client.send(request, stream=True)
        try:
            body, full = await _read(response, limits, max_bytes)
        finally:
            await response.aclose()
    return Exchange(
        url=str(request.url),
        at=at,
        request_headers=_pairs(request.headers),
        http_version=response.http_version,
        status=response.status_code,
        phrase=response.reason_phrase,
        response_headers=_pairs(response.headers),
        body=body,
        truncated="length" if full else None,
        address=_peer(response),
    )


async def _read(response: httpx.Response, limits: Limits, max_bytes: int) -> tuple[bytes, bool]:
    """The decoded body, and whether a bound cut it."""
    if response.is_stream_consumed:
        # A transport that answers from memory has decoded the body already.
        return response.content[:max_bytes], len(response.content) > max_bytes
    body = BoundedBody(response.headers.get("Content-Encoding", ""), limits, max_bytes)
    async for chunk in response.aiter_raw():
        body.add(chunk)
        if body.full:
            break
    return body.finish(), body.full


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    sent = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in sent.items() if value}


def _pairs(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    # Latin-1 gives each byte a character: nothing a server sends is lost or refused.
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in headers.raw)


def _peer(response: httpx.Response) -> str | None:
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream is not None else None
    return str(address[0]) if address else None
