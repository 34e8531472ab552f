"""Rows that break the contract are held back with their whole notice, and why is data."""

import polars as pl
import pytest
from dataframely.exc import SchemaError
from hypothesis import given, settings
from hypothesis import strategies as st
from store_rows import Spec, changes, copies, frames

from schemas.dataset import APPEND_ORDER, TABLES
from schemas.history import CHANGES
from schemas.notice import NOTICES
from schemas.operations import CAPTURES
from schemas.structure import ITEMS
from tasks.contract import Broken, quarantine, split


def items(count: int = 3) -> pl.DataFrame:
    return frames([Spec(notice_id="a", items=count)], 1)["items"]


def first(name: str, value: object) -> pl.Expr:
    """Puts the value in the first row alone."""
    return pl.when(pl.int_range(pl.len()) == 0).then(pl.lit(value, ITEMS.polars[name])).otherwise(name).alias(name)


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("text", None, "text|nullability"),
        ("status", "完成", "status|check__values"),
        ("item_path", "", "item_path|min_length"),
        ("item_path", None, "item_path|nullability"),
        ("item_path", "p1.i2", "primary_key"),
        ("char_start", 99, "char_start_to_end"),
        ("char_start", -1, "char_start_to_end"),
        ("status_start", 0, "status_start_to_end"),
    ],
)
def test_a_broken_row_is_told_from_good_ones_and_its_rule_is_named(column: str, value: object, rule: str) -> None:
    parted = split(ITEMS, items().with_columns(first(column, value)))
    broken = 2 if rule == "primary_key" else 1
    assert (parted.good.height, parted.bad.height) == (3 - broken, broken)
    assert parted.reasons == (Broken(notice_id="a", revision=1, table="items", rule=rule, count=broken),)
    assert parted.bad.schema == parted.good.schema == ITEMS.polars


def test_rows_the_factories_make_keep_every_contract() -> None:
    for name, frame in frames([Spec(notice_id="a")], 1).items():
        assert split(TABLES[name], frame).good.equals(frame)


@pytest.mark.parametrize("table", APPEND_ORDER, ids=lambda table: table.name)
def test_every_table_has_a_contract_that_an_empty_frame_keeps(table) -> None:
    parted = split(table, table.empty())
    assert parted.good.schema == table.polars
    assert parted.reasons == ()


def test_a_change_without_the_words_before_needs_no_span_before() -> None:
    assert split(CHANGES, changes("a", 2, 2)).bad.is_empty()


def test_a_frame_of_another_type_is_a_mistake_of_the_program() -> None:
    with pytest.raises(SchemaError):
        split(ITEMS, items().with_columns(pl.col("ordinal").cast(pl.String)))


@given(broken=st.sets(st.integers(0, 9)))
@settings(max_examples=15, deadline=None)
def test_splitting_keeps_every_row_once_and_the_order_of_the_good(broken: set[int]) -> None:
    index = pl.int_range(pl.len())
    frame = items(10).with_columns(status=pl.when(index.is_in(list(broken))).then(pl.lit("完成")).otherwise("status"))
    parted = split(ITEMS, frame)
    assert parted.good.equals(frame.filter(~index.is_in(list(broken))))
    assert parted.bad["ordinal"].to_list() == [number + 1 for number in sorted(broken)]


def test_one_broken_row_holds_back_the_whole_notice_and_no_other() -> None:
    rows = frames([Spec(notice_id="a"), Spec(notice_id="b")], 1)
    found = quarantine(
        rows
        | {
            "items": rows["items"].with_columns(first("status", "完成")),
            "copies": copies("a", "https://example.org/x", 1),
        }
    )
    assert found.notice_ids == {"a"}
    assert found.reasons == (Broken(notice_id="a", revision=1, table="items", rule="status|check__values", count=1),)
    for name, frame in found.kept.items():
        if name != "captures":
            assert "a" not in frame["notice_id"]
            assert frame.height + found.held[name].height == (1 if name == "copies" else rows[name].height)
    assert found.kept["captures"].height == 2


def test_nothing_broken_holds_nothing_back() -> None:
    rows = frames([Spec(notice_id="a"), Spec(notice_id="b")], 1)
    found = quarantine(rows)
    assert (found.reasons, found.notice_ids) == ((), frozenset())
    assert all(found.kept[name].equals(frame) for name, frame in rows.items())


def test_rows_without_their_notice_are_held_back() -> None:
    rows = frames([Spec(notice_id="a"), Spec(notice_id="b")], 1)
    found = quarantine(rows | {"notices": rows["notices"].filter(pl.col("notice_id") == "b")})
    assert found.notice_ids == {"a"}
    assert {reason.rule for reason in found.reasons} == {"has_notice"}
    assert found.kept[NOTICES.name].height == 1
    assert set(found.kept["items"]["notice_id"]) == {"b"}


def test_a_broken_capture_is_held_back_alone() -> None:
    rows = frames([Spec(notice_id="a"), Spec(notice_id="b")], 1)
    broken = rows["captures"].with_columns(outcome=pl.Series(["ok", "fine"]))
    found = quarantine(rows | {"captures": broken})
    assert found.notice_ids == frozenset()
    assert (found.kept["captures"].height, found.held["captures"].height) == (1, 1)
    assert found.reasons == (
        Broken(notice_id=None, revision=None, table=CAPTURES.name, rule="outcome|check__values", count=1),
    )
    assert found.kept["items"].height == 4
