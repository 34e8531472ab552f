"""Persons are named in the sanctions, and in columns said to hold the notice's own words; nowhere else."""

import pytest
from notices import GOLDEN_NAMES, golden_page

from schemas.dataset import FACTS
from schemas.notice import NOTICES, Notice
from schemas.table import Field
from tasks.parse import parse


def public(fields: tuple[Field, ...]) -> list[str]:
    return [field.name for field in fields if field.type is str and field.column.privacy == "public"]


@pytest.mark.parametrize("name", GOLDEN_NAMES)
def test_no_public_column_names_a_person_dealt_with(name: str) -> None:
    parsed = parse(golden_page(name))
    names = {row.person for row in parsed.sanctions}
    rows = [
        (table.name, column, row)
        for table in FACTS
        for column in public(table.fields)
        for row in parsed.facts(table.name)
        if hasattr(row, column)
    ]
    rows += [
        ("notices", column, parsed.notice) for column in public(NOTICES.fields) if column in Notice.__dataclass_fields__
    ]
    leaks = {
        (table, column) for table, column, row in rows for person in names if person in (getattr(row, column) or "")
    }
    assert leaks == set()
