"""How large a change is, and that 63→66 is told as 63→66."""

from decimal import Decimal

import pytest
from revise_texts import changes, edited, text_of

from schemas.facts import CONTACT_KINDS, TOTAL_KINDS
from tasks.revise.notes import _FACTS

TEXT = text_of("shaxian")


@pytest.mark.parametrize(
    ("old", "new", "kind", "amounts", "magnitude"),
    [
        ("27.05万元", "28.15万元", "figure_changed", (Decimal(270500), Decimal(281500), "元"), (0.040665, "share")),
        ("6个方面83个问题", "6个方面86个问题", "total_changed", (Decimal(83), Decimal(86), "个"), (0.036145, "share")),
        ("\n2025年12月25日", "\n2025年12月28日", "header_changed", (None, None, None), (3.0, "day")),
        ("探索天然林生态林", "探索天然林和生态林", "item_reworded", (None, None, None), (1.0, "character")),
    ],
)
def test_a_figure_is_measured_by_its_share_a_date_by_days_words_by_characters(
    old: str,
    new: str,
    kind: str,
    amounts: tuple[Decimal | None, Decimal | None, str | None],
    magnitude: tuple[float, str],
) -> None:
    (change,) = changes(TEXT, edited(TEXT, (old, new)))
    assert change.kind == kind
    assert (change.amount_before, change.amount_after, change.amount_unit) == amounts
    assert (change.magnitude, change.magnitude_unit) == magnitude


@pytest.mark.parametrize(("before", "after"), [("63", "66"), ("99", "100"), ("1.5", "15")])
def test_a_number_is_never_cut_in_two(before: str, after: str) -> None:
    ours = edited(TEXT, ("27.05万元", f"{before}万元"))
    (change,) = changes(ours, edited(TEXT, ("27.05万元", f"{after}万元")))
    assert (change.before, change.after) == (f"{before}万元", f"{after}万元")
    assert change.note_zh.endswith(f"数据由{before}万元改为{after}万元")


def test_every_fact_a_notice_states_of_itself_has_a_name_in_both_languages() -> None:
    # A declared number of meetings that changed ended a run.
    assert {*TOTAL_KINDS, *CONTACT_KINDS} <= set(_FACTS)
