"""CHANGELOG.md of a publication: rows added, changed and removed by table since the last one, and what does not hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.facts import CHECKS
from schemas.publication import KNOWN_ISSUES
from schemas.table import Table
from tasks.publish.catalog import Published
from tasks.publish.manifest import FileEntry

NAME = "CHANGELOG.md"
_TITLE = "# Changelog\n"
_FRAME = dict[str, pl.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChange:
    """How many rows of a table are new, differ, or are gone."""

    table: str
    added: int
    changed: int
    removed: int

    @property
    def any(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.changed or self.removed)


def write_changelog(folder: Path, published: Published, before: Path, earlier: Sequence[FileEntry]) -> None:
    """Writes ``<folder>/CHANGELOG.md``: this release on top of what the publication in ``before`` says.

    ``earlier`` are the files of that publication, none where this is the first. Only files that differ are read.

    Raises:
        OSError: what the file system refuses.
    """
    changes = [_compared(table, folder, published.files(table), before, earlier) for table in published.tables]
    lines = [f"| {one.table} | {one.added:,} | {one.changed:,} | {one.removed:,} |" for one in changes if one.any]
    failed = pl.read_parquet(folder / CHECKS.name / "*.parquet", columns=["outcome"])["outcome"].eq("fail").sum()
    entry = (
        f"\n## Release {published.manifest.release}, {published.date}\n\n"
        + (
            "| table | added | changed | removed |\n|---|--:|--:|--:|\n" + "\n".join(lines)
            if lines
            else "No row differs."
        )
        + f"\n\nChecks that do not hold: {failed:,}. Parser {published.manifest.parser_version}, "
        f"schema {published.manifest.schema_version}.\n\nKnown issues: {' '.join(KNOWN_ISSUES)}\n"
    )
    old = before / NAME
    past = old.read_text(encoding="utf-8").removeprefix(_TITLE) if earlier and old.is_file() else ""
    (folder / NAME).write_text(_TITLE + entry + past, encoding="utf-8")


def _compared(
    table: Table, folder: Path, files: Sequence[FileEntry], before: Path, earlier: Sequence[FileEntry]
) -> TableChange:
    held = {file for file in earlier if file.table == table.name}
    new = _rows(table, folder, set(files) - held)
    old = _rows(table, before, held - set(files))
    # A notice revised is one row changed, not one gone and one come.
    key = [name for name in table.key if name != "revision"]
    same = [name for name in new.columns if name not in {"revision", "release", "recorded_at"}]
    kept = new.join(old, on=key, how="semi", nulls_equal=True)
    return TableChange(
        table=table.name,
        added=new.height - kept.height,
        changed=kept.join(old, on=same, how="anti", nulls_equal=True).height,
        removed=old.join(new, on=key, how="anti", nulls_equal=True).height,
    )


def _rows(table: Table, folder: Path, files: set[FileEntry]) -> pl.DataFrame:
    paths = [folder / file.path for file in sorted(files, key=lambda file: file.path) if (folder / file.path).is_file()]
    return pl.read_parquet(paths) if paths else table.empty()
