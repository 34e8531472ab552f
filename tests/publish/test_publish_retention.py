"""Old versions of a publication go where no kept release is shown by them; no file a kept one needs goes with them."""

import datetime as dt
import hashlib
import json
from pathlib import Path

import pytest
from store_rows import Spec, add

from tasks.publish import publish
from tasks.publish.retention import retire
from tasks.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", sample=True)


def is_whole(version: Path) -> bool:
    """Whether every file of the manifest has the bytes it names."""
    files = json.loads((version / "manifest.json").read_bytes())["files"]
    return all(hashlib.sha256((version / file["path"]).read_bytes()).hexdigest() == file["sha256"] for file in files)


def versions(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "versions").iterdir() if path.is_dir())


def test_versions_no_kept_release_needs_go_and_the_others_stay_whole(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    for number in range(1, 5):
        add(store, Spec(notice_id=f"n{number}"))
        publish(store, folder)
    linked = next((folder / "versions" / "4" / "texts").glob("*.parquet"))
    assert retire(folder, {3, 4}, dry_run=True) == tuple(folder / "versions" / name for name in ("1", "2"))
    assert versions(folder) == ["1", "2", "3", "4"]
    assert len(retire(folder, {3, 4}, dry_run=False)) == 2
    assert versions(folder) == ["3", "4"]
    assert is_whole(folder / "versions" / "3")
    assert is_whole(folder / "current")
    assert linked.is_file()
    assert retire(folder, {3, 4}, dry_run=False) == ()


def test_a_file_shared_by_hard_links_outlives_the_version_that_wrote_it(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    add(store, Spec(notice_id="old"))
    publish(store, folder)
    first = {path.stat().st_ino for path in (folder / "versions" / "1").rglob("*.parquet")}
    add(store, Spec(notice_id="new", signed_on=dt.date(2026, 1, 5)))
    publish(store, folder)
    shared = [path for path in (folder / "versions" / "2").rglob("*.parquet") if path.stat().st_ino in first]
    assert shared, "months that did not change are links to the first version's files"
    retire(folder, {2}, dry_run=False)
    assert versions(folder) == ["2"]
    assert is_whole(folder / "current")


def test_a_release_that_published_nothing_is_shown_by_the_version_before_it(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    for number in range(1, 4):
        add(store, Spec(notice_id=f"n{number}"))
        publish(store, folder)
        add(store)
    assert versions(folder) == ["1", "3", "5"]
    retire(folder, {4, 5, 6}, dry_run=False)
    assert versions(folder) == ["3", "5"], "release 4 is shown by version 3"


def test_what_current_shows_stays_even_if_its_release_is_not_kept(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "published"
    add(store, Spec(notice_id="a"))
    publish(store, folder)
    add(store, Spec(notice_id="b"))
    assert retire(folder, {2}, dry_run=False) == ()
    assert retire(tmp_path / "nowhere", {2}, dry_run=False) == ()
    assert is_whole(folder / "current")
