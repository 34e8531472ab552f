"""Pages made to hurt: deep, broken, endless. They cost a moment, and the article is still read."""

import time

import pytest

from tasks.extract import extract
from tasks.extract.depth import flattened

URL = "https://a.gov.cn/1.html"
TEXT = "健全机制，压实责任；抓好落实。"
KEPT = "健全机制,压实责任;抓好落实。"


@pytest.mark.parametrize("tag", ["div", "span", "table", "b", "font", "ul", "section"])
def test_a_megabyte_of_nesting_is_read_in_moments(tag: str) -> None:
    deep = f"<{tag}>" * 100_000 + f"<p>{TEXT}</p>" + f"</{tag}>" * 100_000
    start = time.perf_counter()
    page = extract(f"<html><body>{deep}</body></html>".encode(), URL)
    assert time.perf_counter() - start < 10
    assert KEPT in page.text


def test_text_at_every_depth_is_read_in_moments() -> None:
    body = f"<div>{TEXT}" * 20_000
    start = time.perf_counter()
    page = extract(body.encode(), URL)
    assert time.perf_counter() - start < 10
    assert page.text.count(KEPT) > 19_000


@pytest.mark.parametrize(
    "tag",
    ["p", "br", "a href=x.pdf", "meta name=PubDate content=2024-01-01", "h1", "td", "!--", "div style='display:none'"],
)
def test_endless_flat_markup_is_read_in_moments(tag: str) -> None:
    start = time.perf_counter()
    extract(f"<div class='TRS_Editor'><p>{TEXT}</p></div>{f'<{tag}>' * 30_000}".encode(), URL)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize("words", ["时间", "来源", "发布机构:", "2024-01-26 ", "来源:2024-01-26 时间"])
def test_endless_labels_are_read_in_moments(words: str) -> None:
    start = time.perf_counter()
    page = extract(f"<div class='zoom'><p>{TEXT}</p><p>{words * 100_000}</p></div>".encode(), URL)
    assert time.perf_counter() - start < 10
    assert page.text.startswith(KEPT)


@pytest.mark.parametrize("joined", ["甲-", "- ", "甲乙丙丁戊己 | 频道-", "__"])
def test_a_title_of_endless_names_is_read_in_moments(joined: str) -> None:
    start = time.perf_counter()
    extract(f"<title>{joined * 50_000}</title><p>{TEXT}</p>".encode(), URL)
    assert time.perf_counter() - start < 10


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
