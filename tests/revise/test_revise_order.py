"""Moves: the heaviest units that kept their order stay, whatever the order."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.revise.order import Ranked, kept_in_order


def test_units_in_order_are_all_kept() -> None:
    assert kept_in_order([Ranked(3, 5), Ranked(4, 1), Ranked(9, 2)]) == (True, True, True)


def test_of_two_that_changed_places_the_lighter_one_moved() -> None:
    assert kept_in_order([Ranked(2, 40), Ranked(1, 90)]) == (False, True)


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(8)), st.lists(st.integers(1, 50), min_size=8, max_size=8))
def test_what_is_kept_is_as_heavy_as_any_run_in_order(places: list[int], weights: list[int]) -> None:
    units = [Ranked(place, weight) for place, weight in zip(places, weights, strict=True)]
    kept = [unit for unit, stays in zip(units, kept_in_order(units), strict=True) if stays]
    assert [unit.place for unit in kept] == sorted(unit.place for unit in kept)
    heaviest = max(
        sum(unit.weight for unit in run)
        for size in range(1, len(units) + 1)
        for run in combinations(units, size)
        if all(one.place < other.place for one, other in pairwise(run))
    )
    assert sum(unit.weight for unit in kept) == heaviest
