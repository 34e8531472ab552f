"""The publication that catalog files describe."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.table import Table
from tasks.publish.manifest import FileEntry, Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A publication: its manifest, and the tables it holds in their order."""

    manifest: Manifest
    tables: tuple[Table, ...]

    @property
    def date(self) -> str:
        """Day of the release (UTC), as ``YYYY-MM-DD``: the run's, never that of writing."""
        return dt.datetime.fromisoformat(self.manifest.recorded_at).date().isoformat()

    def files(self, table: Table) -> Sequence[FileEntry]:
        """The Parquet files of a table, in the order of their paths."""
        return [file for file in self.manifest.files if file.table == table.name]
