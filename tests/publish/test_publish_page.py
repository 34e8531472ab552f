"""The page of a publication, opened from its folder in a real browser: what a person sees, types and opens."""

import base64
import gzip
import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, needs_browser
from many import multiplied
from playwright.sync_api import Browser, Page, expect

from schemas.accountability import DISCIPLINE_KINDS
from schemas.columns import STATUSES
from schemas.facts import CHECKS_MADE, OUTCOMES
from schemas.figures import DIRECTIONS, FLOW_STATES
from schemas.history import CHANGES
from tasks.home import Home
from tasks.publish.page import NAME, data, write_page
from tasks.publish.page.page import words
from tasks.publish.page.pieces import SOURCES

SHOWN = {table.name for table in (*SOURCES, CHANGES)}
PACKED = re.compile(r'<script id="([\w-]+)" type="application/gzip"[^>]*>([^<]*)</script>')


@pytest.fixture(scope="module")
def page_file(published_home: Home) -> Path:
    return (published_home.published / "current").resolve() / NAME


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def opened(browser: Browser, file: Path, **context: object) -> Page:
    """The page, ready; whatever it logs, fails at, or asks a network for ends the test."""
    page = browser.new_context(**context).new_page()  # type: ignore[arg-type]
    page.on("console", lambda message: pytest.fail(f"console: {message.text}"))
    page.on("pageerror", lambda error: pytest.fail(f"error: {error}"))
    page.on("request", lambda asked: asked.url.startswith(("file:", "data:")) or pytest.fail(f"asked for {asked.url}"))
    page.goto(file.as_uri())
    page.wait_for_selector("body[data-ready=yes]")
    return page


def unpacked(file: Path) -> dict[str, object]:
    text = file.read_text("utf-8")
    return {name: json.loads(gzip.decompress(base64.b64decode(data))) for name, data in PACKED.findall(text)}


def test_every_kind_and_state_of_the_data_has_words_in_both_languages() -> None:
    values = {*DISCIPLINE_KINDS, *STATUSES, *CHECKS_MADE, *OUTCOMES, *DIRECTIONS, *FLOW_STATES}
    assert values <= words().keys()
    assert set(words()) - values == set()
    assert all(chinese and english for chinese, english in words().values())


def test_no_name_and_no_contact_is_in_the_page(page_file: Path, secrets: set[str]) -> None:
    text = page_file.read_text("utf-8") + json.dumps(unpacked(page_file), ensure_ascii=False)
    assert "台江区" in text
    assert {word for word in secrets if word in text} == set()


def test_the_same_publication_gives_the_same_page(page_file: Path, tmp_path: Path) -> None:
    for name in ("one", "other"):
        published = multiplied(page_file.parent, tmp_path / name, 2)
        write_page(tmp_path / name, published)
    assert (tmp_path / "one" / NAME).read_bytes() == (tmp_path / "other" / NAME).read_bytes()


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_opens_and_fits(browser: Browser, page_file: Path, scheme: str, width: int) -> None:
    page = opened(browser, page_file, color_scheme=scheme, viewport={"width": width, "height": 844}, locale="zh-CN")
    expect(page.locator("h1")).to_have_text("巡视巡察整改通报数据")
    expect(page.locator("#chosen")).to_have_text("3 / 3 份通报")
    expect(page.locator("#coverage-table tbody tr")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shades = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (shades == "rgb(255, 255, 255)") == (scheme == "light")


@needs_browser
def test_a_search_finds_an_item_and_opens_its_sentence_marked(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="zh-CN")
    page.fill("#words", "土地出让金 46万元")
    expect(page.locator("#found")).to_have_text("找到 1 条")
    page.locator("#item-list summary").click()
    expect(page.locator("#item-list mark").first).to_have_text("土地出让金")
    expect(page.locator("#item-list blockquote")).to_contain_text("剩余40.4万元已全部收回")
    link = page.locator("#item-list a")
    assert (link.get_attribute("href") or "").startswith("http://www.shaxian.example/")


@needs_browser
def test_filters_choose_notices_in_every_section(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="zh-CN")
    page.select_option("#city", "三明市")
    expect(page.locator("#chosen")).to_have_text("1 / 3 份通报")
    expect(page.locator("#status-table tbody tr")).to_have_count(1)
    page.select_option("#item-status", "partly")
    page.locator("#items").scroll_into_view_if_needed()
    expect(page.locator("#item-list .tag").first).to_have_text("部分完成")
    expect(page.locator("#item-list").get_by_text("中共三明市沙县区委").first).to_be_visible()
    expect(page.locator("#item-list").get_by_text("台江")).to_have_count(0)
    page.click("#clear")
    expect(page.locator("#chosen")).to_have_text("3 / 3 份通报")


@needs_browser
def test_a_change_shows_before_and_after(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="en-US")
    page.locator("#changes").scroll_into_view_if_needed()
    page.locator("#change-list summary", has_text="figure changed from 27.05万元 to 28.15万元").click()
    expect(page.locator("#change-list del")).to_have_text("27.05万元")
    expect(page.locator("#change-list ins")).to_have_text("28.15万元")


@needs_browser
def test_a_sum_of_money_opens_the_sentence_it_stands_in(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="zh-CN")
    page.locator("#money-list").scroll_into_view_if_needed()
    row = page.locator("#money-list li", has_text="46万元").first
    row.locator("summary").click()
    expect(row.locator("mark")).to_have_text("46万元")


@needs_browser
def test_the_page_is_worked_by_keyboard_and_named_for_screen_readers(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="zh-CN")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_label("搜索全部整改事项").fill("驻村干部")
    page.locator("#item-list summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#item-list details").first).to_have_attribute("open", "")
    unnamed = page.evaluate(
        "[...document.querySelectorAll('button, select, input, a, [role=img]')].filter((node) => "
        "!(node.textContent.trim() || node.labels?.length || node.ariaLabel)).map((node) => node.outerHTML)"
    )
    assert unnamed == []


