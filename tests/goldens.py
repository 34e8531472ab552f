"""Golden rows: what a person read in the five notices, one TSV a notice and table, and the parser's rows in that form.

A golden row has the table's columns without what follows from others: ordinals (a link to another row is the first
character of that row), the places of secondary quotes, clauses, and the text of whole paragraphs. Empty is null.
"""

import csv
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from schemas.columns import Key
from schemas.dataset import TABLES
from schemas.values import ParsedNotice

GOLDEN = Path(__file__).parent / "golden"
# What tells two rows of one place apart.
TOLD_BY = {
    "sanctions": ("person", "kind"),
    "discipline_counts": ("kind",),
    "mentions": ("kind",),
    "checks": ("check", "other_raw"),
    "declared_totals": ("kind",),
    "repairs": ("kind",),
}
_ORDINALS = {
    "figures": "figure_no",
    "money_flows": "flow_no",
    "regulations": "regulation_no",
    "discipline_counts": "count_no",
    "sanctions": "sanction_no",
    "mentions": "mention_no",
    "checks": "check_no",
}
_LINKS = {
    "parent_figure_no": "figures",
    "partner_figure_no": "figures",
    "part_of_flow_no": "money_flows",
    "repeats_flow_no": "money_flows",
    "part_of_count_no": "discipline_counts",
    "repeats_count_no": "discipline_counts",
    "same_as_sanction_no": "sanctions",
    "nested_in_no": "regulations",
}
_DERIVED = {
    "counted",
    "clause",
    "clause_start",
    "clause_end",
    "rule_id",
    "text",
    "section_path",
    "measure_path",
    "item_path",
}
# The keys of these tables are what they are about.
_PATHS = {
    "sections": {"section_path"},
    "items": {"section_path", "item_path"},
    "measures": {"section_path", "item_path", "measure_path"},
    "paragraphs": {"section_path", "item_path", "measure_path"},
}

Row = dict[str, str]


def columns(table: str) -> list[str]:
    """The columns of a golden file."""
    spec = TABLES[table]
    dropped = {quote.start for quote in spec.evidence} | {quote.end for quote in spec.evidence}
    dropped |= (_DERIVED - _PATHS.get(table, set())) | {_ORDINALS.get(table, "")} | set(Key.__dataclass_fields__)
    if table == "money_flows":
        dropped |= {"figure_no"}
    return [field.name for field in spec.fields if field.name not in dropped]


def rows_of(parsed: ParsedNotice, table: str) -> list[Row]:
    """The parser's rows as golden rows."""
    places = {
        linked: {getattr(row, _ORDINALS[linked]): row.char_start for row in parsed.facts(linked)}
        for linked in set(_LINKS.values())
    }
    rows = []
    for row in parsed.facts(table):
        values = {name: getattr(row, name) for name in columns(table)}
        for name, linked in _LINKS.items():
            if values.get(name) is not None:
                values[name] = places[linked][values[name]]
        if table == "document_numbers" and values["regulation_no"] is not None:
            values["regulation_no"] = {r.regulation_no: r.char_start for r in parsed.regulations}[row.regulation_no]
        rows.append({name: _plain(value) for name, value in values.items()})
    return rows


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\n", "\\n")


def load(name: str, table: str) -> list[Row] | None:
    """The golden rows of a notice; null where nobody has read that table yet."""
    path = GOLDEN / name / f"{table}.tsv"
    if not path.exists():
        return None
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(name: str, table: str, rows: Iterable[Row]) -> Path:
    """Write golden rows, for a person to read and correct."""
    path = GOLDEN / name / f"{table}.tsv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, columns(table), delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)
    return path


def identity(table: str, row: Row) -> tuple[str, ...]:
    """What makes two rows the same fact."""
    return (row["char_start"], row["char_end"], *(row[name] for name in TOLD_BY.get(table, ())))
