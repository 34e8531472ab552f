"""A publication of many notices, made of the rows of a few: for what must stay quick."""

from pathlib import Path

import polars as pl

from schemas.dataset import PUBLIC_TABLES
from tasks.publish import manifest
from tasks.publish.catalog import Published


def multiplied(current: Path, folder: Path, times: int, longest: int = 1_000_000) -> Published:
    """Writes each table's rows ``times`` times under new notice ids into the folder, of notices up to a length."""
    notices = pl.read_parquet(current / "notices" / "*.parquet")
    chosen = notices.filter(pl.col("characters") <= longest)["notice_id"]
    for table in PUBLIC_TABLES:
        rows = pl.read_parquet(current / table.name / "*.parquet")
        if "notice_id" in rows.columns:
            numbers = pl.DataFrame({"no": range(times)})
            rows = rows.filter(pl.col("notice_id").is_in(chosen.implode()))
            rows = rows.join(numbers, how="cross").with_columns(
                pl.format("{}-{}", "notice_id", "no").alias("notice_id")
            )
            rows = rows.drop("no")
        (folder / table.name).mkdir(parents=True)
        rows.write_parquet(folder / table.name / "all.parquet")
    made = manifest.read(current)
    assert made is not None
    return Published(manifest=made, tables=PUBLIC_TABLES)