@needs_browser
def test_headings_tables_and_focus_are_there_for_who_does_not_see_or_point(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="zh-CN")
    levels = page.locator("h1, h2, h3").evaluate_all("(nodes) => nodes.map((node) => Number(node.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    tables = page.locator("section > .scroll > table")
    assert tables.count() == 6
    for table in tables.all():
        assert table.get_attribute("aria-label")
        heads = table.locator("th").evaluate_all(
            "(nodes) => nodes.map((node) => [node.scope, node.textContent.trim()])"
        )
        assert {scope for scope, _ in heads} == {"col", "row"}
        assert "" not in {words for scope, words in heads if scope == "col"}
    page.focus("#city")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert "solid" in outline
    assert "3px" in outline


@needs_browser
def test_the_page_speaks_both_languages(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="zh-CN")
    page.click("#language")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#status h2")).to_have_text("Rectification")
    silent = page.evaluate(
        "[...document.querySelectorAll('[data-say]')].filter((node) => !node.textContent || node.textContent === node.dataset.say)"
        ".map((node) => node.dataset.say)"
    )
    assert silent == []


@needs_browser
def test_every_download_is_there(browser: Browser, page_file: Path) -> None:
    page = opened(browser, page_file, locale="en-US")
    links = page.locator("#files-table a").evaluate_all("(nodes) => nodes.map((node) => node.getAttribute('href'))")
    assert len(links) > 25
    assert [link for link in links if not (page_file.parent / link).is_file()] == []


@needs_browser
@pytest.mark.usefixtures("files_of_months")
def test_older_notices_are_counted_and_their_sentences_left_to_the_tables(
    browser: Browser, page_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data, "_NOTICES_WITH_ROWS", 2)
    published = multiplied(page_file.parent, tmp_path / "many", 4, only=SHOWN)
    write_page(tmp_path / "many", published)
    page = opened(browser, tmp_path / "many" / NAME, locale="zh-CN")
    expect(page.locator("#chosen")).to_have_text("12 / 12 份通报")
    expect(page.locator("#held")).to_contain_text("最近 2 份通报的语句（共 12 份）")
    page.fill("#words", "土地出让金 46万元")
    expect(page.locator("#found")).to_have_text("找到 2 条")


@needs_browser
def test_five_thousand_notices_are_filtered_and_searched(browser: Browser, page_file: Path, tmp_path: Path) -> None:
    # Two notices of some 12,000 characters: real ones are as long.
    published = multiplied(page_file.parent, tmp_path / "many", 2500, longest=20_000, only=SHOWN)
    write_page(tmp_path / "many", published)
    page = opened(browser, tmp_path / "many" / NAME, locale="zh-CN")
    expect(page.locator("#chosen")).to_have_text("5,000 / 5,000 份通报")
    page.fill("#words", "土地出让金 46万元")
    expect(page.locator("#found")).to_have_text("找到 2,500 条", timeout=60_000)
    assert page.locator("#item-list > li").count() == 50
    page.select_option("#city", "三明市")
    expect(page.locator("#chosen")).to_have_text("2,500 / 5,000 份通报")
