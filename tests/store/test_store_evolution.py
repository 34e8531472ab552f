"""A store written by an older schema: a new column reads as null, anything else is refused with the remedy."""

import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import polars as pl
import pytest
from deltalake import DeltaTable
from store_rows import Spec, add, frames

from schemas import dataset
from schemas.columns import Key, Release
from schemas.errors import StoreVersion
from schemas.structure import MEASURES, Measure
from schemas.table import Column, Table
from tasks.store import Store
from tasks.store import store as stores


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    weight: Annotated[int | None, Column("权重", "A column that came later")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    weight: Annotated[int, Column("权重", "A column that came later and must be filled")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOnly:
    text: Annotated[str, Column("正文", "As the kept text")]
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionalText:
    text: Annotated[str | None, Column("正文", "As the kept text, or nothing")]
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedText:
    text: Annotated[dt.date, Column("正文", "Of another type")]
    release: Release


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamedText:
    words: Annotated[str | None, Column("正文", "Under another name")]
    release: Release


OLD_TEXTS = dataset.TABLES["texts"]


def with_texts(*parts: type) -> Table:
    return replace(OLD_TEXTS, parts=(Key, *parts))


def use(patch: pytest.MonkeyPatch, table: Table) -> None:
    """The program as it would be with this table in the place of the one of its name."""
    order = tuple(table if one.name == table.name else one for one in dataset.APPEND_ORDER)
    patch.setattr(stores, "APPEND_ORDER", order)


@pytest.fixture
def old(tmp_path: Path) -> Store:
    """A store written before the column was known."""
    store = Store.open(tmp_path / "store", sample=True)
    add(store, Spec(notice_id="a"))
    return store


def test_a_new_column_reads_old_rows_as_null_before_and_after_the_next_run(
    old: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Between the old ones: rows go by name, never by place.
    wider = with_texts(Weighed, TextOnly)
    use(monkeypatch, wider)
    assert old.read(wider).schema == wider.polars
    assert old.read(wider)["weight"].to_list() == [None]
    rows = frames([Spec(notice_id="b")], 2)
    add(old, more=rows | {"texts": rows["texts"].with_columns(weight=pl.lit(7, pl.Int64))})
    found = old.read(wider).sort("notice_id")
    assert found.select("notice_id", "weight").rows() == [("a", None), ("b", 7)]
    assert found["text"].to_list() == ["立行立改" * 2] * 2
    assert old.as_of(1).read(wider).schema == wider.polars
    assert old.check() == ()


def test_a_run_killed_after_it_widened_a_table_is_taken_back_and_run_again(
    old: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    wider = with_texts(TextOnly, Weighed)
    use(monkeypatch, wider)
    rows = frames([Spec(notice_id="b")], 2)
    text = rows["texts"].with_columns(weight=pl.lit(7, pl.Int64))
    with old.lease("killed"):
        number = old.begin()
        stores.delta.append(DeltaTable(old.path(wider)), wider, text, number)
    assert old.read(wider).height == 1
    add(old, more=rows | {"texts": text})
    assert old.read(wider).sort("notice_id")["weight"].to_list() == [None, 7]


def test_a_table_the_old_program_did_not_have_reads_as_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        before.setattr(stores, "APPEND_ORDER", tuple(one for one in dataset.APPEND_ORDER if one != MEASURES))
        store = Store.open(tmp_path / "store", sample=True)
        add(store, Spec(notice_id="a"))
        assert "measures" not in json.loads(store.releases()["versions"][0])
    assert Measure in MEASURES.parts
    assert store.read(MEASURES).schema == MEASURES.polars
    add(store, Spec(notice_id="b"))
    assert store.as_of(1).read(MEASURES).is_empty()
    assert store.check() == ()


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (with_texts(DatedText), "text is stored as string, written as date32"),
        (with_texts(Weighed), "text is stored and not known here"),
        (with_texts(RenamedText), "text is stored and not known here"),
        (with_texts(OptionalText), "text must not be null in the store, here it may"),
        (with_texts(TextOnly, Required), "weight is new and must not be null"),
    ],
    ids=["type", "dropped", "renamed", "nullability", "required"],
)
def test_a_breaking_change_is_refused_with_the_remedy_and_nothing_is_written(
    old: Store, monkeypatch: pytest.MonkeyPatch, table: Table, words: str
) -> None:
    before = sorted(path for path in old.folder.rglob("*") if path.is_file())
    use(monkeypatch, table)
    with pytest.raises(StoreVersion, match=f"texts.*{words}.*Replay the archive into a new home"):
        old.read(table)
    with pytest.raises(StoreVersion, match=words), old.lease("run"):
        old.begin()
    monkeypatch.undo()
    assert sorted(path for path in old.folder.rglob("*") if path.is_file() and path.name != ".lease") == [
        path for path in before if path.name != ".lease"
    ]
    assert old.read(OLD_TEXTS).height == 1


def test_a_column_must_not_become_required_where_it_was_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as before:
        use(before, with_texts(OptionalText))
        store = Store.open(tmp_path / "store", sample=True)
        add(store, Spec(notice_id="a"))
    with pytest.raises(StoreVersion, match="text may be null in the store, here it must not"):
        store.read(OLD_TEXTS)


def test_a_column_whose_meaning_is_told_in_other_words_is_the_same_column(
    old: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, with_texts(TextOnly))
    assert with_texts(TextOnly).arrow.field("text").metadata != OLD_TEXTS.arrow.field("text").metadata
    add(old, Spec(notice_id="b"))
    assert old.read(OLD_TEXTS).height == 2
