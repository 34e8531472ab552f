"""The page that `tongbao diff --html` writes, opened from its file in a real browser."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, needs_browser
from collecting import collect
from playwright.sync_api import Browser, Page, expect
from processes import BIN, environment

from tasks.home import Home

SHAXIAN = "350405-20250220-551a14"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("home"))
    for day in (1, 2):
        collect(home, "shaxian", day=day)
    written = home.root / "diff.html"
    command = [BIN / "tongbao", "diff", SHAXIAN, "--html", written, "--home", home.root]
    subprocess.run(command, env=environment(), timeout=120, check=True)
    return written


@pytest.fixture(scope="module")
def browser(file: Path) -> Iterator[Browser]:
    """Started once the file is there: the driver's event loop runs in this thread, and a visit starts its own."""
    with chromium() as started:
        yield started


def opened(browser: Browser, file: Path, width: int, scheme: str) -> Page:
    """The page; whatever it logs, fails at, or asks for beside its own file ends the test."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 844})  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", lambda message: pytest.fail(f"console: {message.text}"))
    page.on("pageerror", lambda error: pytest.fail(f"error: {error}"))
    page.on("request", lambda asked: asked.url == file.as_uri() or pytest.fail(f"asked for {asked.url}"))
    page.goto(file.as_uri())
    return page


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_and_marks_what_went_and_what_came(browser: Browser, file: Path, width: int, scheme: str) -> None:
    page = opened(browser, file, width, scheme)
    expect(page.locator("h1")).to_have_text("中共三明市沙县区委关于巡视整改进展情况的通报")
    assert page.locator("del").all_text_contents() == ["签订协议书分期", "27.05万元"]
    assert page.locator("ins").all_text_contents() == ["全部", "28.15万元"]
    for words in ("42.做好新时代意识形态工作", "69.规范公务用车管理使用", "22.强化驻村干部管理"):
        expect(page.locator("p.gone, p.came, p.moved").filter(has_text=words)).to_be_visible()
    gone, came = (style(page, f"p.{fate}", "backgroundColor") for fate in ("gone", "came"))
    assert len({gone, came, style(page, "body", "backgroundColor")}) == 3
    assert "line-through" in style(page, "del", "textDecorationLine")
    assert (style(page, "body", "backgroundColor") == "rgb(255, 255, 255)") == (scheme == "light")
    for folded in page.locator("details").all():
        folded.locator("summary").click()
        expect(folded.locator("p").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "all unfolded, and nothing sticks out"


def style(page: Page, selector: str, name: str) -> str:
    told: str = page.locator(selector).first.evaluate(f"node => getComputedStyle(node).{name}")
    return told
