"""A publication of many notices, made of the rows of a few: for what must stay quick."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import polars as pl

from schemas.dataset import PUBLIC_TABLES, REFERENCE
from schemas.notice import NOTICES
from tasks.publish import manifest, months, parquet
from tasks.publish.catalog import Published

# Notices come in over five years.
_MONTHS = 60
_DAYS = ("signed_on", "published_on", "feedback_on")


def multiplied(
    current: Path, folder: Path, times: int, *, longest: int = 1_000_000, only: Collection[str] = ()
) -> Published:
    """Publishes each notice up to a length ``times`` times into the folder, under new ids and each older.

    The logs of the runs stay out: their tables are empty. So are those that ``only`` does not name, where it does any.
    """
    numbers = pl.DataFrame({"no": range(times)})
    notices = pl.read_parquet(current / NOTICES.name / "*.parquet").filter(pl.col("characters") <= longest)
    month_of = months.current_months(_copies(notices, numbers))
    folder.mkdir(parents=True)
    files: list[manifest.FileEntry] = []
    for table in PUBLIC_TABLES:
        if table.month_of or (only and table.name not in only):
            files.append(parquet.write(table, table.empty(), folder, months.EMPTY))
            continue
        rows = pl.read_parquet(current / table.name / "*.parquet")
        if table in REFERENCE:
            files.append(parquet.write(table, rows, folder, months.WHOLE))
            continue
        copies = _copies(rows, numbers).join(month_of, on="notice_id")
        for part in copies.partition_by("month") or [copies]:
            month = part["month"][0] if part.height else months.EMPTY
            files.append(parquet.write(table, part.drop("month"), folder, month))
    made = manifest.read(current)
    assert made is not None
    tables = {table.name: sum(file.rows for file in files if file.table == table.name) for table in PUBLIC_TABLES}
    files.sort(key=lambda file: file.path)
    return Published(manifest=replace(made, files=tuple(files), tables=tables), tables=PUBLIC_TABLES)


def _copies(rows: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    # Days apart too: copies of one notice that stood side by side would pack into nothing.
    earlier = pl.format("-{}mo{}d", pl.col("no") % _MONTHS, pl.col("no") // _MONTHS % 28)
    days = [pl.col(name).dt.offset_by(earlier) for name in _DAYS if name in rows.columns]
    copies = rows.join(numbers, how="cross")
    return copies.with_columns(pl.format("{}-{}", "notice_id", "no").alias("notice_id"), *days).drop("no")
