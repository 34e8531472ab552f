"""A release as files of one's own: the rows of then, whole or not at all, read back by other tools."""

from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest
from store_rows import Spec, add

from schemas.dataset import PUBLISHED
from schemas.errors import DataProblem, UnknownTable
from schemas.notice import NOTICES
from schemas.publication import Form
from schemas.structure import ITEMS
from tasks.publish import export as exporting
from tasks.publish.export import export
from tasks.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(tmp_path / "store", sample=True)
    add(made, Spec(notice_id="a", items=2))
    add(made, Spec(notice_id="a", revision=2, items=3, words="长" * 40_000), Spec(notice_id="b"))
    return made


@pytest.mark.parametrize("form", ["parquet", "csv", "xlsx"])
def test_an_old_release_is_exported_as_it_was(form: Form, store: Store, tmp_path: Path) -> None:
    export(store.as_of(1), tmp_path / "out", form, "public")
    if form == "xlsx":
        read = pd.read_excel(tmp_path / "out" / "tongbao.xlsx", sheet_name=["notices", "items"], engine="calamine")
        assert (len(read["notices"]), len(read["items"])) == (1, 2)
        return
    found = duckdb.sql(f"select notice_id, revision from '{tmp_path}/out/**/notices.{form}'").fetchall()
    assert found == [("a", 1)]
    assert duckdb.sql(f"select count(*) from '{tmp_path}/out/**/items.{form}'").fetchall() == [(2,)]


def test_every_table_is_a_file_and_holds_the_rows_that_stand(store: Store, tmp_path: Path) -> None:
    files = export(store.as_of(2), tmp_path / "out", "parquet", "restricted")
    assert {path.stem for path in files} == {*(table.name for table in PUBLISHED), "divisions"}
    for table in (NOTICES, ITEMS):
        assert pl.read_parquet(tmp_path / "out" / table.name).equals(store.current(table))


def test_a_cell_longer_than_excel_holds_is_cut(store: Store, tmp_path: Path) -> None:
    export(store.as_of(2), tmp_path / "out", "xlsx", "public", ["items"])
    read = pd.read_excel(tmp_path / "out" / "tongbao.xlsx", sheet_name="items", engine="calamine")
    assert max(len(str(text)) for text in read["text"]) == 32_767


def test_a_folder_that_is_there_is_never_written_over(store: Store, tmp_path: Path) -> None:
    with pytest.raises(DataProblem, match="is there already"):
        export(store.as_of(2), tmp_path, "csv", "public")


def test_a_table_nobody_knows_is_named_beside_the_known_ones(store: Store, tmp_path: Path) -> None:
    with pytest.raises(UnknownTable, match=r"'nosuch'.*notices"):
        export(store.as_of(2), tmp_path / "out", "csv", "public", ["nosuch"])


def test_a_sheet_that_would_overflow_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_SHEET_ROWS", 3)
    with pytest.raises(DataProblem, match="items has 5 rows"):
        export(store.as_of(2), tmp_path / "out", "xlsx", "public", ["items"])
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
