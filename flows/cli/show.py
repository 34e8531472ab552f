"""Tables on the terminal."""

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.cli.grid import grid
from schemas.values import CHINA
from tasks.pipeline import Summary

_STYLES = {"new": "green", "changed": "yellow"}
_MINUS, _PLUS = "red", "green"


def show_notices(console: Console, notices: pl.DataFrame, copies: pl.DataFrame, release: int) -> None:
    """Every notice the dataset holds, and how it stands after the run."""
    counted = frozenset({"items", "measures", "rev", "copies"})
    table = grid("Notices", "notice", "inspected body", "kind", "feedback", "items", "measures", "copies", "rev", "", numbers=counted)
    pages = dict(copies.group_by("notice_id").len().iter_rows())
    for row in notices.iter_rows(named=True):
        state = "" if row["release"] != release else "new" if row["revision"] == 1 else "changed"
        table.add_row(
            row["notice_id"],
            row["inspected_body"],
            row["inspection_kind"],
            str(row["feedback_on"] or ""),
            str(row["items"]),
            str(row["measures"]),
            str(pages.get(row["notice_id"], 0)),
            str(row["revision"]),
            Text(state, style=_STYLES.get(state, "")),
        )
    console.print(table)


def show_pages(console: Console, captures: pl.DataFrame) -> None:
    """Pages of the run that gave no notice text, with the reason."""
    odd = captures.filter((pl.col("purpose") == "page") & ~pl.col("outcome").is_in(["ok", "not_modified"]))
    odd = pl.concat([odd, captures.filter((pl.col("purpose") == "list") & ~pl.col("outcome").is_in(["ok", "not_modified"]))])
    if odd.is_empty():
        return
    table = grid("Pages not had", "outcome", "status", "address", "why")
    for row in odd.iter_rows(named=True):
        table.add_row(row["outcome"], str(row["status"] or ""), row["url"], row["reason"])
    console.print()
    console.print(table)


def show_changes(console: Console, changes: pl.DataFrame) -> None:
    """Typed changes, before in red and after in green."""
    if changes.is_empty():
        return
    console.print()
    console.print(Text("Changes", style="bold"))
    for row in changes.iter_rows(named=True):
        console.print(Text.assemble((row["kind"], "cyan"), "  ", row["note_zh"]))
        console.print(Text(f"  {row['note_en']}", style="dim"))
        for sign, style, quote in (("-", _MINUS, row["before"]), ("+", _PLUS, row["after"])):
            if quote is not None:
                console.print(Text(f"  {sign} {quote}", style=style))


def show_summary(console: Console, summary: Summary) -> None:
    """One line of counts."""
    counts = ("found", "new", "changed", "unchanged", "refused", "quarantined")
    console.print()
    console.print(
        Text.assemble(
            (f"Release {summary.release}", "bold"),
            f" · {summary.run.started_at.astimezone(CHINA):%Y-%m-%d %H:%M} · ",
            " · ".join(f"{getattr(summary, name)} {name}" for name in counts),
        )
    )
    for refusal in summary.refusals:
        console.print(Text(f"  refused {refusal.url}: {refusal.reason}", style="dim"))
