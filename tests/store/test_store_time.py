"""Two times: what the sources said when, and what we knew when."""

import datetime as dt
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_rows import Spec, add, changes, frames, release_row

from schemas.errors import DataProblem
from schemas.history import CHANGES, COPIES
from schemas.notice import NOTICES, TEXTS
from schemas.operations import CAPTURES
from schemas.structure import ITEMS
from tasks.store import Store

DAY = dt.timedelta(days=1)
T0 = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", sample=True)


def record(store: Store, spec: Spec, *, valid: int, known: int) -> None:
    """A run that began on day ``known`` and records a text seen on day ``valid``."""
    with store.lease("run"):
        number = store.begin()
        rows = frames([spec], number)
        rows["notices"] = rows["notices"].with_columns(
            valid_from=pl.lit(T0 + valid * DAY), recorded_at=pl.lit(T0 + known * DAY)
        )
        rows["copies"] = rows["copies"].with_columns(
            first_seen=pl.lit(T0 + valid * DAY), recorded_at=pl.lit(T0 + known * DAY)
        )
        rows["captures"] = rows["captures"].with_columns(fetched_at=pl.lit(T0 + valid * DAY))
        if spec.revision > 1:
            rows["changes"] = changes(spec.notice_id, spec.revision, number)
        row = release_row(number)
        store.append(rows, type(row)(**{**_fields(row), "recorded_at": T0 + known * DAY}))


def _fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}  # type: ignore[attr-defined]


def texts(view: Store) -> list[str]:
    return view.current(TEXTS)["text"].to_list()


def test_as_of_a_day_shows_the_text_that_stood_then_with_its_facts_copies_and_changes(store: Store) -> None:
    record(store, Spec(notice_id="a", words="一", items=3), valid=0, known=0)
    record(store, Spec(notice_id="a", revision=2, words="二", items=1), valid=10, known=10)
    record(store, Spec(notice_id="b", words="三"), valid=20, known=20)
    then = store.valid_at(T0 + 9 * DAY)
    assert texts(then) == ["一" * 3]
    assert then.current(ITEMS).height == 3
    assert then.current(CHANGES).is_empty()
    assert then.current(COPIES)["notice_id"].to_list() == ["a"]
    assert then.current(CAPTURES).height == 1
    assert texts(store.valid_at(T0 + 10 * DAY)) == ["二"]
    assert store.valid_at(T0 + 10 * DAY).current(CHANGES).height == 1
    assert store.valid_at(T0 - DAY).current(NOTICES).is_empty()
    assert texts(store.valid_at(T0 + 99 * DAY)) == texts(store)


def test_what_was_found_late_was_true_before_and_not_known_before(store: Store) -> None:
    record(store, Spec(notice_id="a", words="今"), valid=10, known=10)
    record(store, Spec(notice_id="a", revision=2, words="昔"), valid=0, known=30)
    record(store, Spec(notice_id="a", revision=3, words="今"), valid=10, known=30)
    assert texts(store.valid_at(T0 + 5 * DAY)) == ["昔" * 2]
    assert texts(store.valid_at(T0 + 15 * DAY)) == ["今" * 2]
    before = store.known_at(T0 + 20 * DAY)
    assert before.valid_at(T0 + 5 * DAY).current(NOTICES).is_empty()
    assert texts(before.valid_at(T0 + 15 * DAY)) == ["今" * 2]
    assert store.valid_at(T0 + 5 * DAY).current(COPIES)["role"].to_list() == ["canonical"]


def test_known_at_goes_by_when_a_run_began(store: Store) -> None:
    record(store, Spec(notice_id="a"), valid=0, known=0)
    record(store, Spec(notice_id="b"), valid=5, known=5)
    assert store.known_at(T0 + 5 * DAY).current_notices().height == 2
    assert store.known_at(T0 + 5 * DAY - dt.timedelta(microseconds=1)).current_notices().height == 1
    with pytest.raises(DataProblem, match=r"knew nothing at 2026-02-28.*first run began at 2026-03-01"):
        store.known_at(T0 - DAY)


def test_nothing_is_known_of_an_empty_store(store: Store) -> None:
    with pytest.raises(DataProblem, match="tongbao run"):
        store.known_at(T0)


ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=6)


@given(ROWS, st.integers(-1, 7), st.integers(0, 7))
@settings(max_examples=20, deadline=None)
def test_a_view_of_both_times_is_what_a_plain_reading_of_the_rows_says(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[int, int]], valid: int, known: int
) -> None:
    store = Store.open(tmp_path_factory.mktemp("times") / "store", sample=True)
    told = sorted(rows, key=lambda row: row[1])
    for revision, (valid_from, recorded) in enumerate(told, 1):
        record(
            store,
            Spec(notice_id="a", revision=revision, words=f"{revision}", items=1),
            valid=valid_from,
            known=recorded,
        )
    standing = [
        (valid_from, revision)
        for revision, (valid_from, recorded) in enumerate(told, 1)
        if valid_from <= valid and recorded <= known
    ]
    if min(recorded for _, recorded in told) > known:
        with pytest.raises(DataProblem):
            store.known_at(T0 + known * DAY)
        return
    view = store.known_at(T0 + known * DAY).valid_at(T0 + valid * DAY)
    assert texts(view) == ([str(max(standing)[1])] if standing else [])
    assert add(store).release == len(told) + 1
