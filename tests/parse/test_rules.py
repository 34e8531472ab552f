"""Rules have names: each row says which one made it, each one is listed with an example, and none is dead."""

import re
from collections.abc import Iterator

import pytest
from notices import NAMES, bulletin, text_page

from schemas.dataset import FACTS, TABLES
from schemas.values import Page, ParsedNotice
from tasks.parse import parse
from tasks.parse.rules import Rule, rules
from tasks.text import kept_text


def page_of(text: str, title: str | None = None) -> Page:
    return Page(url="file:test", text=kept_text(text), encoding="utf-8", title=title)


def numbered_bulletin() -> Page:
    lines = bulletin().text.split("\n")
    cases = [f"{number}.{line}" for number, line in enumerate(lines[1:11], 1)]
    return page_of("\n".join([lines[0], *cases, *lines[11:]]))


def damaged() -> Iterator[Page]:
    """Real notices as broken sites show them."""
    shaxian, changle = text_page("shaxian").text, text_page("changle").text
    yield page_of(shaxian[shaxian.index("\n一、") + 1 : shaxian.index("\n三、")])
    yield page_of(f"{shaxian}\n{changle}")
    yield Page(url="file:test", text=shaxian, encoding="utf-8", traditional=True)
    yield page_of(re.sub(r"\n(?:9|10)\.[^\n]*", "", shaxian))
    yield page_of(re.sub(r"\n12\.", "\n1.", shaxian))
    yield page_of(shaxian.replace("\n(二)“落实", "\n(四)“落实"))
    yield page_of(shaxian.replace("。联系电话", "。\n联系电话"))
    yield page_of(re.sub(r"\n\(11\)[^\n]*", "", text_page("taijiang").text))
    yield page_of(shaxian.replace("27.05万元", "999999999999999万亿元"))


@pytest.fixture(scope="module")
def read_everywhere(parsed: dict[str, ParsedNotice]) -> list[ParsedNotice]:
    pages = [bulletin(), numbered_bulletin(), *damaged()]
    return [*(parsed[name] for name in NAMES), *(parse(page) for page in pages)]


def test_every_rule_a_row_names_is_listed_and_every_listed_rule_fires(read_everywhere: list[ParsedNotice]) -> None:
    fired = {row.rule_id for one in read_everywhere for table in FACTS for row in one.facts(table.name)}
    assert fired == {rule.rule_id for rule in rules()}


def test_no_rule_is_listed_twice_and_each_names_a_table_and_what_it_reads() -> None:
    names = [rule.rule_id for rule in rules()]
    assert len(names) == len(set(names))
    for rule in rules():
        assert rule.table in TABLES
        assert rule.reads


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.rule_id)
def test_an_example_stands_at_a_row_its_rule_made(rule: Rule, read_everywhere: list[ParsedNotice]) -> None:
    around = (
        one.text[max(0, (row.char_start or 0) - 60) : (row.char_end or len(one.text)) + 60]
        for one in read_everywhere
        for table in FACTS
        for row in one.facts(table.name)
        if row.rule_id == rule.rule_id
    )
    assert rule.example
    assert any(rule.example in words for words in around)
