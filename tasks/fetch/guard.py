"""Where a request may go: the hosts of its source, over http(s), on the public net."""

import asyncio
import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit
from urllib.request import getproxies

import httpx

from schemas.source import Source

# Browsers and servers end at 2,000 to 8,000 characters; a redirect may name 100,000.
_LONGEST_URL = 8000
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


async def refusal(url: str, source: Source) -> str | None:
    """Why the address may not be asked, in one sentence; null where it may.

    Private addresses are refused as literals and as what a name resolves to, so that no redirect, link or DNS answer
    turns the crawler on the network it runs in. The sample is served on loopback and is let through.
    """
    if len(url) > _LONGEST_URL:
        return f"An address of {len(url)} characters is not asked."
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        asked_of = httpx.URL(url).raw_host.decode("ascii")
    except (ValueError, httpx.InvalidURL) as error:
        return f"{url[:200]!r} is no address ({error})."
    refused = _form(parts, asked_of) or _foreign(parts.hostname or "", source)
    if refused or source.sample:
        return refused
    return await _private(parts.hostname or "", port)


def _form(parts: SplitResult, asked_of: str) -> str | None:
    shown = parts.geturl()[:200]
    if parts.scheme not in ("http", "https"):
        return f"{shown!r} is neither http nor https."
    if not parts.hostname:
        return f"{shown!r} names no host."
    if parts.username is not None or parts.password is not None:
        return f"An address with a user name is not asked ({parts.hostname})."
    if parts.hostname.isascii() and parts.hostname != asked_of:
        # What is checked here and what the client would connect to must be one.
        return f"{shown!r} can be read as an address of {parts.hostname} and of {asked_of}."
    return None


def _foreign(host: str, source: Source) -> str | None:
    return None if source.allows(host) else f"{host} is not among the hosts of source {source.id}."


def is_private(address: str) -> bool:
    """Whether an IP address is anything but a public one: private, loopback, link-local, reserved, multicast."""
    parsed = ipaddress.ip_address(address.split("%", 1)[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        parsed = _carried(parsed) or parsed
    return not parsed.is_global or parsed.is_multicast


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address a packet to this one ends at: mapped, 6to4 or through a NAT64."""
    if address in _NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return address.ipv4_mapped or address.sixtofour


def through_proxy() -> bool:
    """Whether the environment sends requests through a proxy: then names are resolved there, not here."""
    return any(scheme in getproxies() for scheme in ("http", "https", "all"))


async def _private(host: str, port: int) -> str | None:
    try:
        literal = is_private(host)
    except ValueError:
        literal = None
    if literal:
        return f"{host} is no public address."
    if literal is not None or through_proxy():
        return None
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        # The request itself will fail, and say so as an unreachable host: that is no refusal.
        return None
    inside = sorted({str(info[4][0]) for info in found if is_private(str(info[4][0]))})
    return f"{host} resolves to {inside[0]}, which is no public address." if inside else None
