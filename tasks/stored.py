"""What the store holds of the notices a run brings, read where the lookup says, so that no run reads the whole store."""

from collections.abc import Collection

import polars as pl

from schemas.history import COPIES, IDENTITY_LOG
from schemas.notice import NOTICES, TEXTS
from schemas.operations import CAPTURES
from tasks.identify import IdentityLog
from tasks.lookup import Lookup, pages_of, releases_with_copies, releases_with_notices, runs_with
from tasks.record import StoredNotice, stored_notice
from tasks.record.late import Begun
from tasks.store import Store


def stored_notices(store: Store, lookup: Lookup, ids: Collection[str]) -> dict[str, StoredNotice | None]:
    """Notices by id, each at its current revision; null for one that is not there, or was merged into another."""
    merged = IdentityLog.of(store.read(IDENTITY_LOG)).absorbed
    mine = _stands(lookup, [one for one in ids if one not in merged])
    notices = store.read(NOTICES, predicate=mine)
    latest = notices.filter(pl.col("revision") == pl.col("revision").max().over("notice_id"))
    of_latest = pl.col("release").is_in(latest["release"].unique().to_list())
    texts = store.read(TEXTS, predicate=mine & of_latest)
    copies = copies_of_notices(store, lookup, ids)
    return {notice_id: stored_notice(notice_id, latest, texts, copies) for notice_id in ids}


def begun_revisions(store: Store, lookup: Lookup, ids: Collection[str]) -> dict[str, list[Begun]]:
    """All revisions of notices by id: since when each stands, and what it says."""
    columns = ["notice_id", "valid_from", "revision", "url", "body_sha256"]
    found: dict[str, list[Begun]] = {}
    for row in store.read(NOTICES, columns, _stands(lookup, ids)).iter_rows(named=True):
        found.setdefault(row.pop("notice_id"), []).append(Begun(**row))
    return found


def copies_of_notices(store: Store, lookup: Lookup, ids: Collection[str]) -> pl.DataFrame:
    """The latest row of each address that carries one of the notices now."""
    # An address may carry another notice since: its latest row decides, so rows are chosen by address first.
    return copies_at(store, lookup, pages_of(lookup, ids)).filter(pl.col("notice_id").is_in(list(ids)))


def copies_at(store: Store, lookup: Lookup, urls: Collection[str]) -> pl.DataFrame:
    """The latest row of each of the addresses."""
    rows = all_copies_at(store, lookup, urls)
    return rows.filter(pl.col("release") == pl.col("release").max().over("url")).sort("url")


def all_copies_at(store: Store, lookup: Lookup, urls: Collection[str]) -> pl.DataFrame:
    """Every row of each of the addresses."""
    made = pl.col("release").is_in(releases_with_copies(lookup, urls))
    return store.read(COPIES, predicate=made & pl.col("url").is_in(list(urls)))


def captures_at(store: Store, lookup: Lookup, urls: Collection[str]) -> pl.DataFrame:
    """Every capture of each of the pages."""
    made = pl.col("run_id").is_in(runs_with(lookup, urls)) & (pl.col("purpose") == "page")
    return store.read(CAPTURES, predicate=made & pl.col("url").is_in(list(urls)))


def _stands(lookup: Lookup, ids: Collection[str]) -> pl.Expr:
    """Rows of the notices, in the releases that have any."""
    return pl.col("release").is_in(releases_with_notices(lookup, ids)) & pl.col("notice_id").is_in(list(ids))
