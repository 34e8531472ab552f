"""What robots.txt of a host allows (RFC 9309)."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from schemas.operations import Capture
from tasks.fetch.classify import Verdict
from tasks.fetch.limits import LONGEST_INTERVAL, ROBOTS_NAME
from tasks.fetch.visible import tolerant

PATH = "/robots.txt"
# RFC 9309 §2.5: at least the first 500 kibibytes are read.
MAX_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of one host for this run. ``delay`` is its Crawl-delay in seconds, 0 where it names none.

    ``closed`` is the verdict on every address of the host: disallowed, or, where it is down, unreachable.
    """

    closed: Verdict | None = None
    parser: Protego | None = None
    delay: float = 0.0

    def refusal(self, url: str) -> Verdict | None:
        """Why the address may not be asked; null where it may."""
        if self.closed:
            return self.closed
        if self.parser is not None and not self.parser.can_fetch(url, ROBOTS_NAME):
            return Verdict(outcome="disallowed", reason="robots.txt of the host disallows the address.")
        return None


def address(url: str) -> str:
    """Where the rules for an address stand: robots.txt of the same scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{PATH}"


def rules(capture: Capture, body: bytes) -> Rules:
    """The rules an answer to robots.txt sets.

    A missing file (4xx, a web page instead) allows everything. A host that fails on it (5xx, 429, no answer) is
    treated as if it disallowed everything, because what it would say is unknown; its pages are told unreachable, for
    an outage is not a prohibition.
    """
    if capture.outcome in ("ok", "too_large"):
        return _parsed(tolerant(body))
    if capture.outcome == "disallowed" and urlsplit(capture.final_url or "").path == PATH:
        reason = f"robots.txt leads where this source may not go ({capture.reason}), so its rules are unknown."
        return Rules(closed=Verdict(outcome="disallowed", reason=reason))
    missing = capture.outcome in ("gone", "soft_not_found", "not_html", "disallowed")
    if missing or (capture.status is not None and 400 <= capture.status < 500 and capture.status != 429):
        return Rules()
    reason = f"robots.txt could not be read ({capture.reason}), so nothing is asked of the host in this run."
    return Rules(closed=Verdict(outcome="unreachable", reason=reason))


def _parsed(text: str) -> Rules:
    parser = Protego.parse(text)
    delay = float(parser.crawl_delay(ROBOTS_NAME) or 0.0)
    if delay > LONGEST_INTERVAL:
        reason = f"robots.txt asks for {delay:.0f} s between requests, longer than a run can keep."
        return Rules(closed=Verdict(outcome="disallowed", reason=reason))
    return Rules(parser=parser, delay=max(delay, 0.0))
