"""One request as sent and its answer as received."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer; a redirect is an exchange of its own.

    ``body`` is decoded (no content or transfer encoding left) while ``response_headers`` are the originals.
    ``truncated`` names the bound that cut the body, as WARC-Truncated does; null for a whole body.
    """

    url: str
    at: dt.datetime
    request_headers: tuple[tuple[str, str], ...]
    http_version: str
    status: int
    phrase: str
    response_headers: tuple[tuple[str, str], ...]
    body: bytes
    truncated: str | None = None
    address: str | None = None

    def header(self, name: str) -> str | None:
        """The first response header of that name, whatever its case."""
        wanted = name.lower()
        return next((value for key, value in self.response_headers if key.lower() == wanted), None)
