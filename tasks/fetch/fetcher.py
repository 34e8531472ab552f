"""Fetches for one source in one run: every request leaves a row, none raises."""

import asyncio
import datetime as dt
import logging
import string
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote, urldefrag, urljoin

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt, wait_exponential, wait_random

from schemas.operations import Capture
from schemas.source import Source
from schemas.values import Fetched, Run, Validators
from tasks.archive import ArchiveWriter, Exchange
from tasks.fetch import guard, robots
from tasks.fetch.attempt import Ask, Attempt, Tally, answered, capture_of, circle, location, retry_after, utc_now
from tasks.fetch.breaker import Breaker
from tasks.fetch.classify import Verdict
from tasks.fetch.limits import Limits
from tasks.fetch.wire import Wire, host_of

_LOG = logging.getLogger(__name__)
_DEFAULT_LIMITS = Limits()


class Fetcher:
    """Asks for pages of one source within its bounds; an async context manager.

    One request at a time goes to a host, at the pace all processes share through ``pace_folder``. ``transport``
    replaces the network (the sample web); ``clock`` tells the time that the rows state, and has no say in the pace.
    Robots, retries and refusals are rows like any other: see ``captures``.
    """

    def __init__(
        self,
        source: Source,
        run: Run,
        archive: ArchiveWriter,
        pace_folder: Path,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        limits: Limits = _DEFAULT_LIMITS,
        clock: Callable[[], dt.datetime] = utc_now,
    ) -> None:
        self._source = source
        self._run = run
        self._archive = archive
        self._limits = limits
        self._wire = Wire(pace_folder, transport, limits, public_only=not source.sample)
        self._clock = clock
        self._breaker = Breaker(limits.failures)
        self._rules: dict[str, robots.Rules] = {}
        self._rules_locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._captures: list[Capture] = []

    async def __aenter__(self) -> Self:
        await self._wire.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._wire.__aexit__(kind, error, trace)

    @property
    def captures(self) -> tuple[Capture, ...]:
        """Every attempt so far, robots.txt included, in the order they were archived."""
        return tuple(self._captures)

    async def get(self, url: str, purpose: str, validators: Validators | None = None) -> Fetched:
        """Asks for an address: its row, archived, and its decoded body where the outcome is ok.

        ``purpose`` is one of ``schemas.operations.PURPOSES``. With ``validators`` the request is conditional.

        Raises:
            DiskFull, NoPermission: the archive cannot be written. Nothing that happens on the net raises.
        """
        ask = Ask(url=url, purpose=purpose, validators=validators)
        tally = Tally(clock=self._clock)
        return self._record(ask, await self._persist(ask, tally), tally)

    async def _persist(self, ask: Ask, tally: Tally) -> Attempt:
        """Tries until an answer stands, or the tries are used up: then the last one stands."""
        pause = self._limits.backoff_seconds
        retrying = AsyncRetrying(
            sleep=tally.sleep,
            stop=stop_after_attempt(self._limits.attempts),
            wait=wait_exponential(multiplier=pause, max=8 * pause) + wait_random(0, pause),
            retry=retry_if_result(_again),
            retry_error_callback=_last,
        )
        attempt: Attempt = await retrying(self._try, ask, tally)
        if attempt.failed:
            self._breaker.failed(attempt.host)
        elif attempt.exchanges:
            self._breaker.succeeded(attempt.host)
        return attempt

    def _record(self, ask: Ask, attempt: Attempt, tally: Tally) -> Fetched:
        number = len(self._captures) + 1
        capture = capture_of(ask, attempt, tally, run_id=self._run.run_id, source_id=self._source.id, number=number)
        body = attempt.exchanges[-1].body if capture.outcome == "ok" else b""
        fetched = self._archive.write(Fetched(capture=capture, body=body), attempt.exchanges)
        self._captures.append(fetched.capture)
        _LOG.info("%s %s: %s", capture.outcome, ask.url, capture.reason)
        return fetched

    async def _try(self, ask: Ask, tally: Tally) -> Attempt:
        attempt = await self._follow(ask, tally)
        if attempt.failed:
            # The more failures in a row, the longer the host is left in peace; never less than its interval.
            interval = self._interval(attempt.exchanges[-1].url if attempt.exchanges else ask.url)
            doubled = interval * 2 ** (self._breaker.failures(attempt.host) + 1)
            self._wire.rest(attempt.host, min(doubled, max(interval, self._limits.longest_wait)))
        return self._given_up(attempt)

    async def _follow(self, ask: Ask, tally: Tally) -> Attempt:
        """Asks once, following redirects, each of which is checked as if it were asked for by itself."""
        exchanges: tuple[Exchange, ...] = ()
        target = ask.url
        for _ in range(self._limits.redirects + 1):
            refused = await self._refusal(target, ask.purpose)
            if refused is not None:
                final_url = target if exchanges else None
                return Attempt(verdict=refused, host=host_of(target), final_url=final_url, exchanges=exchanges)
            step = await self._wire.exchange(replace(ask, url=target), self._interval(target), tally)
            if isinstance(step, Attempt):
                return replace(step, exchanges=exchanges)
            exchanges = (*exchanges, step)
            leads_to = location(step)
            if leads_to is None:
                return answered(ask, host_of(target), exchanges)
            target = _joined(step.url, leads_to)
            if any(target == before.url for before in exchanges):
                return circle(target, host_of(target), exchanges)
        reason = f"More than {self._limits.redirects} redirects, the last to {target[:200]}."
        verdict = Verdict(outcome="unreachable", reason=reason)
        return Attempt(verdict=verdict, host=host_of(target), final_url=target, exchanges=exchanges)

    async def _refusal(self, url: str, purpose: str) -> Verdict | None:
        reason = await guard.refusal(url, self._source)
        if reason is not None:
            return Verdict(outcome="disallowed", reason=reason)
        reason = self._breaker.refusal(host_of(url))
        if reason is not None:
            return Verdict(outcome="unreachable", reason=reason)
        return None if purpose == "robots" else (await self._rules_of(url)).refusal(url)

    async def _rules_of(self, url: str) -> robots.Rules:
        address = robots.address(url)
        async with self._rules_locks[address]:
            if address not in self._rules:
                ask, tally = Ask(url=address, purpose="robots"), Tally(clock=self._clock)
                attempt = await self._persist(ask, tally)
                capture = self._record(ask, attempt, tally).capture
                body = attempt.exchanges[-1].body if attempt.exchanges else b""
                self._rules[address] = rules = robots.rules(capture, body)
                if rules.closed is None:
                    self._wire.slow_down(host_of(url), rules.delay)
            return self._rules[address]

    def _interval(self, url: str) -> float:
        rules = self._rules.get(robots.address(url))
        return max(self._source.interval_seconds, rules.delay if rules else 0.0)

    def _given_up(self, attempt: Attempt) -> Attempt:
        """The attempt; the last one, where the host asked for more patience than a run has."""
        asked = retry_after(attempt.exchanges[-1]) if attempt.exchanges else None
        if asked is None or asked <= self._limits.longest_wait:
            return attempt
        reason = f"{attempt.host} asked for {asked:.0f} s without requests (Retry-After), longer than a run waits."
        self._breaker.give_up(attempt.host, reason)
        return replace(attempt, verdict=replace(attempt.verdict, reason=reason), again=False)


def _again(attempt: Attempt) -> bool:
    return attempt.again


def _last(state: RetryCallState) -> Attempt:
    if state.outcome is None:
        msg = "a retry ended without a try"
        raise RuntimeError(msg)
    attempt: Attempt = state.outcome.result()
    return attempt


def _joined(base: str, leads_to: str) -> str:
    """Where a Location header leads; its bytes beyond ASCII percent-encoded as they are, whatever their encoding."""
    reference = quote(leads_to.encode("latin-1"), safe=string.punctuation)
    try:
        return urldefrag(urljoin(base, reference)).url
    except ValueError:
        # Left as it is: the guard refuses it, and the row shows it.
        return reference
