"""Keep what the runs found: append-only Delta tables, read through releases, so that a run is all there or not there."""

from tasks.store.faults import Fault
from tasks.store.files import synced, write_atomically
from tasks.store.lease import lease
from tasks.store.oserrors import explain, explained_os_errors
from tasks.store.store import Store

__all__ = [
    "Fault",
    "Store",
    "explain",
    "explained_os_errors",
    "lease",
    "synced",
    "write_atomically",
]
