"""Publications of many notices, made of the rows of a few: for what must stay quick."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import polars as pl
from store_rows import release_row

from schemas.dataset import PUBLIC_TABLES, PUBLISHED, REFERENCE
from schemas.notice import NOTICES
from tasks.publish import manifest, parquet, spans
from tasks.publish.catalog import Published
from tasks.reference import divisions
from tasks.store import Store

_FIRST = dt.date(2014, 1, 1)

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
    span_of = spans.current_spans(_copies(notices, numbers))
    folder.mkdir(parents=True)
    files: list[manifest.FileEntry] = []
    for table in PUBLIC_TABLES:
        if table.month_of or (only and table.name not in only):
            files.append(parquet.write(table, table.empty(), folder, spans.EMPTY))
            continue
        rows = pl.read_parquet(current / table.name / "*.parquet")
        if table in REFERENCE:
            files.append(parquet.write(table, rows, folder, spans.WHOLE))
            continue
        copies = _copies(rows, numbers).join(span_of, on="notice_id")
        for part in copies.partition_by("span") or [copies]:
            span = part["span"][0] if part.height else spans.EMPTY
            files.append(parquet.write(table, part.drop("span"), folder, span))
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
    places = counties.with_row_index("county").select("county", "code", "name", "parent_name", "province_name")
    return numbers.join(places, on="county").select(
        "n",
        "notice_id",
        own_id=pl.format("{}-{}-{}", "code", day.dt.strftime("%Y%m%d"), n.cast(pl.String).str.zfill(6)),
        own_division_code="code",
        own_province_code=pl.col("code").str.head(2) + "0000",
        own_province="province_name",
        own_city=pl.when(pl.col("parent_name").str.ends_with("市")).then("parent_name"),
        own_county="name",
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
