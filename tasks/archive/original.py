"""A record that later ones refer to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A record with its payload, as one that repeats the payload names it. ``date`` as its WARC-Date has it."""

    warc_file: str
    warc_offset: int
    url: str
    date: str
    payload_digest: str | None
    body: bytes
