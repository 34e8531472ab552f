"""One store in the place of another: kill -9 before each of the steps."""

import signal
from pathlib import Path

import pytest
from processes import processes
from store_child import finished, replace_killed
from store_rows import Spec, add

from tasks.store import Store, replace_store, waiting_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add(Store.open(tmp_path / "store", sample=True), Spec(notice_id="old"))
    add(Store.open(tmp_path / "replayed", sample=True), Spec(notice_id="new"))
    return tmp_path / "store"


def stands(folder: Path) -> str:
    store = Store.existing(folder)
    assert store.check() == ()
    return str(store.current_notices()["notice_id"].item())


# In order: the new one is set to wait, the old one is moved away, the new one takes its place; each step is synced.
@pytest.mark.parametrize(
    ("event", "number", "left"),
    [
        ("os.rename", 1, "old"),
        ("open", 1, "old"),
        ("os.rename", 2, "old"),
        ("open", 2, "new"),
        ("os.rename", 3, "new"),
        ("open", 3, "new"),
    ],
)
def test_a_replacement_killed_at_any_step_leaves_one_of_the_two_whole(
    folder: Path, event: str, number: int, left: str
) -> None:
    by, kept = folder.with_name("replayed"), folder.with_name("kept")
    killed = processes().Process(target=replace_killed, args=(folder, by, kept, event, number))
    killed.start()
    killed.join()
    assert killed.exitcode == -signal.SIGKILL
    assert stands(folder) == left
    assert stands(folder) == left, "and goes on standing"
    add(Store.open(folder, sample=True), Spec(notice_id=left, revision=2))
    if left == "new":
        assert stands(kept) == "old"
        assert not waiting_for(folder).exists()


def test_no_more_is_done_than_the_steps_that_are_killed_above(folder: Path) -> None:
    by, kept = folder.with_name("replayed"), folder.with_name("kept")
    assert finished(replace_killed, folder, by, kept, "os.rename", 4) == 0
    assert (stands(folder), stands(kept)) == ("new", "old")


def test_a_writer_that_came_in_the_middle_does_not_make_a_store_of_its_own(folder: Path) -> None:
    folder.with_name("replayed").rename(waiting_for(folder))
    store = Store.existing(folder)
    folder.rename(folder.with_name("kept"))
    with store.lease("run-early"):
        assert stands(folder) == "new"
    assert add(Store.open(folder, sample=True), Spec(notice_id="new", revision=2)).release == 2


def test_where_no_store_stood_the_new_one_takes_the_place(tmp_path: Path) -> None:
    add(Store.open(tmp_path / "replayed", sample=True), Spec(notice_id="new"))
    replace_store(tmp_path / "store", tmp_path / "replayed", tmp_path / "kept")
    assert stands(tmp_path / "store") == "new"
    assert not (tmp_path / "kept").exists()
