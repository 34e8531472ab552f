"""feed.xml: an Atom feed (RFC 4287) of notices that are new and of changes at their sources, newest first."""

from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl

from schemas.publication import DATASET
from tasks.publish.catalog import Published

NAME = "feed.xml"
_ATOM = "http://www.w3.org/2005/Atom"
_MOST = 200


def write_feed(folder: Path, published: Published) -> None:
    """Writes ``<folder>/feed.xml`` from the public Parquet in the folder.

    Raises:
        OSError: what the file system refuses.
    """
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", f"urn:{DATASET.name}:feed")
    _add(feed, "title", DATASET.title_zh)
    _add(feed, "subtitle", DATASET.title)
    _add(feed, "updated", published.manifest.recorded_at)
    ET.SubElement(_add(feed, "author"), f"{{{_ATOM}}}name").text = DATASET.creators[0]
    for row in _entries(folder).iter_rows(named=True):
        entry = _add(feed, "entry")
        _add(entry, "id", f"urn:{DATASET.name}:{row['notice_id']}:{row['revision']}")
        _add(entry, "title", row["title"] or row["notice_id"])
        _add(entry, "updated", row["recorded_at"].isoformat())
        _add(entry, "summary", row["summary"])
        ET.SubElement(entry, f"{{{_ATOM}}}link", href=row["url"], rel="alternate")
    ET.indent(feed)
    (folder / NAME).write_bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _entries(folder: Path) -> pl.DataFrame:
    """First sightings and revisions at the source, with what changed in one text."""
    notices = pl.read_parquet(
        folder / "notices" / "*.parquet", columns=["notice_id", "revision", "title", "url", "cause", "recorded_at"]
    )
    changes = pl.read_parquet(folder / "changes" / "*.parquet").filter(pl.col("cause") == "source_revision")
    edits = changes.group_by("notice_id", "revision").agg(
        pl.col("recorded_at").first(), summary=pl.col("note_zh").sort_by("change_no").str.join("\n")
    )
    edited = edits.join(notices.select("notice_id", "title", "url"), on="notice_id")
    new = notices.filter(pl.col("cause") == "first_seen").with_columns(summary=pl.lit("新通报"))
    columns = ["notice_id", "revision", "title", "url", "recorded_at", "summary"]
    both = pl.concat([new.select(columns), edited.select(columns)])
    return both.sort("recorded_at", "notice_id", "revision", descending=[True, False, True]).head(_MOST)


def _add(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    node = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    node.text = text
    return node
