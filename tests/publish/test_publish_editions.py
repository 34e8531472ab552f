"""The public edition names nobody and no contact, anywhere; the restricted one holds both; quotes keep their places."""

from pathlib import Path

import polars as pl
import pytest

from schemas.dataset import FACTS, TABLES
from schemas.errors import DataProblem
from tasks.home import Home
from tasks.publish import publish
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
    for row in pl.read_parquet(current / table / "*.parquet").iter_rows(named=True):
        for quote in TABLES[table].quotes:
            if row[quote.column] is not None:
                assert texts[row["notice_id"]][row[quote.start] : row[quote.end]] == row[quote.column]


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
