"""The files of the archive: which there are, opened with errors that have names, replaced in one step."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from schemas.errors import NoPermission, UnreadableFile

SUFFIX = ".warc.gz"
# Below the archive folder, beside those of the runs.
INDEX = "index"


def warc_files(root: Path) -> Iterator[str]:
    """Every WARC file, relative to the archive folder, run by run."""
    for path in sorted(root.glob(f"*/*{SUFFIX}")):
        if path.parent.name != INDEX:
            yield path.relative_to(root).as_posix()


def open_file(path: Path) -> BinaryIO:
    """The file, for reading.

    Raises:
        UnreadableFile: no such file, or a folder.
        NoPermission: it may not be read.
    """
    try:
        return path.open("rb")
    except PermissionError as error:
        raise NoPermission(f"{path} may not be read.", "Change its owner or mode.") from error
    except OSError as error:
        what = f"{path} cannot be opened ({error.strerror})."
        raise UnreadableFile(what, "Check the archive folder of the settings.") from error


def settle(partial: Path, path: Path) -> None:
    """Puts a written file in its place, and waits until it is there on disk."""
    fsync(partial)
    partial.replace(path)
    fsync(path.parent)


def fsync(path: Path) -> None:
    """Waits until a file's bytes, or a folder's entries, are on disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
