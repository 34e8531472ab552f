"""Leaves a host alone once it has failed too often in a row."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Breaker:
    """Consecutive failures by host, for one run at one source.

    It is not kept for the next run, on purpose: that run asks robots.txt once and a few pages at most before it gives
    up in its turn, hours later, and without asking nobody would know that the host is back, nor would the history of
    its pages show how long it was away. What must outlive a run does, in the pace files: the wait that failures
    lengthened, a Retry-After, a Crawl-delay.
    """

    limit: int
    _failures: dict[str, int] = field(default_factory=dict)
    _closed_hosts: dict[str, str] = field(default_factory=dict)

    def refusal(self, host: str) -> str | None:
        """Why the host is not asked any more, in one sentence; null while it is."""
        return self._closed_hosts.get(host)

    def failures(self, host: str) -> int:
        """Failures in a row up to now."""
        return self._failures.get(host, 0)

    def succeeded(self, host: str) -> None:
        """The host answered as it should."""
        self._failures[host] = 0

    def failed(self, host: str) -> None:
        """The host did not answer, refused, or put up a wall."""
        self._failures[host] = self.failures(host) + 1
        if self._failures[host] >= self.limit:
            self.give_up(host, f"{host} failed {self._failures[host]} times in a row and is left alone for this run.")

    def give_up(self, host: str, reason: str) -> None:
        """No more requests to the host in this run."""
        self._closed_hosts.setdefault(host, reason)
