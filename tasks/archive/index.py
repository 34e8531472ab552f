"""The index of each WARC file: ``<archive>/index/<run_id>/<source_id>.parquet``, one row a record.

Made of the WARC file alone once it is closed, and put in place in one step. What a program reads over
``index/**/*.parquet`` is therefore whole; a file that a kill left open has no index until ``tongbao archive index``.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.archive import ARCHIVE_INDEX
from schemas.errors import UnreadableFile
from tasks.archive.files import INDEX, SUFFIX, settle
from tasks.archive.members import Gap
from tasks.archive.scan import Scanned, scan

_SIZE = b"warc_size"
# Long enough that the metadata of a file's pages costs nothing, short enough that one page's rows are found by it.
_ROWS_A_GROUP = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """The index of one file as it was made. ``size``: of the WARC file then, whatever followed its last record."""

    rows: pl.DataFrame
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What making one index found."""

    warc_file: str
    records: int
    gaps: tuple[Gap, ...]
    problems: tuple[str, ...]


def index_path(root: Path, warc_file: str) -> Path:
    """Where the index of a WARC file is kept."""
    return root / INDEX / (warc_file.removesuffix(SUFFIX) + ".parquet")


def warc_file_of(root: Path, path: Path) -> str:
    """The WARC file an index is of: the inverse of ``index_path``."""
    return path.relative_to(root / INDEX).as_posix().removesuffix(".parquet") + SUFFIX


def write_index(root: Path, warc_file: str) -> Indexed:
    """Reads the WARC file through and writes its index, replacing an earlier one.

    Raises:
        UnreadableFile, NoPermission: the WARC file cannot be read.
        OSError: the index cannot be written.
    """
    size = (root / warc_file).stat().st_size if (root / warc_file).exists() else 0
    found: list[Scanned] = []
    gaps: list[Gap] = []
    for one in scan(root, warc_file):
        if isinstance(one, Gap):
            gaps.append(one)
        else:
            found.append(one)
    rows = ARCHIVE_INDEX.frame((one.record,) for one in found).to_arrow().cast(ARCHIVE_INDEX.arrow)
    about = {**(ARCHIVE_INDEX.arrow.metadata or {}), _SIZE: str(size).encode()}
    path = index_path(root, warc_file)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        pq.write_table(rows.replace_schema_metadata(about), partial, compression="zstd", row_group_size=_ROWS_A_GROUP)
        settle(partial, path)
    finally:
        partial.unlink(missing_ok=True)
    problems = tuple(f"byte {one.record.warc_offset}: {problem}" for one in found for problem in one.problems)
    return Indexed(warc_file=warc_file, records=len(found), gaps=tuple(gaps), problems=problems)


def read_index(root: Path, warc_file: str) -> Index | None:
    """The index of a WARC file; null where none was made.

    Raises:
        UnreadableFile: it is no index of this version.
    """
    path = index_path(root, warc_file)
    if not path.exists():
        return None
    try:
        table = pq.read_table(path)
        size = int((table.schema.metadata or {})[_SIZE])
        rows = pl.DataFrame(pl.from_arrow(table.select(ARCHIVE_INDEX.polars.names())))
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        raise UnreadableFile(
            f"{path} is no index of an archive file ({error}).",
            f"Make it anew: `tongbao archive index {warc_file}`.",
        ) from error
    return Index(rows=rows.cast(ARCHIVE_INDEX.polars), size=size)
