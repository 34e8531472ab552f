"""Another store in the place of one: whenever the process dies, one of the two stands there whole, or takes its place
the next time a store is opened."""

from pathlib import Path

from tasks.store.files import synced
from tasks.store.identity import is_store
from tasks.store.oserrors import explained_os_errors


def replace_store(folder: Path, by: Path, kept: Path) -> None:
    """Put the store ``by`` into ``folder``; the one that stood there is kept as ``kept``, a new name beside it.

    Between the two renames no store stands in ``folder``: whoever opens it then, or after a kill, ends the replacement.

    Raises:
        NoPermission, DiskFull: the folders cannot be renamed.
    """
    waiting = waiting_for(folder)
    with explained_os_errors(folder):
        by.rename(waiting)
        synced(folder.parent)
        if folder.exists():
            folder.rename(kept)
            synced(folder.parent)
    end_replacement(folder)


def end_replacement(folder: Path) -> None:
    """Give a store that waits its place, where none stands. Does nothing where none waits.

    Raises:
        NoPermission, DiskFull: it cannot be renamed.
    """
    waiting = waiting_for(folder)
    if is_store(folder) or not is_store(waiting):
        return
    with explained_os_errors(folder):
        _clear(folder)
        try:
            waiting.rename(folder)
        except OSError:
            # Another process did it in the meantime.
            if not is_store(folder):
                raise
        synced(folder.parent)


def waiting_for(folder: Path) -> Path:
    """Where a store waits for the place of another."""
    return folder.with_name(f"{folder.name}.next")


def _clear(folder: Path) -> None:
    """Takes away a folder that holds nothing but the lease of a writer who came when no store stood there."""
    if not folder.exists():
        return
    for name in (".lease", ".lease.json"):
        (folder / name).unlink(missing_ok=True)
    folder.rmdir()
