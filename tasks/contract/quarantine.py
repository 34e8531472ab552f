"""Hold back, whole, every notice of which a row breaks the contract."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from schemas.dataset import APPEND_ORDER, FACTS
from schemas.files import PIECES
from schemas.notice import NOTICES, TEXTS
from schemas.operations import FINGERPRINTS
from schemas.table import Table
from tasks.contract.split import Broken, Split, split

_PARENT = ["notice_id", "revision"]
# Rows made together with a revision. Changes and copies may also speak of a notice stored by an earlier run.
_CHILDREN = frozenset({*FACTS, TEXTS, PIECES, FINGERPRINTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """The rows a run may store, those it may not, why, and which notices are held back."""

    kept: dict[str, pl.DataFrame]
    held: dict[str, pl.DataFrame]
    reasons: tuple[Broken, ...]
    notice_ids: frozenset[str]


def quarantine(frames: Mapping[str, pl.DataFrame]) -> Quarantined:
    """Sorts a run's rows, by table name, into those to store and those to hold back.

    A notice with one broken row is held back with all its rows in all tables of the run: half a notice misleads
    more than none. A broken row of no notice (a capture) is held back alone.

    Raises:
        KeyError: a frame of no table, or of the releases.
        dataframely.exc.SchemaError: a frame with a column missing or of another type.
    """
    tables = {table.name: table for table in APPEND_ORDER}
    splits = {name: split(tables[name], frame) for name, frame in frames.items()}
    parents = splits[NOTICES.name].good if NOTICES.name in splits else NOTICES.empty()
    reasons = [reason for part in splits.values() for reason in part.reasons]
    for name, part in splits.items():
        if tables[name] in _CHILDREN:
            reasons += _orphans(tables[name], part, parents)
    ids = frozenset(reason.notice_id for reason in reasons if reason.notice_id is not None)
    kept, held = {}, {}
    for name, part in splits.items():
        kept[name], held[name] = _parted(tables[name], part, ids)
    return Quarantined(kept=kept, held=held, reasons=tuple(reasons), notice_ids=ids)


def _orphans(table: Table, part: Split, parents: pl.DataFrame) -> list[Broken]:
    if part.good.is_empty():
        return []
    counts = (
        part.good.join(parents.select(_PARENT), on=_PARENT, how="anti").group_by(_PARENT).len("count").sort(_PARENT)
    )
    return [Broken(table=table.name, rule="has_notice", **row) for row in counts.iter_rows(named=True)]


def _parted(table: Table, part: Split, ids: frozenset[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    if not ids or "notice_id" not in table.polars:
        return part.good, part.bad
    named = pl.col("notice_id").is_in(ids)
    return part.good.filter(~named), pl.concat([part.good.filter(named), part.bad])
