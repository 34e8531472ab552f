"""No line of a vocabulary is dead: each one, in the grammar of all, fires on its own example."""

from pathlib import Path

import pytest

from tasks.parse.numbers import masked_text, numbers_in
from tasks.parse.status import cues_of

FOLDER = Path(__file__).resolve().parents[2] / "tasks" / "parse"


def rows(name: str) -> list[list[str]]:
    lines = (FOLDER / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("kind", "pattern", "example"), rows("status_cues.tsv"))
def test_a_status_cue_is_found_in_its_example(kind: str, pattern: str, example: str) -> None:
    assert kind in {cue.kind for cue in cues_of(example)}, pattern


@pytest.mark.parametrize(("why", "pattern", "example"), rows("masks.tsv"))
def test_a_mask_covers_every_number_of_its_example(why: str, pattern: str, example: str) -> None:
    assert numbers_in(example) == (), (why, pattern)
    assert "\ue000" in masked_text(example)


@pytest.mark.parametrize(("unit", "norm", "factor", "example"), rows("units.tsv"))
def test_a_unit_is_read_in_its_example(unit: str, norm: str, factor: str, example: str) -> None:
    found = numbers_in(f"{example}。")
    assert [figure.norm for figure in found] == [norm], factor
    assert found[0].unit.endswith(unit)
