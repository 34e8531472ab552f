"""Small factories of rows, for the tests of the store and of publishing."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import polars as pl

from schemas.columns import Key
from schemas.dataset import TABLES
from schemas.figures import FIGURES
from schemas.history import CHANGES, COPIES, ChangeKey, Copy, Difference
from schemas.notice import NOTICES, TEXTS, Notice, Provenance, Text
from schemas.operations import CAPTURES, FINGERPRINTS, Capture, Fingerprint, ReleaseRow
from schemas.structure import ITEMS, Item
from schemas.table import Table
from tasks.store import Store

T0 = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
_DEFAULTS: dict[type, Any] = {int: 1, bool: False, float: 1.0, Decimal: Decimal(1), dt.date: T0.date(), dt.datetime: T0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A notice as far as these tests care."""

    notice_id: str
    revision: int = 1
    signed_on: dt.date | None = dt.date(2026, 6, 30)
    published_on: dt.date | None = None
    feedback_on: dt.date | None = None
    items: int = 2
    words: str = "立行立改"


def row(part: type, **given: Any) -> Any:
    """An instance of the part with the least that is valid, but for what is given."""
    fields = Table(name="", label="", about="", parts=(part,), key=(), sort=()).fields
    values = {
        field.name: None
        if field.nullable
        else (field.column.values or (field.name,))[0]
        if field.type is str
        else _DEFAULTS[field.type]
        for field in fields
    }
    return part(**values | given)


def frames(specs: Iterable[Spec], release: int) -> dict[str, pl.DataFrame]:
    """All rows of these revisions, as the run of that release adds them."""
    rows: dict[str, list[tuple[Any, ...]]] = {
        table.name: [] for table in (CAPTURES, ITEMS, FIGURES, TEXTS, FINGERPRINTS, COPIES, NOTICES)
    }
    for spec in specs:
        key = Key(notice_id=spec.notice_id, revision=spec.revision)
        url = f"https://example.org/{spec.notice_id}.html"
        rows["captures"].append(
            (row(Capture, capture_id=f"r{release}-{spec.notice_id}", run_id=f"run-{release}", url=url),)
        )
        for number in range(1, spec.items + 1):
            text = f"{number}.{spec.words}"
            place = {"char_start": 0, "char_end": len(text)}
            rows["items"].append(
                (key, row(Item, item_path=f"p1.i{number}", item_no=number, ordinal=number, text=text, **place))
            )
            figures = TABLES["figures"].parts[1]
            rows["figures"].append((key, row(figures, figure_no=number, value=Decimal("0.5474"), **place)))
            rows["fingerprints"].append(
                (row(Fingerprint, notice_id=spec.notice_id, revision=spec.revision, hash=number - 2**63),)
            )
        rows["texts"].append((key, Text(text=spec.words * spec.items, release=release)))
        rows["copies"].append((row(Copy, notice_id=spec.notice_id, url=url, release=release),))
        facts = row(
            Notice,
            title=spec.words,
            signed_on=spec.signed_on,
            published_on=spec.published_on,
            feedback_on=spec.feedback_on,
            items=spec.items,
        )
        rows["notices"].append((key, facts, row(Provenance, url=url, release=release)))
    return {name: TABLES[name].frame(found) for name, found in rows.items()}


def changes(notice_id: str, revision: int, release: int) -> pl.DataFrame:
    """One change."""
    return CHANGES.frame(
        [(row(ChangeKey, notice_id=notice_id, revision=revision, release=release), row(Difference, after="新"))]
    )


def copies(notice_id: str, url: str, release: int) -> pl.DataFrame:
    """One copy."""
    return COPIES.frame([(row(Copy, notice_id=notice_id, url=url, release=release),)])


def release_row(release: int) -> ReleaseRow:
    """A release to fill in."""
    return row(ReleaseRow, release=release, run_id=f"run-{release}", versions="")


def add(store: Store, *specs: Spec, more: Mapping[str, pl.DataFrame] | None = None) -> ReleaseRow:
    """One whole run that finds these revisions; ``more`` replaces frames by name."""
    with store.lease("run"):
        number = store.begin()
        found = frames(specs, number) if specs else {}
        return store.append(found | dict(more or {}), release_row(number))
