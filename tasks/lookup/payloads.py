"""Payloads the archive holds, and files that need not be asked for again."""

from dataclasses import dataclass

from tasks.archive import Place
from tasks.lookup.lookup import Lookup


@dataclass(frozen=True, slots=True)
class Payloads:
    """Payloads one source brought, or, of none named, any."""

    lookup: Lookup
    source_id: str | None = None

    def first(self, sha256: str) -> Place | None:
        """The record that wrote the payload out; later ones refer to it."""
        found = self.lookup.rows(
            "SELECT warc_file, warc_offset, sha256 FROM payload WHERE sha256 = ?1 AND (?2 IS NULL OR source_id = ?2)"
            " ORDER BY capture_id LIMIT 1",
            sha256,
            self.source_id,
        )
        return Place(*found[0]) if found else None

    def last(self, url: str) -> Place | None:
        """The record that holds what the address last brought."""
        found = self.lookup.rows(
            "SELECT sha256 FROM brought WHERE url = ?1 AND (?2 IS NULL OR source_id = ?2)"
            " ORDER BY fetched_at DESC, capture_id DESC LIMIT 1",
            url,
            self.source_id,
        )
        return self.first(found[0][0]) if found else None
