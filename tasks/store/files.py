"""Small files that must be whole or absent, even after a power cut."""

import os
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Puts the bytes at the path in one step: a reader sees the old file or the new one.

    Raises:
        OSError: what the file system refuses.
    """
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_bytes(content)
        synced(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    synced(path.parent)


def synced(path: Path) -> None:
    """Waits until a file's bytes, or a folder's entries, are on disk."""
    if os.name == "nt" and path.is_dir():  # Windows opens no folder, and keeps its entries by itself
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
