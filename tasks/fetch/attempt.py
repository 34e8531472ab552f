"""What one try at an address came to, and what all tries together took."""

import asyncio
import datetime as dt
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from schemas.operations import Capture
from schemas.values import Validators
from tasks.archive import Exchange
from tasks.fetch.classify import Answer, Verdict, classify

# Retry-After: 120. No more digits than make sense, and ASCII ones: "²" is a digit to str.isdigit, no number to float.
_SECONDS = re.compile(r"[0-9]{1,12}$")
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try. ``exchanges`` end with the answer the verdict is about; none where no request was answered.

    ``host``: the one last asked, or not asked. ``again``: worth another try (no connection, 429, 5xx). ``failed``:
    counts against the host.
    """

    verdict: Verdict
    host: str
    final_url: str | None = None
    exchanges: tuple[Exchange, ...] = ()
    again: bool = False
    failed: bool = False


def utc_now() -> dt.datetime:
    """The time, in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(slots=True)
class Tally:
    """What the tries at one address took: requests, seconds waited for politeness, seconds spent on the wire.

    ``clock`` tells the time of each request.
    """

    clock: Callable[[], dt.datetime] = utc_now
    requests: int = 0
    waited: float = 0.0
    spent: float = 0.0
    sent_at: dt.datetime = field(init=False)

    def __post_init__(self) -> None:
        self.sent_at = self.clock()

    async def sleep(self, seconds: float) -> None:
        """Sleeps, and counts it."""
        await asyncio.sleep(seconds)
        self.waited += seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked for, and why."""

    url: str
    purpose: str
    validators: Validators | None = None

    @property
    def conditional(self) -> bool:
        """Whether the answer may be a 304."""
        return self.validators is not None and bool(self.validators.etag or self.validators.last_modified)


def answered(ask: Ask, host: str, exchanges: tuple[Exchange, ...]) -> Attempt:
    """The attempt that ends with an answer to classify."""
    last = exchanges[-1]
    verdict = classify(
        Answer(
            url=ask.url,
            final_url=last.url,
            purpose=ask.purpose,
            status=last.status,
            content_type=last.header("Content-Type"),
            disposition=last.header("Content-Disposition"),
            body=last.body,
            conditional=ask.conditional,
            cut=last.truncated is not None,
        )
    )
    unreachable = verdict.outcome == "unreachable"
    again = unreachable and (last.status == 429 or last.status >= 500)
    # Pages without end are no pages; files may be large.
    endless = verdict.outcome == "too_large" and ask.purpose != "attachment"
    failed = endless or verdict.outcome == "blocked" or (unreachable and last.status >= 400)
    return Attempt(verdict=verdict, host=host, final_url=last.url, exchanges=exchanges, again=again, failed=failed)


def circle(target: str, host: str, exchanges: tuple[Exchange, ...]) -> Attempt:
    """The attempt whose redirects lead back to where they were: a fault, or a wall for visitors without its cookie."""
    wall = any(exchange.header("Set-Cookie") for exchange in exchanges)
    reason = "A wall lets in only who brings its cookie: " if wall else "Redirects in a circle: "
    verdict = Verdict(outcome="blocked" if wall else "unreachable", reason=f"{reason}it leads back to {target[:200]}.")
    return Attempt(verdict=verdict, host=host, final_url=target, exchanges=exchanges, failed=wall)


def location(exchange: Exchange) -> str | None:
    """Where a redirect leads, as the header has it; null for any other answer."""
    return exchange.header("Location") if exchange.status in _REDIRECTS else None


def retry_after(exchange: Exchange) -> float | None:
    """Seconds the server asks to be left alone, from either form of Retry-After; null where it does not ask.

    It is honoured with any answer but a page: walls (202, 403) and redirects carry it too.
    """
    value = (exchange.header("Retry-After") or "").strip()
    if not value or exchange.status == 200:
        return None
    if _SECONDS.match(value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
        # "-0000" parses to a naive time; HTTP dates are always UTC.
        asked = moment.replace(tzinfo=moment.tzinfo or dt.UTC) - dt.datetime.now(dt.UTC)
    except (ValueError, OverflowError):
        return None
    return max(asked.total_seconds(), 0.0)


def capture_of(ask: Ask, attempt: Attempt, tally: Tally, *, run_id: str, source_id: str, number: int) -> Capture:
    """The row of an attempt, not archived yet; ``number`` is its order among those of its run and source."""
    last = attempt.exchanges[-1] if attempt.exchanges else None
    whole = last is not None and last.truncated is None and last.status != 304
    sent = ask.validators if tally.requests else None
    return Capture(
        capture_id=f"{run_id}-{source_id}-{number:05d}",
        run_id=run_id,
        source_id=source_id,
        url=ask.url,
        purpose=ask.purpose,
        fetched_at=tally.sent_at,
        outcome=attempt.verdict.outcome,
        status=last.status if last else None,
        reason=attempt.verdict.reason,
        final_url=attempt.final_url,
        content_type=last.header("Content-Type") if last else None,
        size=len(last.body) if last and whole else None,
        sha256=hashlib.sha256(last.body).hexdigest() if last and whole else None,
        etag=_validator(last, "ETag", sent.etag if sent else None),
        last_modified=_validator(last, "Last-Modified", sent.last_modified if sent else None),
        sent_etag=sent.etag if sent else None,
        sent_last_modified=sent.last_modified if sent else None,
        attempts=tally.requests,
        waited=round(tally.waited, 3),
        warc_file=None,
        warc_offset=None,
    )


def _validator(last: Exchange | None, name: str, sent: str | None) -> str | None:
    if last is None:
        return None
    # A 304 that repeats no validator confirms the one it was asked with.
    return last.header(name) or (sent if last.status == 304 else None)
