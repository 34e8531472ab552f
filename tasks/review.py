"""The report of a replay, for a person to read before its dataset takes the place of the store's."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.dataset import TABLES
from tasks.divergence import RowDifference, TableDifference

# What hides the persons of a notice in its words: given the notice's id and the words.
Mask = Callable[[str | None, str], str]
_CELL = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Versions of the parser: those that made what is stored, and the one that replayed it."""

    stored: tuple[str, ...]
    replayed: str

    @property
    def changed(self) -> bool:
        return self.stored != (self.replayed,)


def review(found: Sequence[TableDifference], rules: Rules, mask: Mask) -> str:
    """The report in Markdown: rows by table and kind, then examples of each."""
    return "\n".join([*_head(found, rules), *_table(found), *(line for one in found for line in _examples(one, mask))])


def hidden(notice_id: str | None, words: str) -> str:
    """Words of a notice without its persons: as none can be told here, their number alone."""
    del notice_id
    return f"({len(words)} characters)"


def cause(rules: Rules) -> str:
    """Why rows differ: the bytes are the same, so it is the rules, or a fault."""
    return "parser_upgrade" if rules.changed else "unexplained"


def _head(found: Sequence[TableDifference], rules: Rules) -> Iterator[str]:
    yield "# Replay"
    yield ""
    yield f"Stored by rules {', '.join(rules.stored) or 'none'}; replayed from the archive with {rules.replayed}."
    yield ""
    if all(one.same for one in found):
        yield "Every row is rebuilt alike."
    elif rules.changed:
        yield "Cause: `parser_upgrade`. The archived bytes are the same, so nothing below is news."
    else:
        yield "Cause: unexplained. Bytes and rules are the same: a difference is a fault, here or in the store."
    yield ""


def _table(found: Sequence[TableDifference]) -> Iterator[str]:
    yield "| table | stored | replayed | added | removed | changed | columns that changed |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for one in found:
        columns = ", ".join(f"{name} {count}" for name, count in one.columns.items())
        yield f"| {one.table} | {one.stored} | {one.replayed} | {one.added} | {one.removed} | {one.changed} | {columns} |"
    yield ""


def _examples(one: TableDifference, mask: Mask) -> Iterator[str]:
    if one.same:
        return
    yield f"## {one.table}"
    yield ""
    for kind, rows in one.examples.items():
        count = getattr(one, kind)
        if not count:
            continue
        yield f"{count} {kind}" + (f", the first {len(rows)}:" if count > len(rows) else ":")
        yield ""
        for row in rows:
            yield f"- `{row.key}`"
            yield from _columns(one.table, row, mask)
        yield ""


def _columns(table: str, row: RowDifference, mask: Mask) -> Iterator[str]:
    for one in row.columns:
        stored, replayed = (_shown(table, one.column, value, row, mask) for value in (one.stored, one.replayed))
        yield f"  - {one.column}: {stored} → {replayed}"


def _shown(table: str, column: str, value: Any, row: RowDifference, mask: Mask) -> str:
    if value is None:
        return "–"
    privacy = next(field.column.privacy for field in TABLES[table].fields if field.name == column)
    if privacy in ("person", "contact"):
        return "\\*" * 3
    words = mask(row.notice_id, str(value)) if privacy == "text" else str(value)
    line = words.replace("\n", " ⏎ ").replace("|", "\\|").replace("`", "'")
    return f"`{line}`" if len(line) <= _CELL else f"`{line[:_CELL]}…` ({len(words)} characters)"
