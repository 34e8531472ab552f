"""published/index.json: what stands where, for programs that fetch it. Its addresses never change what they hold."""

import hashlib
import json
import os
from pathlib import Path

from tasks.publish.manifest import Manifest
from tasks.store import write_atomically

NAME = "index.json"


def write_index(published: Path, version: Path, made: Manifest) -> None:
    """Writes ``<published>/index.json`` for the version ``current`` shows; nothing where it says so already.

    Addresses are relative to the file, or below ``TONGBAO_URL`` where that says where the folder is served.

    Raises:
        OSError: what the file system refuses.
    """
    base = os.environ.get("TONGBAO_URL", "").rstrip("/")
    below = version.relative_to(published).as_posix()
    prefix = f"{base}/{below}" if base else below
    parquet = {file.path for file in made.files}
    beside = sorted(path for path in version.iterdir() if path.is_file())
    index = {
        "release": made.release,
        "edition": made.edition,
        "recorded_at": made.recorded_at,
        "schema_version": made.schema_version,
        "parser_version": made.parser_version,
        "rows": made.tables,
        "files": [
            {
                "table": file.table,
                "url": f"{prefix}/{file.path}",
                "rows": file.rows,
                "bytes": file.bytes,
                "sha256": file.sha256,
            }
            for file in made.files
        ]
        + [
            {"url": f"{prefix}/{path.name}", "bytes": path.stat().st_size, "sha256": _digest(path)}
            for path in beside
            if path.name not in parquet
        ],
    }
    content = (json.dumps(index, ensure_ascii=False, indent=1) + "\n").encode()
    path = published / NAME
    if not path.is_file() or path.read_bytes() != content:
        write_atomically(path, content)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
