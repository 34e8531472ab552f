"""tongbao as-of: the dataset as it was on a day, and as we knew it."""

import json
from pathlib import Path
from typing import Annotated

import polars as pl
from cyclopts import Parameter
from rich.console import Console

from flows.cli.grid import grid
from flows.cli.moment import end_of
from flows.cli.options import Json
from schemas.dataset import PUBLISHED
from schemas.notice import NOTICES
from schemas.publication import Edition, Form
from schemas.values import CHINA
from tasks.home import home_at
from tasks.store import Store

_SHOWN = ("notice_id", "inspected_body", "revision", "valid_from", "recorded_at", "url")


def as_of(
    date: str,
    *,
    known_at: str | None = None,
    to: Path | None = None,
    form: Annotated[Form, Parameter(name="--format")] = "parquet",
    edition: Edition = "public",
    as_json: Json = False,
    home: str | None = None,
) -> int:
    """Show the dataset as its sources had it on a day: 2026-03-01 means until the end of that day in China.

    Parameters
    ----------
    date
        The day, or a time (2026-03-01T08:30), the sources are looked at.
    known_at
        By what we knew then, a day or a time as well; by all that is known now where none is named.
    to
        Write the tables into this new folder.
    form
        parquet, csv, or xlsx (one workbook, a sheet a table).
    edition
        Of the folder: public masks persons and contacts; restricted holds them.
    as_json
        Print one JSON object: rows by table, and the notices.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    opened = Store.existing(home_at(home).store)
    known = opened if known_at is None else opened.known_at(end_of(known_at))
    view = known.valid_at(end_of(date))
    if to is not None:
        return _written(view, to, form, edition)
    counts = {table.name: view.scan_current(table).select(pl.len()).collect().item() for table in PUBLISHED}
    notices = view.current(NOTICES).select(_SHOWN)
    if as_json:
        told = {"as_of": date, "known_at": known_at, "rows": counts, "notices": notices.to_dicts()}
        print(json.dumps(told, ensure_ascii=False, indent=1, default=str))
        return 0
    _show(counts, notices, f"As of {date}" + (f", as known at {known_at}" if known_at else ""))
    return 0


def _written(view: Store, to: Path, form: Form, edition: Edition) -> int:
    from tasks.publish.export import export  # noqa: PLC0415

    files = export(view, to.expanduser().absolute(), form, edition)
    Console().print(f"{len(files)} files in {to}, {edition} edition", markup=False, highlight=False, soft_wrap=True)
    return 0


def _show(counts: dict[str, int], notices: pl.DataFrame, title: str) -> None:
    console = Console()
    table = grid(title, "notice", "inspected body", "revision", "stood since", "page", numbers=frozenset({"revision"}))
    table.columns[0].no_wrap = table.columns[3].no_wrap = True
    for row in notices.iter_rows(named=True):
        since = f"{row['valid_from'].astimezone(CHINA):%Y-%m-%d %H:%M}"
        table.add_row(row["notice_id"], row["inspected_body"], str(row["revision"]), since, row["url"])
    console.print(table)
    console.print()
    rows = grid("Rows", "table", "rows", numbers=frozenset({"rows"}))
    for name, count in counts.items():
        rows.add_row(name, f"{count:,}")
    console.print(rows)
