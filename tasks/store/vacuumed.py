"""vacuumed.json: from which release on the files of a store are kept."""

import json
from pathlib import Path

from schemas.errors import DataProblem, UnreadableFile
from tasks.store.files import write_atomically

_NAME = "vacuumed.json"


def first_kept(folder: Path) -> int:
    """The oldest release that can still be read; 1 where nothing was ever vacuumed.

    Raises:
        UnreadableFile: the file is there and cannot be read.
    """
    path = folder / _NAME
    try:
        return int(json.loads(path.read_bytes())["first_kept"])
    except FileNotFoundError:
        return 1
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            f"{path} cannot be read: {error}.", "Replay the archive into a new home, or restore the file from a backup."
        ) from error


def require_kept(folder: Path, release: int) -> None:
    """Refuse a release whose files may be gone.

    Raises:
        DataProblem: it was vacuumed.
    """
    first = first_kept(folder)
    if release < first:
        raise DataProblem(
            f"Release {release} of {folder} was vacuumed.", f"Releases from {first} on are kept; an archive keeps all."
        )


def keep_from(folder: Path, release: int) -> None:
    """Mark older releases as no more readable, before any file of theirs goes.

    Raises:
        OSError: what the file system refuses.
    """
    write_atomically(folder / _NAME, (json.dumps({"first_kept": release}) + "\n").encode())
