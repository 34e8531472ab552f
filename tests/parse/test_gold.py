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


DECLARED = (
    "aspects_declared",
    "problems_declared",
    "measures_declared",
    "rules_declared",
    "dates_in_order",
    "numbering",
)


@pytest.mark.parametrize(
    ("name", "outcomes"),
    [
        ("changle", ("not_checkable", "not_checkable", "not_checkable", "not_checkable", "pass", "pass")),
        ("taijiang", ("pass", "pass", "pass", "not_checkable", "pass", "pass")),
        ("luojiang", ("not_checkable", "not_checkable", "not_checkable", "not_checkable", "pass", "pass")),
        ("binhai", ("not_checkable", "not_checkable", "not_checkable", "not_checkable", "pass", "pass")),
        ("shaxian", ("pass", "pass", "not_checkable", "not_checkable", "pass", "pass")),
    ],
)
def test_what_a_notice_declares_of_itself_holds(
    name: str, outcomes: tuple[str, ...], parsed: dict[str, ParsedNotice]
) -> None:
    assert tuple((check.check, check.outcome) for check in parsed[name].checks[:6]) == tuple(
        zip(DECLARED, outcomes, strict=True)
    )


def test_nothing_fails_but_the_contradictions_a_reader_found(parsed: dict[str, ParsedNotice]) -> None:
    failed = [(name, check.check) for name in NAMES for check in parsed[name].checks if check.outcome == "fail"]
    assert failed == [("taijiang", "conflict")] * 3
