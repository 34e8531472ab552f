"""tongbao notices show: one notice on a screen: what it is, where it stands, how it came to say what it says."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.cli.chosen import standing_notice
from flows.cli.grid import grid
from flows.cli.options import Json
from schemas.history import ADJUSTMENTS, CHANGES, COPIES, IDENTITY_LOG
from schemas.notice import NOTICES
from schemas.operations import CAPTURES
from schemas.pages import PAGES
from schemas.publication import Edition
from schemas.values import CHINA
from tasks.home import home_at
from tasks.publish.veils import mask_of
from tasks.record import sighted
from tasks.store import Store

_PAGES = ("url", "source_id", "role", "first_seen", "last_seen", "delay", "drift", "state")
_REVISIONS = ("revision", "valid_from", "recorded_at", "cause", "source_id", "url", "changes", "adjustments")


def show(
    notice: str,
    *,
    edition: Edition = "public",
    as_json: Json = False,
    home: str | None = None,
) -> int:
    """Show a notice: who was inspected by whom and when, the pages that carry it, its revisions.

    Parameters
    ----------
    notice
        Id of the notice, or the beginning of it.
    edition
        public masks persons and contacts; restricted shows them.
    as_json
        Print one JSON object.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    store = Store.existing(home_at(home).store).snapshot()
    row = standing_notice(store, notice)
    notice_id = str(row["notice_id"])
    if edition == "public":
        row = row | {"title": mask_of(store, notice_id)(str(row["title"] or ""))}
    pages, revisions = _pages(store, notice_id), _revisions(store, notice_id)
    if as_json:
        told = row | {"pages": pages.to_dicts(), "revisions": revisions.to_dicts()}
        print(json.dumps(told, ensure_ascii=False, indent=1, default=str))
        return 0
    # What a page says is no markup, whatever brackets stand in it.
    console = Console(highlight=False, markup=False, soft_wrap=True)
    _show(console, row, pages, revisions)
    decided = store.read(IDENTITY_LOG, predicate=(pl.col("notice_id") == notice_id) | (pl.col("other_id") == notice_id))
    if decided.height:
        console.print(f"\nDecisions on its identity: {decided.height}. See tongbao notices log {notice_id}")
    return 0


def _pages(store: Store, notice_id: str) -> pl.DataFrame:
    """Its pages, the first published first, with when each was last seen and how it stands (null before it is known)."""
    rows = store.scan_current(COPIES).filter(pl.col("notice_id") == notice_id).collect()
    rows = sighted(rows, store.read(CAPTURES, predicate=pl.col("url").is_in(rows["url"].implode())))
    known = (
        store.scan_current(PAGES).filter(pl.col("url").is_in(rows["url"].implode())).select("url", "state").collect()
    )
    return rows.join(known, on="url", how="left", maintain_order="left").select(_PAGES)


def _revisions(store: Store, notice_id: str) -> pl.DataFrame:
    """Its revisions, with how many changes of its publisher each brought, and how many differences that are no news."""
    mine = pl.col("notice_id") == notice_id
    rows = store.read(NOTICES, predicate=mine).sort("revision")
    for table in (CHANGES, ADJUSTMENTS):
        counted = store.read(table, ["revision"], mine).group_by("revision").agg(pl.len().alias(table.name))
        rows = rows.join(counted, on="revision", how="left", maintain_order="left")
    return rows.with_columns(pl.col("changes", "adjustments").fill_null(0)).select(_REVISIONS)


def _show(console: Console, row: Mapping[str, object], pages: pl.DataFrame, revisions: pl.DataFrame) -> None:
    console.print(Text(str(row["title"]), style="bold"))
    for label, value in facts_of(row).items():
        console.print(f"{label:11}{value}")
    console.print(Text("\nPages", style="bold"))
    for page in pages.iter_rows(named=True):
        console.print(Text.assemble((f"{page['role']:11}", "cyan"), page["url"]))
        console.print(Text(f"{'':11}{' · '.join(_stands(page))}", style="dim"))
    console.print()
    numbers = frozenset({"revision", "changes", "no news"})
    table = grid("Revisions", "revision", "stood since", "cause", "changes", "no news", "read from", numbers=numbers)
    for one in revisions.iter_rows(named=True):
        counts = [str(one[name]) for name in ("changes", "adjustments")]
        table.add_row(str(one["revision"]), _time(one["valid_from"]), one["cause"], *counts, one["source_id"])
    console.print(table)


def _stands(page: Mapping[str, Any]) -> Iterator[str]:
    """When a page was seen, how far behind the first, how many clauses differ, how it stands."""
    yield f"seen {_time(page['first_seen'])} to {_time(page['last_seen']) or 'then'}"
    if page["delay"]:
        yield f"{page['delay'] / 3600:.1f} hours behind"
    if page["drift"]:
        yield f"{page['drift']} clauses differ"
    if page["state"]:
        yield page["state"]


def facts_of(row: Mapping[str, object]) -> dict[str, str]:
    """What tells one notice from another, as a person says it; facts it does not state are left out."""
    on_site = f"{row['inspected_from']} to {row['inspected_to']}" if row["inspected_from"] else ""
    counted = {"items": row["items"], "measures": row["measures"], "cases": row["cases"]}
    told = {
        "id": row["notice_id"],
        "inspected": row["inspected_body"],
        "by": " ".join(str(row[name]) for name in ("inspection_kind", "inspection_group") if row[name]),
        "on site": on_site,
        "feedback": row["feedback_on"],
        "published": row["published_on"],
        "signed": row["signed_on"],
        "holds": ", ".join(f"{count} {what}" for what, count in counted.items() if count),
    }
    return {label: str(value) for label, value in told.items() if value}


def _time(moment: dt.datetime | None) -> str:
    return f"{moment.astimezone(CHINA):%Y-%m-%d %H:%M}" if moment else ""
