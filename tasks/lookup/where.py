"""Where rows stand: the runs and releases to look in, so that reading passes over all other files."""

from collections.abc import Collection

from tasks.lookup.lookup import Lookup


def runs_with(lookup: Lookup, urls: Collection[str]) -> list[str]:
    """Runs that captured one of the pages."""
    return lookup.column("SELECT DISTINCT run_id FROM asked WHERE url IN (SELECT value FROM json_each(?))", urls)


def asked_before(lookup: Lookup, urls: Collection[str]) -> frozenset[str]:
    """Those of the pages that were captured before."""
    return frozenset(lookup.column("SELECT url FROM page WHERE url IN (SELECT value FROM json_each(?))", urls))


def releases_with_copies(lookup: Lookup, urls: Collection[str]) -> list[int]:
    """Releases with a row of ``copies`` of one of the pages."""
    return lookup.column("SELECT DISTINCT release FROM copy WHERE url IN (SELECT value FROM json_each(?))", urls)


def releases_with_notices(lookup: Lookup, ids: Collection[str]) -> list[int]:
    """Releases with a revision of one of the notices."""
    return lookup.column("SELECT DISTINCT release FROM notice WHERE notice_id IN (SELECT value FROM json_each(?))", ids)


def pages_of(lookup: Lookup, ids: Collection[str]) -> list[str]:
    """Pages that carry one of the notices, or did."""
    return lookup.column("SELECT DISTINCT url FROM copy WHERE notice_id IN (SELECT value FROM json_each(?))", ids)


def carried_by(lookup: Lookup, urls: Collection[str]) -> frozenset[tuple[str, str]]:
    """Pairs of the notice a page carries, or did, and its source."""
    query = "SELECT DISTINCT notice_id, source_id FROM copy WHERE url IN (SELECT value FROM json_each(?))"
    return frozenset((notice_id, source_id) for notice_id, source_id in lookup.rows(query, urls))


def carrying(lookup: Lookup, carried: Collection[tuple[str, str]]) -> frozenset[str]:
    """Pages of such pairs."""
    found = lookup.column(
        "SELECT DISTINCT copy.url FROM json_each(?) AS pair JOIN copy"
        " ON copy.notice_id = pair.value ->> 0 AND copy.source_id = pair.value ->> 1",
        carried,
    )
    return frozenset(found)
