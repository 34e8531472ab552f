"""Tables on the terminal."""

from collections import Counter
from typing import TYPE_CHECKING

import polars as pl
from rich.console import Console
from rich.text import Text

from flows.cli.grid import grid
from schemas.operations import ANSWERED, COUNTS
from schemas.values import CHINA

if TYPE_CHECKING:
    from tasks.pipeline import Summary

_STYLES = {"new": "green", "changed": "yellow"}
_MINUS, _PLUS = "red", "green"


def show_notices(console: Console, notices: pl.DataFrame, copies: pl.DataFrame, release: int) -> None:
    """Every notice the dataset holds, and how it stands after the run."""
    counted = frozenset({"items", "measures", "copies"})
    table = grid("Notices", "notice", "inspected body", "feedback", "items", "measures", "copies", "", numbers=counted)
    table.columns[0].no_wrap = table.columns[2].no_wrap = True
    pages = dict(copies.group_by("notice_id").len().iter_rows())
    for row in notices.iter_rows(named=True):
        state = "" if row["release"] != release else "new" if row["revision"] == 1 else "changed"
        table.add_row(
            row["notice_id"],
            row["inspected_body"],
            str(row["feedback_on"] or ""),
            str(row["items"]),
            str(row["measures"]),
            str(pages.get(row["notice_id"], 0)),
            Text(state, style=_STYLES.get(state, "")),
        )
    console.print(table)


def show_refused(console: Console, summary: "Summary", captures: pl.DataFrame) -> None:
    """Lists that did not answer and pages that gave no notice, with the reason. Nothing is refused in silence."""
    lists = captures.filter((pl.col("purpose") == "list") & ~pl.col("outcome").is_in(ANSWERED))
    rows = [(row["outcome"], row["url"], row["reason"]) for row in lists.iter_rows(named=True)]
    rows += [(refusal.reason, refusal.url or refusal.source_id, refusal.detail) for refusal in summary.refusals]
    if not rows:
        return
    console.print()
    # Pages of another kind are told from walls and missing pages: 3 other, 1 blocked.
    counted = ", ".join(f"{count} {reason}" for reason, count in Counter(row[0] for row in rows).most_common())
    console.print(Text.assemble(("Refused", "bold"), f"  {counted}"), soft_wrap=True)
    for reason, url, detail in rows:
        console.print(Text.assemble((f"{reason}  ", "cyan"), url), soft_wrap=True)
        console.print(Text(f"  {detail}", style="dim"), soft_wrap=True)


def show_sources(console: Console, summary: "Summary") -> None:
    """One line for each source that is failing or should be looked at; none where all are well."""
    if not summary.unwell:
        return
    console.print()
    console.print(Text("Sources", style="bold"))
    for one in summary.unwell:
        style = "red" if one.state == "failing" else "yellow"
        console.print(Text.assemble((f"{one.state}  ", style), f"{one.source_id}  {one.reason}"), soft_wrap=True)


def show_changes(console: Console, changes: pl.DataFrame) -> None:
    """Typed changes, before in red and after in green."""
    if changes.is_empty():
        return
    console.print()
    console.print(Text("Changes", style="bold"))
    for row in changes.iter_rows(named=True):
        console.print(Text.assemble((row["kind"], "cyan"), "  ", row["note_zh"]), soft_wrap=True)
        console.print(Text(f"  {row['note_en']}", style="dim"), soft_wrap=True)
        for sign, style, quote in (("-", _MINUS, row["before"]), ("+", _PLUS, row["after"])):
            if quote is not None:
                console.print(Text(f"  {sign} {quote}", style=style), soft_wrap=True)


def show_summary(console: Console, summary: "Summary") -> None:
    """One line of counts."""
    console.print()
    console.print(
        Text.assemble(
            (f"Release {summary.release}", "bold"),
            f" · {summary.run.started_at.astimezone(CHINA):%Y-%m-%d %H:%M} · ",
            " · ".join(f"{getattr(summary, name)} {name}" for name in COUNTS),
        ),
        soft_wrap=True,
    )
