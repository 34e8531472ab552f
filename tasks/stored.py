"""What the store holds of the notices a run brings: read by their ids, so that a run does not read the whole store."""

from collections.abc import Collection

import polars as pl

from schemas.history import COPIES
from schemas.notice import NOTICES, TEXTS
from tasks.record import StoredNotice, stored_notice
from tasks.record.late import Begun
from tasks.store import Store


def stored_notices(store: Store, ids: Collection[str]) -> dict[str, StoredNotice | None]:
    """Notices by id, each at its current revision; null for one that is not there, or was merged into another."""
    wanted = pl.col("notice_id").is_in(list(ids))
    notices, texts = (store.scan_current(table).filter(wanted).collect() for table in (NOTICES, TEXTS))
    copies = copies_of_notices(store, ids)
    return {notice_id: stored_notice(notice_id, notices, texts, copies) for notice_id in ids}


def begun_revisions(store: Store, ids: Collection[str]) -> dict[str, list[Begun]]:
    """All revisions of notices by id: since when each stands, and what it says."""
    columns = ["notice_id", "valid_from", "revision", "url", "body_sha256"]
    found: dict[str, list[Begun]] = {}
    for row in store.read(NOTICES, columns, pl.col("notice_id").is_in(list(ids))).iter_rows(named=True):
        found.setdefault(row.pop("notice_id"), []).append(Begun(**row))
    return found


def copies_of_notices(store: Store, ids: Collection[str]) -> pl.DataFrame:
    """The latest row of each address that carries one of the notices now."""
    wanted = pl.col("notice_id").is_in(list(ids))
    # An address may carry another notice since: its latest row decides, so rows are chosen by address first.
    urls = store.read(COPIES, ["url"], wanted)["url"].unique()
    return copies_at(store, urls).filter(wanted)


def copies_at(store: Store, urls: Collection[str]) -> pl.DataFrame:
    """The latest row of each of the addresses."""
    rows = store.read(COPIES, predicate=pl.col("url").is_in(list(urls)))
    return rows.filter(pl.col("release") == pl.col("release").max().over("url")).sort("url")
