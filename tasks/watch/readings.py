"""The fingerprint of each list reading, and what came of it. Pure."""

import hashlib

from schemas.lists import ListReading
from schemas.values import Run
from tasks.discover import Listing, ListMemory, swept

# Two entries may both have been taken off; of three, one should be left unless the list is another.
_FEW = 3


def reading_of(listing: Listing, memory: ListMemory | None, run: Run) -> ListReading:
    """The row of a reading.

    Raises:
        ValueError: no page of the list was asked for.
    """
    if not listing.pages:
        msg = f"{listing.url} was never asked for"
        raise ValueError(msg)
    state, reason = _state(listing, memory)
    return ListReading(
        source_id=listing.source.id,
        list_url=listing.url,
        run_id=run.run_id,
        read_at=listing.pages[0].capture.fetched_at,
        state=state,
        reason=reason,
        pages=sum(page.was_read for page in listing.pages),
        links=len(listing.links),
        matching=len(listing.matching),
        newest=listing.newest,
        links_sha256=hashlib.sha256("\n".join(sorted(listing.links)).encode()).hexdigest(),
        complete=listing.complete,
        swept=swept(listing),
        covered_since=listing.reached,
    )


def _state(listing: Listing, memory: ListMemory | None) -> tuple[str, str]:
    first = listing.pages[0]
    if first.fault is not None:
        outcome = first.capture.outcome
        state = {"blocked": "walled", "ok": "unreadable"}.get(outcome, "unreachable")
        return state, f"Its first page was not read: {first.fault}"
    if not listing.links:
        known = f"; it named {len(memory.links)}" if memory and len(memory.links) else ""
        return "empty", f"It answers and names no entry{known}."
    if memory and len(memory.links) >= _FEW and not memory.links.among(listing.links):
        return "replaced", f"None of the {len(memory.links)} entries it named is on it."
    if listing.fault is not None:
        return "ok", f"It was read up to page {len(listing.pages) - 1}; the next was not read: {listing.fault}"
    return "ok", f"It was read {'to its end' if listing.complete else 'past what is known of it'}."
