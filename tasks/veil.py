"""The public edition: persons and contacts masked, character for character, so that every quote keeps its place.

陈国兰 becomes 陈某某, 0591-28922577 becomes ****-********. The columns that hold them say so by their privacy class
(``schemas``); the running text holds them too, so each is masked wherever the notice's rows have it.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import polars as pl

from schemas.table import Field, Table
from tasks.parse.names import names_in, surname_of

_MASKED = re.compile("[某X×]")
_SIGN = re.compile(r"[0-9A-Za-z\u4e00-\u9fff]")
# Columns that no page fills: ids, addresses, names of rules and of kinds.
_NEVER = frozenset({"notice_id", "url", "source_id", "rule_id", "section_path", "item_path", "measure_path"})


@dataclass(frozen=True)
class Veil:
    """What to mask in the rows of one notice: words, and a mask of the same length for each."""

    masks: Mapping[str, str]

    def said(self, text: str) -> str:
        """A text, masked, as long as before."""
        return self._words.sub(lambda found: self.masks[found[0]], text) if self.masks else text

    @cached_property
    def _words(self) -> re.Pattern[str]:
        # The longest word wins: 林涛 must not cut 林涛声 in two.
        words = sorted(self.masks, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, words)))


_NOTHING = Veil({})


@cache
def rules_digest() -> str:
    """Of all that decides what is masked: with other rules, what was published before is masked anew."""
    here = Path(__file__)
    parse = here.parent / "parse"
    files = [here, *sorted(file for file in parse.rglob("*") if file.suffix in {".py", ".tsv", ".txt"})]
    told = hashlib.sha256()
    for file in files:
        told.update(file.read_bytes())
    return told.hexdigest()[:16]


def veil_of(texts: Iterable[str], persons: Iterable[str], contacts: Iterable[str]) -> Veil:
    """The veil of a notice: all texts of its revisions, the persons of its sanctions, its contacts as printed."""
    names = {name for name in persons if not _MASKED.search(name)}
    for text in texts:
        names |= names_in(text)
    # 林飞逐 of 林飞逐一点评: where the shorter name is known, the longer one is a mistake.
    names = {name for name in names if name[:-1] not in names}
    return Veil({name: _masked_name(name) for name in names} | {one: _SIGN.sub("*", one) for one in contacts})


def _masked_name(name: str) -> str:
    surname = surname_of(name)
    return surname + "某" * (len(name) - len(surname))


def veiled(table: Table, rows: pl.DataFrame, veils: Mapping[str, Veil]) -> pl.DataFrame:
    """The rows of a table with every word of the page masked; ``veils`` by notice_id."""
    names = [field.name for field in table.fields if _may_name(field)]
    if not names or "notice_id" not in rows.columns:
        return rows
    own = [veils.get(notice_id, _NOTHING) for notice_id in rows["notice_id"].to_list()]
    # Text by text: an expression a notice and column cost 26 times as much, for the words were made ready each time.
    return rows.with_columns(
        pl.Series(
            name, [text and veil.said(text) for veil, text in zip(own, rows[name].to_list(), strict=True)], pl.String
        )
        for name in names
    )


def _may_name(field: Field) -> bool:
    return field.type is str and field.name not in _NEVER and not field.column.values
