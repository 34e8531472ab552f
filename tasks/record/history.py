"""A revision of a notice as the store holds it, read again with today's rules."""

import polars as pl

from schemas.errors import UnknownNotice
from schemas.history import COPIES
from schemas.notice import NOTICES, TEXTS
from tasks.record.stored import StoredNotice, stored_notice
from tasks.store import Store


def revision_of(store: Store, notice_id: str, revision: int) -> StoredNotice:
    """The revision.

    Raises:
        UnknownNotice: the notice has none of that number.
    """
    notices = store.read(NOTICES, predicate=pl.col("notice_id") == notice_id)
    wanted = notices.filter(pl.col("revision") == revision)
    texts = store.read(TEXTS, predicate=pl.col("notice_id") == notice_id)
    found = stored_notice(notice_id, wanted, texts, COPIES.empty())
    if found is None:
        numbers = ", ".join(str(number) for number in sorted(notices["revision"]))
        raise UnknownNotice(f"{notice_id} has no revision {revision}.", f"It has {numbers or 'none'}.")
    return found
