"""Every fact a person read in the five notices, from the plain text and from the page."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from notices import NAMES, html_page, text_page

from schemas.dataset import FACTS
from schemas.table import Table
from schemas.values import CHINA, Page, ParsedNotice
from tasks.parse import parse

CONTACTS = ("phone", "email", "postcode", "address")


def stated(parsed: ParsedNotice, field: str) -> Any:
    if field in CONTACTS:
        return next((contact.value for contact in parsed.contacts if contact.kind == field), None)
    value = getattr(parsed.notice, field)
    if isinstance(value, dt.datetime):
        return value.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
    return value.isoformat() if isinstance(value, dt.date) else value


@pytest.mark.parametrize("form", [text_page, html_page], ids=["text", "html"])
@pytest.mark.parametrize("name", NAMES)
def test_every_gold_field_is_read_right(
    name: str, form: Callable[[str], Page], gold: dict[str, dict[str, Any]]
) -> None:
    expected = gold[name]
    parsed = parse(form(name))
    assert {field: stated(parsed, field) for field in expected} == expected


@pytest.mark.parametrize("name", NAMES)
def test_page_and_plain_text_give_the_same_rows(name: str) -> None:
    from_text, from_page = parse(text_page(name)), parse(html_page(name))
    assert from_text.body == from_page.body
    for table in FACTS:
        if table.name in {"paragraphs", "repairs"}:
            continue
        words = [_words(table, row) for row in from_text.facts(table.name)]
        assert words == [_words(table, row) for row in from_page.facts(table.name)]


def _words(table: Table, row: Any) -> dict[str, Any]:
    places = {place for quote in table.quotes for place in (quote.start, quote.end)} | {"entry_start"}
    return {name: getattr(row, name) for name in row.__dataclass_fields__ if name not in places}


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_where_its_row_says(name: str, parsed: dict[str, ParsedNotice]) -> None:
    notice = parsed[name]
    for table in FACTS:
        for row in notice.facts(table.name):
            for quote in table.quotes:
                words, start, end = (getattr(row, column) for column in (quote.column, quote.start, quote.end))
                assert (words is None) == (start is None) == (end is None), (table.name, row)
                assert words is None or notice.text[start:end] == words, (table.name, row)


@pytest.mark.parametrize("name", NAMES)
def test_every_line_of_the_page_is_placed(name: str, parsed: dict[str, ParsedNotice]) -> None:
    notice = parsed[name]
    assert "\n".join(paragraph.text for paragraph in notice.paragraphs) == notice.text


def test_the_self_audit_of_taijiang_and_shaxian_holds(parsed: dict[str, ParsedNotice]) -> None:
    outcomes = {name: {check.check: check.outcome for check in parsed[name].checks} for name in NAMES}
    assert outcomes["taijiang"] == {
        "aspects_declared": "pass",
        "problems_declared": "pass",
        "measures_declared": "pass",
        "rules_declared": "not_checkable",
        "dates_in_order": "pass",
        "numbering": "pass",
    }
    assert outcomes["shaxian"]["problems_declared"] == "pass"
    assert outcomes["shaxian"]["measures_declared"] == "not_checkable"
    assert "fail" not in {outcome for checks in outcomes.values() for outcome in checks.values()}
