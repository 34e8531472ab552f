"""The public edition names nobody and no contact, anywhere; the restricted one holds both; quotes keep their places."""

from pathlib import Path

import duckdb
import polars as pl
import pytest
from store_rows import Spec, add, row

from schemas.dataset import FACTS, TABLES
from schemas.errors import DataProblem
from schemas.history import CHANGES, ChangeKey, Difference
from schemas.notice import TEXTS
from tasks.home import Home
from tasks.publish import manifest, publication, publish
from tasks.publish.catalog import DATABASE
from tasks.store import Store


def shown(folder: Path) -> str:
    """Everything a reader of the folder can see, decompressed: tables, catalogs, names of files."""
    texts = [str(path.relative_to(folder)) for path in folder.rglob("*")]
    for path in folder.rglob("*"):
        if path.suffix == ".parquet":
            texts.append(pl.read_parquet(path).select(pl.col(pl.String)).write_csv())
        elif path.is_file():
            texts.append(path.read_bytes().decode("utf-8", errors="ignore"))
    return "\n".join(texts)


def test_nothing_restricted_is_in_any_public_file_or_file_name(published_home: Home, secrets: set[str]) -> None:
    text = shown((published_home.published / "current").resolve())
    assert {word for word in secrets if word in text} == set()


def test_the_restricted_edition_holds_what_the_public_one_masks(published_home: Home, secrets: set[str]) -> None:
    text = shown((published_home.edition("restricted") / "current").resolve())
    assert {word for word in secrets if word not in text} == set()


@pytest.mark.parametrize("table", [table.name for table in FACTS if table.quotes])
def test_every_quote_of_the_public_edition_stands_in_its_text(table: str, published_home: Home) -> None:
    current = published_home.published / "current"
    texts = dict(pl.read_parquet(current / "texts" / "*.parquet").select("notice_id", "text").iter_rows())
    for fact in pl.read_parquet(current / table / "*.parquet").iter_rows(named=True):
        for quote in TABLES[table].quotes:
            if fact[quote.column] is not None:
                assert texts[fact["notice_id"]][fact[quote.start] : fact[quote.end]] == fact[quote.column]


def test_both_editions_have_the_same_rows_but_for_the_masked_words(published_home: Home) -> None:
    for table in FACTS:
        public, whole = (
            pl.read_parquet(folder / "current" / table.name / "*.parquet").sort(table.key)
            for folder in (published_home.published, published_home.edition("restricted"))
        )
        plain = [field.name for field in table.fields if field.column.privacy == "public"]
        assert public.select(plain).equals(whole.select(plain)), table.name
        for name in set(public.columns) - set(plain):
            assert public[name].str.len_chars().equals(whole[name].str.len_chars())


def test_a_name_is_masked_behind_its_surname(published_home: Home) -> None:
    sanctions = pl.read_parquet(published_home.published / "current" / "sanctions" / "*.parquet")
    assert sanctions["person"].str.contains("^.某{1,2}$").all()


def test_an_edition_never_takes_the_folder_of_the_other(published_home: Home) -> None:
    with pytest.raises(DataProblem, match="holds the public edition"):
        publish(Store.existing(published_home.store), published_home.published, "restricted")


def test_a_name_or_contact_that_was_edited_away_is_masked_where_the_change_tells_of_it(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store", sample=True)
    add(store, Spec(notice_id="a"))
    edits = [("name_changed", "欧阳国兰", "陈汉春"), ("contact_changed", "0591-28922577", "0591-28922578")]
    rows = [
        (
            row(ChangeKey, notice_id="a", revision=2, change_no=number, release=2),
            row(Difference, kind=kind, before=before, after=after, note_zh=f"由{before}改为{after}"),
        )
        for number, (kind, before, after) in enumerate(edits, 1)
    ]
    add(store, Spec(notice_id="a", revision=2), more={"changes": CHANGES.frame(rows)})
    current = publish(store, tmp_path / "published").folder
    told = pl.read_parquet(current / "changes" / "*.parquet").select("before", "after", "note_zh").rows()
    assert told == [
        ("欧阳某某", "陈某某", "由欧阳某某改为陈某某"),
        ("****-********", "****-********", "由****-********改为****-********"),
    ]


def test_what_is_taken_over_from_the_last_publication_is_what_masking_it_anew_gives(
    published_home: Home, tmp_path: Path
) -> None:
    store = Store.existing(published_home.store)
    publish(store.as_of(1), tmp_path / "each")
    publish(store, tmp_path / "each")
    publish(store, tmp_path / "once")
    each, once = (manifest.read(tmp_path / name / "current") for name in ("each", "once"))
    assert each is not None
    assert once is not None
    assert each.files == once.files


def test_with_other_rules_of_masking_all_is_masked_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(tmp_path / "store", sample=True)
    add(store, Spec(notice_id="a"))
    publish(store, tmp_path / "published")
    monkeypatch.setattr(publication, "rules_digest", lambda: "other rules")
    # As older rules left it: with a name that the newer ones mask.
    (notices,) = (tmp_path / "published" / "current" / "texts").glob("*.parquet")
    old = notices.resolve()
    pl.read_parquet(old).with_columns(text=pl.lit("欧阳国兰")).write_parquet(old)
    done = publish(store, tmp_path / "published")
    assert done.switched
    current = done.folder.resolve()
    assert pl.read_parquet(current / "texts" / "*.parquet").equals(store.current(TEXTS))
    with duckdb.connect(str(current / DATABASE), read_only=True) as session:
        assert session.sql("select text from texts").fetchall() == store.current(TEXTS).select("text").rows()
    # What older rules left unmasked stands nowhere any more.
    assert [path.parent for path in (tmp_path / "published" / "versions").rglob("manifest.json")] == [current]
    assert not publish(store, tmp_path / "published").switched
