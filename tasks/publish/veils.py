"""What the public edition masks, read from the store: names and contacts of every revision of a notice."""

from collections import defaultdict
from collections.abc import Callable
from functools import partial

import polars as pl

from schemas.accountability import SANCTIONS
from schemas.facts import CONTACTS
from schemas.notice import TEXTS
from tasks.store import Store
from tasks.veil import Veil, veil_of


def veils_of(view: Store, notice_ids: pl.Series) -> dict[str, Veil]:
    """The veil of each notice. A name of an old revision stands in its changes: all revisions count."""
    chosen = pl.col("notice_id").is_in(notice_ids.implode())
    texts = _by_notice(view.read(TEXTS, ["notice_id", "text"], predicate=chosen))
    persons = _by_notice(view.read(SANCTIONS, ["notice_id", "person"], predicate=chosen))
    contacts = _by_notice(view.read(CONTACTS, ["notice_id", "value"], predicate=chosen))
    return {one: veil_of(texts[one], persons[one], contacts[one]) for one in notice_ids}


def mask_of(view: Store, notice_id: str) -> Callable[[str], str]:
    """What masks words of one notice, for a command that shows them."""
    veil = veils_of(view, pl.Series([notice_id]))[notice_id]
    return partial(_masked, veil)


def _masked(veil: Veil, words: str) -> str:
    masked: str = pl.select(veil.over(pl.lit(words))).item() if veil.words else words
    return masked


def _by_notice(rows: pl.DataFrame) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for notice_id, value in rows.unique(maintain_order=True).iter_rows():
        found[notice_id].append(value)
    return found
