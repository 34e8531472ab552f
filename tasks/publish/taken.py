"""Rows taken over from the last publication: those of notices that stand beside a touched one in its file.

A file holds up to some hundred notices, and masking one takes some 20 ms: only what a run touched is masked anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import polars as pl

from schemas.notice import NOTICES
from schemas.table import Table
from tasks.publish.manifest import FileEntry
from tasks.publish.spans import EMPTY

_NOTHING = pl.DataFrame(schema={"notice_id": pl.String, "span": pl.String})


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """The files of the last publication, and the notices of which every row there stands: columns notice_id, span."""

    folder: Path
    files: Sequence[FileEntry]
    spans: pl.DataFrame

    @classmethod
    def all_of(cls, files: Sequence[FileEntry], current: Path) -> Self:
        """All that stands in these files, those of tables of notices; nothing of a span that lost one.

        Where a notice stands is read from the files: a later version of this program may divide the time otherwise.
        """
        lost = {file.span for file in files if not is_there(file, current)}
        whole = [file for file in files if file.span not in lost and file.table == NOTICES.name and file.span != EMPTY]
        places = [
            pl.read_parquet(current / file.path, columns=["notice_id"]).with_columns(span=pl.lit(file.span))
            for file in whole
        ]
        return cls(current, files, pl.concat([_NOTHING, *places]))

    @classmethod
    def nothing(cls) -> Self:
        """There is no last publication, or none to take from."""
        return cls(Path(), (), _NOTHING)

    def but(self, notice_ids: Collection[str]) -> Self:
        """The same without these notices."""
        return replace(self, spans=self.spans.filter(~pl.col("notice_id").is_in(list(notice_ids))))

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
