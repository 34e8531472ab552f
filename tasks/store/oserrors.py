"""Failures of the file system, said so that a user knows what to do."""

import errno
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
from deltalake.exceptions import DeltaError
from polars.exceptions import PolarsError

from schemas.errors import DiskFull, NoPermission, TongbaoError

_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_NOT_A_FOLDER = frozenset({errno.ENOTDIR, errno.EEXIST})
# delta-rs and polars bury the number in words: "No space left on device (os error 28)",
# "Error: Os { code: 30, kind: ReadOnlyFilesystem, message: "Read-only file system" }".
_BURIED = re.compile(r"os error (\d+)|Os \{ code: (\d+)")


@contextmanager
def explained_os_errors(path: Path) -> Iterator[None]:
    """Names what the file system refuses while something below ``path`` is written.

    Failures of another kind pass through as they are.

    Raises:
        NoPermission: the folder may not be written, or cannot be a folder.
        DiskFull: no room, or no quota, is left.
    """
    try:
        yield
    except (OSError, DeltaError, PolarsError, pa.ArrowException) as error:
        explained = explain(error, path)
        if explained is None:
            raise
        raise explained from error


def explain(error: BaseException, path: Path) -> TongbaoError | None:
    """The named error for a failure below ``path``; None for a failure of another kind."""
    number = _number(error)
    if number in _FULL:
        return DiskFull(
            f"There is no room left to write {path}.", "Free some space and run again: nothing half-written is read."
        )
    if number in _FORBIDDEN:
        return NoPermission(
            f"{path} may not be written.", "Make it writable for the user that runs tongbao, or choose another folder."
        )
    if number in _NOT_A_FOLDER:
        return NoPermission(
            f"{path} cannot be written: a file stands where a folder is needed.",
            "Move that file away, or choose another folder.",
        )
    return None


def _number(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno is not None:
        return error.errno
    buried = _BURIED.search(str(error))
    return int(buried[1] or buried[2]) if buried else None
