"""Requests to hosts, one at a time and each in its turn."""

import asyncio
import ssl
import time
from collections import defaultdict
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx

from tasks.archive import Exchange
from tasks.fetch import guard, robots
from tasks.fetch.attempt import Ask, Attempt, Tally, retry_after
from tasks.fetch.body import BadBody, UnknownCoding
from tasks.fetch.classify import Verdict
from tasks.fetch.limits import Limits
from tasks.fetch.pace import HeldOff, Pace
from tasks.fetch.send import Bounds, PrivateAddress, new_client, send


class Wire:
    """Sends single requests at the pace of their hosts; an async context manager.

    ``public_only`` looks at the address again once connected, before anything is sent: a name can be resolved to a
    public address when it is checked and to another when it is connected to.
    """

    def __init__(
        self, pace_folder: Path, transport: httpx.AsyncBaseTransport | None, limits: Limits, *, public_only: bool
    ) -> None:
        self._limits = limits
        self._pace = Pace(pace_folder, limits.longest_wait)
        self._client = new_client(limits, transport)
        self._public_only = public_only and transport is None and not guard.through_proxy()
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.__aexit__(kind, error, trace)

    async def exchange(self, ask: Ask, interval: float, tally: Tally) -> Exchange | Attempt:
        """One request when its turn has come: the answer, or the attempt that got none."""
        host = host_of(ask.url)
        try:
            # The own lock first: those that wait here do so in order, and only one of them looks at the files.
            async with self._turns[host], self._pace.turn(host, interval) as waited:
                tally.waited += waited
                answer = await self._send(ask, host, tally)
                asked = retry_after(answer) if isinstance(answer, Exchange) else None
                if asked:
                    self._pace.hold(host, asked)
                return answer
        except HeldOff as held:
            reason = f"{host} asked for {held.seconds:.0f} s without requests, longer than a run waits."
            return Attempt(verdict=Verdict(outcome="unreachable", reason=reason), host=host)

    def rest(self, host: str, seconds: float) -> None:
        """The host is not asked for that long, by any process."""
        self._pace.rest(host, seconds)

    def slow_down(self, host: str, crawl_delay: float) -> None:
        """From now on no process asks the host more often than that; 0 takes it back."""
        self._pace.slow_down(host, crawl_delay)

    async def _send(self, ask: Ask, host: str, tally: Tally) -> Exchange | Attempt:
        bounds = self._bounds(ask, tally)
        if bounds.seconds <= 0:
            reason = f"Redirects and retries took the {self._limits.address_seconds:g} s that one address may take."
            return _unanswered(host, reason, again=False)
        tally.requests += 1
        tally.sent_at = tally.clock()
        begun = time.monotonic()
        try:
            return await send(self._client, ask.url, ask.validators, bounds)
        except TimeoutError:
            # Not asked again: a host that drips would take the same time each time.
            return _unanswered(host, f"No whole answer within {bounds.seconds:.3g} s.", again=False)
        except PrivateAddress as error:
            reason = f"{host} led to {error}, which is no public address."
            return Attempt(verdict=Verdict(outcome="disallowed", reason=reason), host=host)
        except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
            verdict = Verdict(outcome="unreachable", reason=f"The address cannot be asked ({error}).")
            return Attempt(verdict=verdict, host=host)
        except (httpx.HTTPError, httpx.StreamError, BadBody, OSError) as error:
            reason = f"No whole answer ({type(error).__name__}: {error})."
            return _unanswered(host, reason, again=_may_pass(error))
        finally:
            tally.spent += time.monotonic() - begun

    def _bounds(self, ask: Ask, tally: Tally) -> Bounds:
        most = self._limits.max_bytes
        return Bounds(
            limits=self._limits,
            max_bytes=min(most, robots.MAX_BYTES) if ask.purpose == "robots" else most,
            seconds=min(self._limits.total_seconds, self._limits.address_seconds - tally.spent),
            public_only=self._public_only,
        )


def host_of(url: str) -> str:
    """The host of an address, in lower case; empty where it names none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _may_pass(error: BaseException) -> bool:
    """Whether another try may fare better: not with a certificate that does not hold, nor a coding not asked for."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError | UnknownCoding):
            return False
        # httpcore raises its own error amid the other, not from it.
        cause = cause.__cause__ or cause.__context__
    return True


def _unanswered(host: str, reason: str, *, again: bool) -> Attempt:
    return Attempt(verdict=Verdict(outcome="unreachable", reason=reason), host=host, again=again, failed=True)
