"""Rows taken over from the last publication: those of notices that stand beside a touched one in its file.

A file holds up to some hundred notices, and masking one takes some 20 ms: only what a run touched is masked anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import polars as pl

from schemas.table import Table
from tasks.publish.manifest import FileEntry
from tasks.publish.months import Touched


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """The files of the last publication, and the notices of which every row there stands: columns notice_id, span."""

    folder: Path
    files: Sequence[FileEntry]
    spans: pl.DataFrame

    @classmethod
    def nothing(cls) -> Self:
        """There is no last publication, or none to take from."""
        return cls(Path(), (), pl.DataFrame(schema={"notice_id": pl.String, "span": pl.String}))

    @classmethod
    def of(cls, files: Sequence[FileEntry], current: Path, touched: Touched, lost: Collection[str]) -> Self:
        """What was not touched since; nothing of a span that lost a file. ``files`` are those of tables of notices."""
        gone = pl.col("notice_id").is_in(list(touched.notice_ids)) | pl.col("span").is_in(list(lost))
        return cls(current, files, touched.before.filter(~gone))

    def rows(self, table: Table, notice_ids: pl.Series) -> pl.DataFrame:
        """The rows of these notices, as far as they are taken over."""
        chosen = self.spans.filter(pl.col("notice_id").is_in(notice_ids.implode()))
        spans = set(chosen["span"])
        paths = [self.folder / file.path for file in self.files if file.table == table.name and file.span in spans]
        if not paths:
            return table.empty()
        wanted = pl.col("notice_id").is_in(chosen["notice_id"].implode())
        return pl.scan_parquet(paths).filter(wanted).select(table.polars.names()).collect()


def is_there(file: FileEntry, current: Path) -> bool:
    """Whether a file of the publication stands, as long as it was."""
    path = current / file.path
    return path.is_file() and path.stat().st_size == file.bytes
