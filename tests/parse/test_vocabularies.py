"""No line of a vocabulary is dead: each one, in the grammar of all, fires on its own example."""

import re

import pytest

from tasks.parse.masks import masked_text
from tasks.parse.numbers import numbers_in
from tasks.parse.status import cues_of
from tasks.parse.totals import totals_of
from tasks.parse.vocabulary import vocabulary


@pytest.mark.parametrize(("kind", "pattern", "example"), vocabulary("status_cues"))
def test_a_status_cue_is_found_in_its_example_or_read_over_where_it_is_none(
    kind: str, pattern: str, example: str
) -> None:
    words = re.search(pattern, example)
    assert words is not None
    kinds = {cue.kind for cue in cues_of(example) if words.start() <= cue.start < words.end()}
    assert kinds == (set() if kind == "none" else {kind})


@pytest.mark.parametrize(("kind", "pattern", "example"), vocabulary("totals"))
def test_a_total_is_found_in_its_example(kind: str, pattern: str, example: str) -> None:
    words = re.search(pattern, example)
    assert words is not None
    assert (kind, words[0]) in {(total.kind, total.raw) for total in totals_of(example, 0, len(example))}


@pytest.mark.parametrize(("why", "pattern", "example"), vocabulary("masks"))
def test_a_mask_covers_every_number_of_its_example(why: str, pattern: str, example: str) -> None:
    assert numbers_in(masked_text(example)) == (), (why, pattern)
    assert "\ue000" in masked_text(example)


@pytest.mark.parametrize(("unit", "norm", "factor", "example"), vocabulary("units"))
def test_a_unit_is_read_in_its_example(unit: str, norm: str, factor: str, example: str) -> None:
    found = numbers_in(masked_text(f"{example}。"))
    assert [figure.norm for figure in found] == [norm], factor
    assert found[0].unit.endswith(unit)
