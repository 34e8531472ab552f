"""Does every kept release still have its files, and is it a store to which rows were only ever added."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from deltalake.exceptions import DeltaError

from schemas.operations import ReleaseRow
from schemas.table import Table
from tasks.store import delta
from tasks.store.faults import Fault


def pin_faults(table: Table, path: Path, releases: Sequence[ReleaseRow]) -> Iterator[Fault]:
    """What does not hold in the versions of a table that the releases, oldest first, pin."""
    rows = 0
    for release, version in _distinct(table, releases):
        try:
            files = delta.files(path, version)
        except (OSError, DeltaError) as error:
            yield _fault(table, "pinned", 1, f"release {release} pins version {version}: {error}")
            continue
        bad = [file.path for file in files if not _is_whole(path / file.path, file.bytes)]
        if bad:
            detail = f"release {release} needs {bad[0]}, which is missing or of another size"
            yield _fault(table, "files_present", len(bad), detail)
        now = sum(file.rows for file in files)
        if now < rows:
            yield _fault(table, "only_added", rows - now, f"release {release} has {now} rows, an earlier one {rows}")
        rows = now


def _distinct(table: Table, releases: Sequence[ReleaseRow]) -> Iterator[tuple[int, int]]:
    last = None
    for release in releases:
        version = json.loads(release.versions).get(table.name)
        if version is not None and version != last:
            yield release.release, version
            last = version


def _is_whole(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _fault(table: Table, rule: str, count: int, detail: str) -> Fault:
    return Fault(table=table.name, rule=rule, count=count, detail=detail)
