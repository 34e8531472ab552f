"""What new rows of the store's tables add to the lookup. Called within ``Lookup.learning``, in the order of releases."""

import polars as pl

from schemas.operations import SETTLED
from tasks.lookup.lookup import Lookup


def learn_captures(lookup: Lookup, captures: pl.DataFrame) -> None:
    """Where pages were captured, what payloads the archive got, which files are settled."""
    pages = captures.filter(pl.col("purpose") == "page").select("url", "run_id").unique()
    lookup.write("INSERT OR IGNORE INTO asked VALUES (?, ?)", pages.rows())
    whole = captures.filter((pl.col("outcome") == "ok") & pl.col("sha256").is_not_null())
    # By id, which begins with the run's time: the first that held a payload wrote it out.
    first = whole.sort("capture_id").unique(["sha256", "source_id"], keep="first", maintain_order=True)
    lookup.write(
        "INSERT INTO payload VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET capture_id = excluded.capture_id,"
        " warc_file = excluded.warc_file, warc_offset = excluded.warc_offset"
        " WHERE excluded.capture_id < payload.capture_id",
        first.select("sha256", "source_id", "capture_id", "warc_file", "warc_offset").rows(),
    )
    at = pl.col("fetched_at").dt.epoch("us")
    last = whole.sort("fetched_at", "capture_id").unique(["url", "source_id"], keep="last", maintain_order=True)
    lookup.write(
        "INSERT INTO brought VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET fetched_at = excluded.fetched_at,"
        " capture_id = excluded.capture_id, sha256 = excluded.sha256"
        " WHERE (excluded.fetched_at, excluded.capture_id) > (brought.fetched_at, brought.capture_id)",
        last.select("url", "source_id", at, "capture_id", "sha256").rows(),
    )
    settled = (pl.col("purpose") == "attachment") & pl.col("outcome").is_in(SETTLED)
    files = captures.filter(settled).select("url", "source_id").unique()
    lookup.write("INSERT OR IGNORE INTO settled VALUES (?, ?)", files.rows())


def learn_copies(lookup: Lookup, copies: pl.DataFrame) -> None:
    """Which pages carry which notices."""
    lookup.write(
        "INSERT OR REPLACE INTO copy VALUES (?, ?, ?, ?)",
        copies.select("url", "release", "notice_id", "source_id").rows(),
    )


def learn_notices(lookup: Lookup, notices: pl.DataFrame, pieces: pl.DataFrame) -> None:
    """Where revisions stand, and which pages are not the whole of their notice."""
    lookup.write(
        "INSERT OR REPLACE INTO notice VALUES (?, ?, ?)", notices.select("notice_id", "revision", "release").rows()
    )
    newest = pieces.filter(pl.col("revision") == pl.col("revision").max().over("notice_id"))
    several = newest.filter((pl.len().over("notice_id") > 1) & (pl.col("piece_no") == 1))
    told = newest.select("notice_id", "revision").unique().rows()
    lookup.write("DELETE FROM composed WHERE notice_id = ? AND revision <= ?", told)
    lookup.write(
        "INSERT OR IGNORE INTO composed VALUES (?, ?, ?)", several.select("notice_id", "revision", "url").rows()
    )


def learn_lists(lookup: Lookup, readings: pl.DataFrame, sightings: pl.DataFrame) -> None:
    """When lists were read, and how their entries were last seen. Only readings that went well count.

    A list that is empty or walled today is remembered as it was: so its entries are not taken for missing, and what
    it names once it is mended is compared with what it named before.
    """
    # A re-launch replaces all addresses: from the next reading on, the new ones are what is known.
    good = readings.filter(pl.col("state").is_in(["ok", "replaced"]))
    at = pl.col("read_at").dt.epoch("us")
    lists = good.group_by("source_id", "list_url").agg(at.max(), at.filter(pl.col("swept")).max().alias("swept_at"))
    lookup.write(
        "INSERT INTO list VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET read_at = max(read_at, excluded.read_at),"
        " swept_at = max(coalesce(swept_at, excluded.swept_at), coalesce(excluded.swept_at, swept_at))",
        lists.rows(),
    )
    last = sightings.sort("seen_at").unique(["source_id", "list_url", "url"], keep="last", maintain_order=True)
    seen = last.with_columns(pl.col("seen_at").dt.epoch("us"), pl.col("listed_on").dt.to_string("iso"))
    lookup.write(
        "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET run_id = excluded.run_id,"
        " seen_at = excluded.seen_at, kind = excluded.kind, title = excluded.title, listed_on = excluded.listed_on"
        " WHERE excluded.seen_at >= entry.seen_at",
        seen.select("source_id", "list_url", "url", "run_id", "seen_at", "kind", "title", "listed_on").rows(),
    )
