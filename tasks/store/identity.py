"""store.json: which version of the tables a store holds, and whether it is of the sample."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from schemas.dataset import SCHEMA_VERSION
from schemas.errors import StoreVersion, UnreadableFile, WrongStore
from tasks.store.files import write_atomically

_NAME = "store.json"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a store is."""

    schema_version: int
    sample: bool

    def require(self, folder: Path, *, sample: bool) -> None:
        """Refuses a store this program, or this run, cannot use.

        Raises:
            StoreVersion: it is of another schema version.
            WrongStore: it is the sample's and the run is of real sites, or the other way round.
        """
        if self.schema_version != SCHEMA_VERSION:
            raise StoreVersion(
                f"The store in {folder} is of schema version {self.schema_version}; this program reads {SCHEMA_VERSION}.",
                "Replay its archive into a new home, or use the version of tongbao that made it.",
            )
        if self.sample != sample:
            held, asked = ("the bundled sample", "real sites")[:: 1 if self.sample else -1]
            raise WrongStore(f"The store in {folder} holds {held}; this run is of {asked}.", "Choose another home.")


def is_store(folder: Path) -> bool:
    """Whether a store stands in the folder, readable or not."""
    return (folder / _NAME).exists()


def read_identity(folder: Path) -> Identity | None:
    """What the store in the folder is; None where there is none.

    Raises:
        UnreadableFile: its ``store.json`` cannot be read or is no such file.
    """
    path = folder / _NAME
    try:
        found = json.loads(path.read_bytes())
        return Identity(int(found["schema_version"]), bool(found["sample"]))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableFile(
            f"{path} cannot be read: {error}.", "Replay the archive into a new home, or restore the file from a backup."
        ) from error


def write_identity(folder: Path, identity: Identity) -> Identity:
    """Marks the folder as a store.

    Raises:
        OSError: what the file system refuses.
    """
    write_atomically(folder / _NAME, (json.dumps(asdict(identity)) + "\n").encode())
    return identity
