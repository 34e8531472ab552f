"""What the file system refuses is said in words a user can act on."""

import errno
import os
from pathlib import Path

import pytest
from deltalake.exceptions import DeltaError

from schemas.errors import DiskFull, NoPermission, TongbaoError
from tasks.store import explained_os_errors, write_atomically

HERE = Path("home")


@pytest.mark.parametrize(
    ("raised", "named"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), DiskFull),
        (OSError(errno.EROFS, "Read-only file system"), NoPermission),
        (PermissionError(errno.EACCES, "Permission denied"), NoPermission),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory"), NoPermission),
        # As deltalake 1.6.6 said it on a full and on a read-only tmpfs.
        (
            DeltaError(
                "Failed to parse parquet: External: Generic LocalFileSystem error: Unable to copy data to file: "
                "No space left on device (os error 28)"
            ),
            DiskFull,
        ),
        (OSError("Generic LocalFileSystem error\n ↳ No space left on device (os error 28)\n"), DiskFull),
        (
            DeltaError(
                "Could not create local directory: /x\n"
                'Error: Os { code: 30, kind: ReadOnlyFilesystem, message: "Read-only file system" }'
            ),
            NoPermission,
        ),
        (DeltaError("Permission denied (os error 13)"), NoPermission),
    ],
)
def test_refusals_get_the_name_the_folder_and_a_remedy(raised: Exception, named: type[TongbaoError]) -> None:
    with pytest.raises(named) as caught, explained_os_errors(HERE):
        raise raised
    assert "home" in caught.value.what
    assert caught.value.remedy
    assert caught.value.__cause__ is raised


@pytest.mark.parametrize("raised", [OSError(errno.EIO, "Input/output error"), DeltaError("bad log"), ValueError("x")])
def test_failures_of_another_kind_pass_as_they_are(raised: Exception) -> None:
    with pytest.raises(type(raised)) as caught, explained_os_errors(HERE):
        raise raised
    assert caught.value is raised


def test_a_real_refusal_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NoPermission), explained_os_errors(tmp_path):
        (tmp_path / "file" / "below").mkdir()


def test_a_file_written_atomically_replaces_the_old_one_and_leaves_nothing_else(tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        write_atomically(tmp_path / "a.json", content)
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert (tmp_path / "a.json").read_bytes() == b"new"


def test_an_atomic_write_that_fails_keeps_the_old_file_and_no_leftover(tmp_path: Path) -> None:
    target = tmp_path / "a.json"
    target.mkdir()
    (target / "kept").write_text("")
    with pytest.raises(OSError, match=os.strerror(errno.EISDIR)):
        write_atomically(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
