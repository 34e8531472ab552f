"""What the store knows of notices' identity: its index, kept up with it, and the decisions in its log."""

from collections.abc import Mapping

import polars as pl

from schemas.history import COPIES, IDENTITY_LOG
from schemas.notice import NOTICES
from schemas.operations import FINGERPRINTS
from tasks.identify import IdentityLog, Index, KnownNotices, entries_of
from tasks.store import Store

_FOLDER = "index"


def known_notices(store: Store) -> KnownNotices:
    """The notices of the store's release, through its index; what the index lacks is added first.

    A run that was killed between its release and its index, or a store that was rebuilt, is caught up here.
    """
    store = store.snapshot()
    release = store.release()
    log = IdentityLog.of(store.read(IDENTITY_LOG))
    if release is None:
        return KnownNotices(Index(), log)
    index = Index.open(store.folder / _FOLDER, store.uid(), release.release)
    if index.release < release.release:
        newer = pl.col("release") > index.release
        notices, copies = store.read(NOTICES, predicate=newer), store.read(COPIES, predicate=newer)
        revisions = notices.select("notice_id", "revision").lazy()
        prints = store.scan(FINGERPRINTS).join(revisions, on=["notice_id", "revision"], how="semi").collect()
        index.add(entries_of(notices, copies, prints), release.release)
    return KnownNotices(index, log)


def indexed(store: Store, frames: Mapping[str, pl.DataFrame], release: int) -> None:
    """Add what a run stored, while its rows are at hand; an index that is behind is left to be caught up.

    Raises:
        OSError: what the file system refuses.
    """
    index = Index.open(store.folder / _FOLDER, store.uid(), release)
    before = store.releases().filter(pl.col("release") < release)["release"].max()
    if index.release != (before or 0):
        return
    tables = (frames.get(table.name, table.empty()) for table in (NOTICES, COPIES, FINGERPRINTS))
    index.add(entries_of(*tables), release)
