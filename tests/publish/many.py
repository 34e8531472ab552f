"""Publications of many notices, made of the rows of a few: for what must stay quick."""

import datetime as dt
from pathlib import Path

import polars as pl
from store_rows import release_row

from schemas.dataset import PUBLIC_TABLES, PUBLISHED
from tasks.publish import manifest
from tasks.publish.catalog import Published
from tasks.reference import divisions
from tasks.store import Store

_FIRST = dt.date(2014, 1, 1)


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


def many_store(source: Store, folder: Path, count: int, years: int = 12) -> Store:
    """A store of so many notices of bodies all over the country, and of the days of so many years.

    A notice has the facts and the text of one of the source's; id, body, place, address and days are its own.
    """
    found = {table.name: source.current(table) for table in PUBLISHED}
    own = _own(found["notices"]["notice_id"], count, years)
    store = Store.open(folder, sample=True)
    with store.lease("many"):
        number = store.begin()
        frames = {name: _as_own(rows, own, number) for name, rows in found.items() if not rows.is_empty()}
        store.append(frames, release_row(number))
    return store


def _own(notice_ids: pl.Series, count: int, years: int) -> pl.DataFrame:
    """One row a notice: ``notice_id`` of the source, and what is its own."""
    counties = divisions().filter((pl.col("level") == "county") & pl.col("valid_to_year").is_null()).sort("code")
    n = pl.col("n")
    # The steps are prime: neighbours in place are not neighbours in time.
    day = pl.lit(_FIRST) + pl.duration(days=n * 1_009 % (years * 365))
    numbers = pl.DataFrame({"n": range(count)}).with_columns(
        notice_id=notice_ids.gather([number % notice_ids.len() for number in range(count)]),
        county=(n * 7_919 % counties.height).cast(pl.UInt32),
    )
    places = counties.with_row_index("county").select("county", "code", "name", "parent_name")
    return numbers.join(places, on="county").select(
        "n",
        "notice_id",
        own_id=pl.format("{}-{}-{}", "code", day.dt.strftime("%Y%m%d"), n.cast(pl.String).str.zfill(6)),
        own_division_code="code",
        own_province_code=pl.col("code").str.head(2) + "0000",
        own_inspected_body=pl.format("中共{}{}委", pl.col("parent_name").fill_null(""), "name"),
        own_feedback_on=day,
        own_signed_on=day + pl.duration(days=200),
    )


def _as_own(rows: pl.DataFrame, own: pl.DataFrame, release: int) -> pl.DataFrame:
    columns = rows.columns
    rows = rows.with_columns(pl.lit(release, pl.Int64).alias(name) for name in ("release",) if name in columns)
    if "notice_id" not in columns:
        return rows
    made = rows.join(own, on="notice_id")
    given = [name for name in columns if f"own_{name}" in own.columns]
    signed = [pl.col("own_signed_on").alias(name) for name in ("published_on",) if name in columns]
    urls = [pl.format("{}?n={}", "url", "n").alias("url")] if "url" in columns else []
    return made.with_columns(
        pl.col("own_id").alias("notice_id"), *(pl.col(f"own_{name}").alias(name) for name in given), *signed, *urls
    ).select(columns)
