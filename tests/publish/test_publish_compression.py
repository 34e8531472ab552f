"""A folder is of one compression: the manifest says which, every file has it, and it stands until it is changed."""

import datetime as dt
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest
from store_rows import Spec, add

from schemas.dataset import PUBLISHED
from tasks.publish import manifest, publish
from tasks.publish.export import export
from tasks.publish.manifest import Manifest
from tasks.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store.open(tmp_path / "store", sample=True)
    add(made, Spec(notice_id="a", signed_on=dt.date(2025, 6, 30)), Spec(notice_id="b"))
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "published"


def compressions(folder: Path) -> set[str]:
    """Of the files with rows."""
    found = [pq.read_metadata(file) for file in folder.rglob("*.parquet")]
    return {meta.row_group(0).column(0).compression for meta in found if meta.num_row_groups}


def shown(folder: Path) -> Manifest:
    made = manifest.read(folder / "current")
    assert made is not None
    return made


def test_zstd_is_what_a_new_folder_has(store: Store, folder: Path) -> None:
    publish(store, folder)
    assert compressions(folder / "current") == {"ZSTD"}
    assert shown(folder).compression == "zstd"


def test_the_other_compression_has_every_file_written_anew_with_the_same_rows(store: Store, folder: Path) -> None:
    publish(store, folder)
    before = (folder / "current").resolve()
    made = publish(store, folder, compression="snappy")
    assert (made.switched, made.release, made.files_linked) == (True, 1, 0)
    assert compressions(folder / "current") == {"SNAPPY"}
    assert compressions(before) == {"ZSTD"}, "who reads the old version can finish"
    for table in PUBLISHED:
        assert pl.read_parquet(folder / "current" / table.name).equals(pl.read_parquet(before / table.name))


def test_a_change_of_compression_is_no_news(store: Store, folder: Path) -> None:
    publish(store, folder)
    before = {
        name: (folder / "current" / name).stat().st_ino for name in ("tongbao.duckdb", "CHANGELOG.md", "feed.xml")
    }
    publish(store, folder, compression="snappy")
    assert before == {name: (folder / "current" / name).stat().st_ino for name in before}
    assert shown(folder).news == 1


def test_it_holds_for_later_runs_that_do_not_name_one(store: Store, folder: Path) -> None:
    publish(store, folder, compression="snappy")
    assert not publish(store, folder).switched
    add(store, Spec(notice_id="c"))
    made = publish(store, folder)
    assert made.files_linked, "the year that did not change keeps its files"
    assert compressions(folder / "current") == {"SNAPPY"}
    assert shown(folder).compression == "snappy"


def test_back_and_forth_ends_as_it_began(store: Store, folder: Path) -> None:
    publish(store, folder)
    before = shown(folder)
    publish(store, folder, compression="snappy")
    publish(store, folder, compression="zstd")
    assert shown(folder) == before
    assert not publish(store, folder, compression="zstd").switched


def test_a_manifest_written_before_there_was_a_choice_is_of_zstd(store: Store, folder: Path) -> None:
    publish(store, folder)
    path = folder / "current" / "manifest.json"
    old = path.read_text("utf-8").replace(',\n "compression": "zstd"', "")
    assert "compression" not in old
    path.write_text(old, "utf-8")
    assert not publish(store, folder).switched
    assert shown(folder).compression == "zstd"


def test_a_release_is_exported_in_either(store: Store, tmp_path: Path) -> None:
    export(store.as_of(1), tmp_path / "one", "parquet", "public")
    export(store.as_of(1), tmp_path / "other", "parquet", "public", compression="snappy")
    assert (compressions(tmp_path / "one"), compressions(tmp_path / "other")) == ({"ZSTD"}, {"SNAPPY"})
