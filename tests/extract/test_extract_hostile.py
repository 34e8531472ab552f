"""Pages made to hurt: deep, broken, endless. They cost by their length, and the article is still read."""

import pytest
from growth import LINEAR, growth

from schemas.values import Page
from tasks.extract import extract
from tasks.extract.depth import flattened

URL = "https://a.gov.cn/1.html"
TEXT = "健全机制，压实责任；抓好落实。"
KEPT = "健全机制,压实责任;抓好落实。"


def read(markup: str) -> Page:
    return extract(markup.encode(), URL)


@pytest.mark.parametrize("tag", ["div", "span", "table", "b", "font", "ul", "section"])
def test_nesting_costs_by_its_length(tag: str) -> None:
    def nested(depth: int) -> Page:
        return read(f"<html><body>{f'<{tag}>' * depth}<p>{TEXT}</p>{f'</{tag}>' * depth}</body></html>")

    assert growth(nested, 6_000) < LINEAR
    assert KEPT in nested(100_000).text


def test_text_at_every_depth_costs_by_its_length() -> None:
    def stepped(depth: int) -> Page:
        return read(f"<div>{TEXT}" * depth)

    assert growth(stepped, 1_250) < LINEAR
    assert stepped(20_000).text.count(KEPT) > 19_000


@pytest.mark.parametrize(
    "tag",
    ["p", "br", "a href=x.pdf", "meta name=PubDate content=2024-01-01", "h1", "td", "!--", "div style='display:none'"],
)
def test_endless_flat_markup_costs_by_its_length(tag: str) -> None:
    def flat(count: int) -> Page:
        return read(f"<div class='TRS_Editor'><p>{TEXT}</p></div>{f'<{tag}>' * count}")

    assert growth(flat, 2_000) < LINEAR


@pytest.mark.parametrize("words", ["时间", "来源", "发布机构:", "2024-01-26 ", "来源:2024-01-26 时间"])
def test_endless_labels_cost_by_their_length(words: str) -> None:
    def labelled(count: int) -> Page:
        return read(f"<div class='zoom'><p>{TEXT}</p><p>{words * count}</p></div>")

    assert growth(labelled, 6_000) < LINEAR
    assert labelled(100_000).text.startswith(KEPT)


@pytest.mark.parametrize("joined", ["甲-", "- ", "甲乙丙丁戊己 | 频道-", "__"])
def test_a_title_of_endless_names_costs_by_its_length(joined: str) -> None:
    assert growth(lambda count: read(f"<title>{joined * count}</title><p>{TEXT}</p>"), 3_000) < LINEAR


def test_a_normal_page_is_handed_to_the_parser_untouched() -> None:
    html = "<div>" * 300 + TEXT + "</div>" * 300
    utf8 = html.encode()
    assert flattened(html, utf8) is utf8


def test_many_shallow_nodes_are_left_as_they_are() -> None:
    html = f"<div><span>{TEXT}</span></div>" * 5_000
    utf8 = html.encode()
    assert flattened(html, utf8) is utf8


def test_a_premature_end_of_the_page_loses_nothing() -> None:
    page = extract(f"<html><head></head></html><body></body></html><div id='zoom'><p>{TEXT}</p></div>".encode(), URL)
    assert page.text == KEPT


def test_nested_hidden_and_silent_nodes_go_together() -> None:
    hidden = "<div style='display:none'>甲，<p hidden>乙，<span style='visibility: hidden'>丙。</span></p></div>" * 20
    silent = "<object>丁，<object>戊。</object></object><svg><svg><style>x</style></svg></svg><noscript>己，</noscript>"
    page = extract(f"<div class='TRS_Editor'>{hidden}{silent}<p>{TEXT}</p></div>".encode(), URL)
    assert page.text == KEPT
