"""tongbao notices: the notices, one by one, and what was decided of their identity."""

import json
from collections.abc import Mapping
from typing import Any

import polars as pl
from cyclopts import App
from rich.console import Console
from rich.text import Text

from flows.cli.chosen import recorded_notice
from flows.cli.options import Json
from flows.cli.show import show_notices
from schemas.history import COPIES, IDENTITY_LOG
from schemas.notice import NOTICES
from schemas.publication import Edition
from schemas.values import CHINA
from tasks.home import home_at
from tasks.store import Store

notices = App(name="notices", help="The notices: list them, show one, say which are one, and what was said of it.")
# Loaded when run: they bring the parser.
LATER = {
    "show": ("notices_show", "Show a notice: who was inspected by whom and when, its pages, its revisions."),
    "merge": ("notices_decide", "Record that two notices are one."),
    "split": ("notices_decide", "Record that two notices that were merged are two."),
    "keep": ("notices_decide", "Record that two notices stay two, however alike they become."),
}
for command, (module, about) in LATER.items():
    notices.command(f"flows.cli.{module}:{command}", name=command, help=about)

_TOLD = ("notice_id", "revision", "title", "inspected_body", "inspection_kind", "feedback_on", "signed_on", "url")
_ACTIONS = {"merge": "merged", "split": "split", "keep": "held apart"}


@notices.command(name="list")
def list_notices(*, as_json: Json = False, home: str | None = None) -> int:
    """List the notices that stand: id, inspected body, feedback, items, pages.

    Parameters
    ----------
    as_json
        Print a JSON array.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    store = Store.existing(home_at(home).store).snapshot()
    standing = store.current(NOTICES)
    if as_json:
        print(json.dumps(standing.select(_TOLD).to_dicts(), ensure_ascii=False, indent=1, default=str))
        return 0
    release = store.release()
    show_notices(Console(), standing, store.current(COPIES), release.release if release else 0)
    return 0


@notices.command
def log(
    notice: str | None = None,
    *,
    edition: Edition = "public",
    as_json: Json = False,
    home: str | None = None,
) -> int:
    """Tell what was decided of notices' identity, the last first: merged, split, held apart; by whom, why, when.

    Parameters
    ----------
    notice
        Only decisions on this notice: its id, or the beginning of it.
    edition
        public masks persons and contacts; restricted shows them.
    as_json
        Print a JSON array.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    store = Store.existing(home_at(home).store).snapshot()
    rows = _decisions(store, None if notice is None else recorded_notice(store, notice), edition)
    if as_json:
        print(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=1, default=str))
        return 0
    console = Console(soft_wrap=True, highlight=False)
    titles = _titles(store, edition)
    for row in rows.iter_rows(named=True):
        _tell(console, row, titles)
    counted = f"Decisions: {rows.height}, of which by a person: {rows['by_person'].sum()}."
    console.print(counted if rows.height else "Nothing was decided: no two notices were merged, split or held apart.")
    return 0


def _decisions(store: Store, notice_id: str | None, edition: Edition) -> pl.DataFrame:
    """The log's rows, last first; ``stands``: no later one on the same two took its place."""
    rows = store.current(IDENTITY_LOG).reverse()
    pair = pl.min_horizontal("notice_id", "other_id") + " " + pl.max_horizontal("notice_id", "other_id")
    rows = rows.with_columns(stands=pair.is_first_distinct())
    if notice_id is not None:
        rows = rows.filter((pl.col("notice_id") == notice_id) | (pl.col("other_id") == notice_id))
    return rows if edition == "restricted" else _masked(rows, store)


def _masked(rows: pl.DataFrame, store: Store) -> pl.DataFrame:
    """Persons and contacts masked in what persons wrote; the program names none, and its decisions may be thousands."""
    from tasks.publish.veils import mask_of  # noqa: PLC0415

    reasons = []
    for row in rows.iter_rows(named=True):
        reason = row["reason"]
        for notice_id in (row["notice_id"], row["other_id"]) if row["by_person"] else ():
            reason = mask_of(store, notice_id)(reason)
        reasons.append(reason)
    return rows.with_columns(reason=pl.Series(reasons, dtype=pl.String))


def _titles(store: Store, edition: Edition) -> dict[str, str]:
    from tasks.veil import veil_of  # noqa: PLC0415

    last = store.read(NOTICES, ["notice_id", "revision", "title"]).sort("revision").unique("notice_id", keep="last")
    titles = {notice_id: title or "" for notice_id, title in last.select("notice_id", "title").iter_rows()}
    if edition == "restricted":
        return titles
    return {notice_id: veil_of([title], (), ()).said(title) for notice_id, title in titles.items()}


def _tell(console: Console, row: Mapping[str, Any], titles: dict[str, str]) -> None:
    recorded_at = row["recorded_at"].astimezone(CHINA)
    by = "by a person" if row["by_person"] else "by the program"
    later = "" if row["stands"] else " · a later decision took its place"
    head = (f"{_ACTIONS[row['action']]} {by}", "bold" if row["stands"] else "dim")
    console.print(Text.assemble(head, f" · {recorded_at:%Y-%m-%d %H:%M} · release {row['release']}{later}"))
    for notice_id in (row["notice_id"], row["other_id"]):
        console.print(Text.assemble("  ", (notice_id, "cyan"), f"  {titles[notice_id]}"))
    console.print(Text(f"  {row['reason']}"))
    console.print(Text(f"  {row['evidence']}", style="dim"))
