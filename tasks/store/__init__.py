"""Keep what the runs found: append-only Delta tables, read through releases, so that a run is all there or not there."""

from tasks.store.faults import Fault
from tasks.store.files import synced, write_atomically
from tasks.store.lease import lease
from tasks.store.oserrors import explain, explained_os_errors
from tasks.store.replacing import replace_store, waiting_for
from tasks.store.store import Store
from tasks.store.upkeep import Compacted, Vacuumed, compact, kept_releases, vacuum

__all__ = [
    "Compacted",
    "Fault",
    "Store",
    "Vacuumed",
    "compact",
    "explain",
    "explained_os_errors",
    "kept_releases",
    "lease",
    "replace_store",
    "synced",
    "vacuum",
    "waiting_for",
    "write_atomically",
]
