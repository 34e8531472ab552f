"""What the public edition masks, read from the store: names and contacts of every revision of a notice."""

from collections import defaultdict
from collections.abc import Callable, Mapping

import polars as pl

from schemas.accountability import SANCTIONS
from schemas.facts import CONTACTS
from schemas.history import ADJUSTMENTS, CHANGES, COPY_DRIFT
from schemas.notice import TEXTS
from schemas.table import Table
from tasks.store import Store
from tasks.veil import Veil, veil_of

_DIFFERENCES = {CHANGES: ["before", "after"], ADJUSTMENTS: ["before", "after"]}
# Kinds of change whose words are a name, or a contact, and nothing else.
_PRIVATE = ("name_changed", "contact_changed")


def veils_of(view: Store, notice_ids: pl.Series) -> dict[str, Veil]:
    """The veil of each notice. A name of an old revision, or of a copy, stands in what differs: all of them count."""
    chosen = pl.col("notice_id").is_in(notice_ids.implode())
    texts, persons, contacts = (
        _by_notice(view, chosen, columns)
        for columns in (
            {TEXTS: ["text"], COPY_DRIFT: ["canonical_words", "copy_words"], **_DIFFERENCES},
            {SANCTIONS: ["person"]},
            {CONTACTS: ["value"]},
        )
    )
    changed = {kind: _by_notice(view, chosen & (pl.col("kind") == kind), _DIFFERENCES) for kind in _PRIVATE}
    return {
        one: veil_of(
            texts[one],
            [*persons[one], *changed["name_changed"][one]],
            [*contacts[one], *changed["contact_changed"][one]],
        )
        for one in notice_ids
    }


def mask_of(view: Store, notice_id: str) -> Callable[[str], str]:
    """What masks words of one notice, for a command that shows them."""
    return veils_of(view, pl.Series([notice_id]))[notice_id].said


def _by_notice(view: Store, chosen: pl.Expr, columns: Mapping[Table, list[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for table, names in columns.items():
        rows = view.read(table, ["notice_id", *names], predicate=chosen)
        for notice_id, *values in rows.unique(maintain_order=True).iter_rows():
            found[notice_id] += [value for value in values if value is not None]
    return found
