"""Who we say we are, and how much of anything one request may take."""

from dataclasses import dataclass
from importlib.metadata import version

# Honest, and with an address to complain to.
USER_AGENT = f"tongbao/{version('tongbao')} (+https://github.com/tongbao/tongbao; rectification-notice archive)"
# What robots.txt is asked about: the full User-Agent holds other words a record there could match.
ROBOTS_NAME = "tongbao"
# The most a source may set, or a Crawl-delay ask for. A host that asks for more is not for a crawler with an end.
LONGEST_INTERVAL = 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one request and its retries; times in seconds.

    ``max_ratio`` is decoded bytes a wire byte, once a body is past 1 MB decoded: real HTML packs 5 to 30 to 1.
    ``total_seconds`` bounds one request, ``address_seconds`` all requests for one address, redirects and retries
    included: a chain of slow redirects would else take the one that often. Waits for politeness do not count.
    ``longest_wait`` is the most a Retry-After is waited for; beyond it the host is left alone for the run.
    ``failures`` in a row on one host end its requests for the run.
    """

    max_bytes: int = 20_000_000
    max_ratio: float = 200.0
    total_seconds: float = 60.0
    address_seconds: float = 180.0
    connect_seconds: float = 10.0
    read_seconds: float = 20.0
    redirects: int = 5
    attempts: int = 3
    backoff_seconds: float = 1.0
    longest_wait: float = 120.0
    failures: int = 5
