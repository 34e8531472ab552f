"""tongbao rules: what the parser goes by."""

import dataclasses
import json

from rich.console import Console
from rich.text import Text

from flows.cli.grid import grid
from flows.cli.options import Json
from tasks.parse.rules import rules as all_rules


def rules(
    table: str | None = None,
    *,
    as_json: Json = False,
) -> int:
    """Print the parser's rules by name, each with what it reads and a real example.

    Parameters
    ----------
    table
        Only the rules that fill this table.
    as_json
        Print a JSON array.
    """
    from schemas.dataset import FACTS  # noqa: PLC0415
    from schemas.errors import UnknownTable  # noqa: PLC0415

    names = ["notices", *(one.name for one in FACTS)]
    if table is not None and table not in names:
        raise UnknownTable(f"There is no table {table!r}.", f"Name one of {', '.join(names)}.")
    chosen = [rule for rule in all_rules() if table in (None, rule.table)]
    if as_json:
        print(json.dumps([dataclasses.asdict(rule) for rule in chosen], ensure_ascii=False, indent=1))
        return 0
    console = Console()
    for name in dict.fromkeys(rule.table for rule in chosen):
        shown = grid(name, "rule", "reads", "example")
        shown.columns[0].no_wrap = True
        for rule in chosen:
            if rule.table == name:
                shown.add_row(Text(rule.rule_id, style="cyan"), rule.reads, Text(rule.example))
        console.print(shown)
        console.print()
    return 0
