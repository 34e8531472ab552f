"""Flat Parquet by month: the right rows, the same bytes for the same rows, no work for nothing."""

import datetime as dt
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_rows import Spec, add, changes, copies, frames, row

from schemas.dataset import PUBLISHED, REFERENCE, SCHEMA_VERSION, TABLES
from schemas.errors import DataProblem, NoPermission, NoStore, StoreBusy, UnreadableFile
from schemas.history import COPIES
from schemas.notice import NOTICES
from schemas.operations import CAPTURES, Capture
from schemas.pages import PAGES, PageRow
from schemas.structure import ITEMS
from tasks.publish import Publication, parquet, publish
from tasks.publish.catalog import FILES
from tasks.store import Store, lease

JUNE, JULY = dt.date(2026, 6, 30), dt.date(2026, 7, 2)


pytestmark = pytest.mark.usefixtures("files_of_months")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", sample=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "published"


def stems(folder: Path, table: str) -> list[str]:
    return sorted(path.stem for path in (folder / "current" / table).glob("*.parquet"))


def traces(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Inode, time and size of everything below, links not followed."""
    found = {str(path.relative_to(folder)): path.lstat() for path in folder.rglob("*")}
    return {name: (stat.st_ino, stat.st_mtime_ns, stat.st_size) for name, stat in found.items()}


def current_traces(folder: Path) -> dict[str, tuple[int, int, int]]:
    return {name: trace for name, trace in traces((folder / "current").resolve()).items() if name.endswith(".parquet")}


def manifest(folder: Path) -> dict[str, Any]:
    return json.loads((folder / "current" / "manifest.json").read_text())


def rows(folder: Path, table: str) -> pl.DataFrame:
    return pl.read_parquet(folder / "current" / table / "*.parquet")


def test_rows_stand_in_the_month_of_their_notice(store: Store, folder: Path) -> None:
    add(
        store,
        Spec(notice_id="signed", signed_on=JUNE, published_on=JULY),
        Spec(notice_id="published", signed_on=None, published_on=JULY, feedback_on=JUNE),
        Spec(notice_id="answers", signed_on=None, feedback_on=dt.date(2025, 12, 1)),
        Spec(notice_id="undated", signed_on=None),
        more={"changes": changes("published", 1, 1)},
    )
    made = publish(store, folder)
    assert stems(folder, "items") == ["2025-12", "2026-06", "2026-07", "undated"]
    assert stems(folder, "copies") == stems(folder, "notices") == stems(folder, "texts") == stems(folder, "items")
    assert stems(folder, "changes") == ["2026-07"]
    july = pl.read_parquet(folder / "current" / "items" / "2026-07.parquet")
    assert july["notice_id"].unique().to_list() == ["published"]
    assert made == Publication(
        folder=folder / "current",
        release=1,
        files_written=len(current_traces(folder)),
        files_linked=0,
        rows={
            **dict.fromkeys((table.name for table in PUBLISHED), 0),
            "divisions": 7889,
            "dictionary": sum(len(table.fields) for table in (*PUBLISHED, *REFERENCE)),
            "captures": 4,
            "items": 8,
            "figures": 8,
            "texts": 4,
            "notices": 4,
            "copies": 4,
            "changes": 1,
        },
        switched=True,
    )


def test_only_published_tables_and_current_revisions_are_there(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a", items=3), Spec(notice_id="b"))
    add(store, Spec(notice_id="a", revision=2, items=1))
    publish(store, folder)
    assert {path.name for path in (folder / "current").iterdir()} == {
        "manifest.json",
        "CHANGELOG.md",
        "feed.xml",
        "index.html",
        *FILES,
        *(table.name for table in (*PUBLISHED, *REFERENCE)),
    }
    assert not {"fingerprints", "releases", "list_readings", "sightings"} & {table.name for table in PUBLISHED}
    for table in PUBLISHED:
        assert rows(folder, table.name).equals(store.current(table)) or table == NOTICES
    assert rows(folder, "notices").select("notice_id", "revision").rows() == [("a", 2), ("b", 1)]


def test_a_table_without_rows_has_one_empty_file_until_it_has_rows(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    assert stems(folder, "changes") == ["empty"]
    assert rows(folder, "changes").is_empty()
    add(store, Spec(notice_id="a", revision=2), more={"changes": changes("a", 2, 2)})
    publish(store, folder)
    assert stems(folder, "changes") == ["2026-06"]


def test_a_store_without_notices_still_gives_a_file_a_table(store: Store, folder: Path) -> None:
    add(store)
    publish(store, folder)
    assert all(stems(folder, table.name) == ["empty"] for table in PUBLISHED)


def test_labels_descriptions_units_and_privacy_stay_in_the_files(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    for table in PUBLISHED:
        for file in (folder / "current" / table.name).glob("*.parquet"):
            schema = pq.read_schema(file)
            assert schema.equals(table.arrow)
            for field in table.arrow:
                kept = schema.field(field.name).metadata
                assert {name: kept[name] for name in field.metadata} == field.metadata
            assert schema.metadata[b"label"].decode() == table.label
            assert schema.metadata[b"description"].decode() == table.about
            assert schema.metadata[b"schema_version"] == str(SCHEMA_VERSION).encode()
    contacts = pq.read_schema(next((folder / "current" / "contacts").glob("*.parquet")))
    assert contacts.field("value").metadata[b"privacy"] == b"contact"


def test_files_are_zstd_and_long_texts_stand_in_small_row_groups(tmp_path: Path) -> None:
    ids = pl.DataFrame({"notice_id": [f"n{number:05}" for number in range(4_500)]})
    one = frames([Spec(notice_id="a", items=1)], 1)
    for name, groups in (("texts", 3), ("items", 1)):
        many = one[name].drop("notice_id").join(ids, how="cross")
        entry = parquet.write(TABLES[name], many, tmp_path, "2026-06")
        meta = pq.read_metadata(tmp_path / entry.path)
        assert meta.num_row_groups == groups
        assert meta.row_group(0).column(0).compression == "ZSTD"


@given(order=st.permutations(range(12)))
@settings(max_examples=15, deadline=None)
def test_the_same_rows_in_any_order_give_the_same_bytes(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    items = frames([Spec(notice_id=name, items=4) for name in "abc"], 1)["items"]
    one = parquet.write(ITEMS, items, folder, "one")
    other = parquet.write(ITEMS, items[order], folder, "other")
    assert one.sha256 == other.sha256


def test_two_stores_of_the_same_rows_publish_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("one", "other"):
        store = Store.open(tmp_path / name, sample=True)
        add(store, Spec(notice_id="a"), Spec(notice_id="b", signed_on=JULY))
        publish(store, tmp_path / f"published-{name}")
        made.append(manifest(tmp_path / f"published-{name}")["files"])
    assert made[0] == made[1]


def test_the_manifest_names_every_file_with_its_rows_and_digest(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"), Spec(notice_id="b", signed_on=JULY))
    publish(store, folder)
    made = manifest(folder)
    assert (folder / "versions" / "1" / "manifest.json").samefile(folder / "current" / "manifest.json")
    assert made["release"] == 1
    assert made["recorded_at"] == "2026-07-01T00:00:00+00:00"
    assert made["parser_version"] == "parser_version"
    assert made["tables"]["items"] == 4
    assert {file["path"] for file in made["files"]} == set(current_traces(folder))
    for file in made["files"]:
        path = folder / "current" / file["path"]
        assert path.stat().st_size == file["bytes"]
        assert pq.read_metadata(path).num_rows == file["rows"]
        assert len(file["sha256"]) == 64


def test_publishing_again_writes_not_one_byte(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"), Spec(notice_id="b", signed_on=JULY))
    publish(store, folder)
    before = traces(folder)
    again = publish(store, folder)
    add(store)
    unchanged = publish(store, folder)
    assert traces(folder) == before
    assert (again.switched, again.files_written, again.files_linked, again.rows["items"]) == (False, 0, 0, 4)
    assert (unchanged.switched, unchanged.release) == (False, 1)


def asked(release: int, month: int) -> pl.DataFrame:
    """A capture of a run, made in a month of 2026."""
    at = dt.datetime(2026, month, 1, tzinfo=dt.UTC)
    return CAPTURES.frame([(row(Capture, capture_id=f"r{release}", run_id=f"run-{release}", fetched_at=at),)])


def test_a_run_without_news_writes_the_last_month_of_its_log_and_no_notice(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"), more={"captures": asked(1, 6)})
    add(store, more={"captures": asked(2, 7)})
    publish(store, folder)
    before = current_traces(folder)
    add(store, more={"captures": asked(3, 7)})
    made = publish(store, folder)
    after = current_traces(folder)
    assert {name for name in after if before.get(name) != after[name]} == {"captures/2026-07.parquet"}
    assert (made.files_written, made.switched, made.rows["captures"]) == (1, True, 3)
    assert store.release() is not None
    assert not store.releases()["dataset_changed"].to_list()[-1]


def test_versions_that_only_the_log_tells_apart_do_not_pile_up(store: Store, folder: Path) -> None:
    for number in range(1, 7):
        specs = [Spec(notice_id=f"n{number}")] if number in (1, 4) else []
        add(store, *specs, more={"captures": asked(number, 7)})
        publish(store, folder)
    # 1 and 4 brought a notice; 5 may still be read.
    assert sorted(path.name for path in (folder / "versions").iterdir() if path.is_dir()) == ["1", "3", "4", "5", "6"]
    assert rows(folder, "captures").height == 6


def test_a_page_has_one_row_in_the_month_it_was_found(store: Store, folder: Path) -> None:
    found = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    for number, state in enumerate(("live", "soft_404", "gone"), 1):
        given = row(PageRow, url="https://example.org/a", state=state, first_seen=found, release=number)
        add(store, more={"pages": PAGES.frame([(replace(given, run_id=f"run-{number}"),)])})
        publish(store, folder)
    assert stems(folder, "pages") == ["2026-05"]
    assert rows(folder, "pages")["state"].to_list() == ["gone"]


def test_one_changed_month_is_all_that_is_written(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a", signed_on=JUNE), Spec(notice_id="b", signed_on=JULY))
    publish(store, folder)
    before = current_traces(folder)
    add(store, Spec(notice_id="c", signed_on=JULY))
    made = publish(store, folder)
    after = current_traces(folder)
    assert set(before) == set(after)
    written = {name for name in before if before[name] != after[name]}
    # The capture of the page is of July too: the month its run asked for it.
    news = ("items", "figures", "texts", "copies", "notices", "captures")
    assert written == {f"{table}/2026-07.parquet" for table in news}
    assert (made.files_written, made.files_linked) == (len(written), len(after) - len(written))


def test_a_table_that_stayed_the_same_in_a_changed_month_keeps_its_file(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    before = current_traces(folder)
    add(store, more={"copies": copies("a", "https://example.org/re-post.html", 2)})
    made = publish(store, folder)
    after = current_traces(folder)
    assert {name for name in before if before[name] != after[name]} == {"copies/2026-06.parquet"}
    assert made.files_written == 1


def test_a_notice_that_changes_its_month_leaves_the_old_one(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a", signed_on=JUNE))
    publish(store, folder)
    add(store, Spec(notice_id="a", revision=2, signed_on=JULY))
    publish(store, folder)
    assert stems(folder, "items") == ["2026-07"]
    assert rows(folder, "items")["revision"].unique().to_list() == [2]


def test_a_copy_that_moves_to_another_notice_leaves_the_file_of_the_first(store: Store, folder: Path) -> None:
    url = "https://example.org/re-post.html"
    both = frames([Spec(notice_id="a", signed_on=JUNE), Spec(notice_id="b", signed_on=JULY)], 1)
    add(store, more=both | {"copies": pl.concat([both["copies"], copies("a", url, 1)])})
    publish(store, folder)
    add(store, more={"copies": copies("b", url, 2)})
    publish(store, folder)
    assert rows(folder, "copies").filter(pl.col("url") == url)["notice_id"].to_list() == ["b"]
    assert rows(folder, "copies").equals(store.current(COPIES))


def test_a_release_whose_publication_was_missed_is_published_with_the_next(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    add(store, Spec(notice_id="b", signed_on=JULY))
    add(store)
    assert publish(store, folder).switched
    assert rows(folder, "notices")["notice_id"].to_list() == ["a", "b"]


def test_publishing_release_by_release_equals_publishing_once(store: Store, folder: Path, tmp_path: Path) -> None:
    days = [dt.date(2026, month, 1) for month in (1, 2, 3)]
    for number in range(1, 7):
        add(
            store,
            Spec(notice_id=f"n{number}", signed_on=days[number % 3]),
            *([Spec(notice_id="n1", revision=number, signed_on=days[number // 2 % 3])] if number > 1 else []),
        )
        publish(store, folder)
    publish(store, tmp_path / "at-once")
    assert manifest(folder)["files"] == manifest(tmp_path / "at-once")["files"]


def test_any_past_release_can_be_exported(store: Store, folder: Path, tmp_path: Path) -> None:
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    add(store, Spec(notice_id="a", revision=2), Spec(notice_id="b"))
    publish(store.as_of(1), tmp_path / "then")
    assert current_traces(folder).keys() == current_traces(tmp_path / "then").keys()
    assert rows(tmp_path / "then", "notices").equals(rows(folder, "notices"))


def test_earlier_versions_stay_as_they_were(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    first = (folder / "current").resolve()
    add(store, Spec(notice_id="b"))
    publish(store, folder)
    assert pl.read_parquet(first / "notices" / "*.parquet").height == 1
    assert (folder / "current").is_symlink()
    assert (folder / "current").readlink() == Path("versions/2")


def test_fewer_notices_without_a_reason_keep_the_last_publication(tmp_path: Path, folder: Path) -> None:
    full, poor = (Store.open(tmp_path / name, sample=True) for name in ("full", "poor"))
    add(full, Spec(notice_id="a"), Spec(notice_id="b"))
    publish(full, folder)
    before = current_traces(folder)
    add(poor, Spec(notice_id="a"))
    with pytest.raises(DataProblem, match="has 1 notices, 2 were published last"):
        publish(poor, folder)
    assert current_traces(folder) == before
    shutil.rmtree((folder / "current").resolve())
    assert publish(poor, folder).rows["notices"] == 1


def test_fewer_notices_are_published_when_two_were_merged(tmp_path: Path, folder: Path) -> None:
    before, after = (Store.open(tmp_path / name, sample=True) for name in ("before", "after"))
    add(before, Spec(notice_id="a"), Spec(notice_id="b"))
    publish(before, folder)
    found = frames([Spec(notice_id="a")], 1)
    merged = pl.concat([found["copies"], copies("a", "https://example.org/b.html", 1)])
    add(after, more=found | {"copies": merged})
    made = publish(after, folder)
    assert made.rows["notices"] == 1
    # The number of the release is that of another store's: its version stays beside.
    assert (folder / "current").readlink() == Path("versions/1-2")
    assert not publish(after, folder).switched


def test_a_store_without_a_release_is_not_published(store: Store, folder: Path) -> None:
    with pytest.raises(NoStore):
        publish(store, folder)
    assert not folder.exists()


def test_a_lost_file_is_made_again_with_the_next_release(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a", signed_on=JUNE), Spec(notice_id="b", signed_on=JULY))
    publish(store, folder)
    (folder / "current" / "items" / "2026-06.parquet").unlink()
    add(store, Spec(notice_id="c", signed_on=JULY))
    publish(store, folder)
    assert rows(folder, "items").height == 6


def test_a_second_publisher_is_refused(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"))
    with lease(folder / "versions", "other"), pytest.raises(StoreBusy, match="run other"):
        publish(store, folder)


def test_a_folder_below_a_file_and_a_damaged_manifest_are_named(store: Store, tmp_path: Path, folder: Path) -> None:
    add(store, Spec(notice_id="a"))
    (tmp_path / "file").write_text("")
    with pytest.raises(NoPermission):
        publish(store, tmp_path / "file" / "published")
    publish(store, folder)
    (folder / "current" / "manifest.json").write_text("{}")
    with pytest.raises(UnreadableFile, match=r"manifest\.json"):
        publish(store, folder)


def test_duckdb_pandas_and_polars_read_the_same(store: Store, folder: Path) -> None:
    add(store, Spec(notice_id="a"), Spec(notice_id="b", signed_on=JULY), Spec(notice_id="c", signed_on=None))
    publish(store, folder)
    for table, columns in (
        ("items", ["notice_id", "item_path", "text"]),
        ("figures", ["notice_id", "figure_no", "value"]),
    ):
        pattern = f"{folder}/current/{table}/*.parquet"
        by = columns[:2]
        polars = pl.read_parquet(pattern, columns=columns).sort(by).rows()
        duck = duckdb.sql(f"SELECT {', '.join(columns)} FROM '{pattern}' ORDER BY 1, 2").fetchall()
        files = sorted((folder / "current" / table).glob("*.parquet"))
        pandas = pd.concat(pd.read_parquet(file, columns=columns) for file in files).sort_values(by)
        assert polars == duck == list(pandas.itertuples(index=False, name=None))
        assert len(polars) == 6
