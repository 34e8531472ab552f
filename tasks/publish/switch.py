"""Links and renames that keep ``current`` whole for its readers."""

import errno
import os
import shutil
from pathlib import Path

from tasks.store import synced

PARTIAL = ".partial"
# What systems answer that have no links of the kind, or not there.
_NO_LINKS = frozenset({errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})


def link(source: Path, target: Path) -> None:
    """Gives a file a second name; where the file system cannot, copies it with its times.

    Raises:
        OSError: what the file system refuses.
    """
    target.parent.mkdir(exist_ok=True)
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        shutil.copy2(source, target)
        synced(target)


def switch(current: Path, version: Path) -> None:
    """Makes ``current`` show the version, whole, in one step.

    ``current`` is a symbolic link, and a rename over it is atomic: whoever opens the folder before sees all of the
    old version, whoever opens it after all of the new one. Old versions stay, so a reader that resolved the link
    can finish. (Renaming folders could not do this: no rename replaces a folder that holds files.)

    Raises:
        OSError: what the file system refuses.
    """
    partial = current.with_name(f".{current.name}{PARTIAL}")
    partial.unlink(missing_ok=True)
    if not current.is_symlink() and current.is_dir():
        switch_by_rename(current, version)
        return
    try:
        partial.symlink_to(version.relative_to(current.parent), target_is_directory=True)
    except OSError as error:
        if error.errno not in _NO_LINKS and getattr(error, "winerror", None) != 1314:  # 1314: Windows, no privilege
            raise
        switch_by_rename(current, version)
        return
    partial.replace(current)
    synced(current.parent)


def switch_by_rename(current: Path, version: Path) -> None:
    """The same where there are no symbolic links: a folder of the same files takes the place of the old one.

    Between the two renames there is no ``current`` for some microseconds: such a file system offers no better.

    Raises:
        OSError: what the file system refuses.
    """
    fresh, old = (current.with_name(f".{current.name}{suffix}") for suffix in (PARTIAL, ".old"))
    for leftover in (fresh, old):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir()
    for file in sorted(version.rglob("*")):
        if file.is_file():
            link(file, fresh / file.relative_to(version))
    if current.exists():
        current.replace(old)
    fresh.replace(current)
    synced(current.parent)
    shutil.rmtree(old, ignore_errors=True)


def synced_tree(folder: Path) -> None:
    """Waits until the names of all files below are on disk.

    Raises:
        OSError: what the file system refuses.
    """
    for below in sorted(folder.rglob("*")):
        if below.is_dir():
            synced(below)
    synced(folder)


def remove_partials(versions: Path) -> None:
    """Removes what a killed publication left.

    Raises:
        OSError: what the file system refuses.
    """
    for orphan in sorted(versions.glob(f"*{PARTIAL}")):
        shutil.rmtree(orphan)


def free_name(versions: Path, release: int) -> Path:
    """Where the version of a release goes: ``<release>``, or ``<release>-2`` where another store's stands there."""
    path, number = versions / str(release), 2
    while os.path.lexists(path):
        path, number = versions / f"{release}-{number}", number + 1
    return path
