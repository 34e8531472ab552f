"""How quick the page is in headless Chromium with 5 notices and with 5,000: milliseconds, the median of several.

``python tests/bench/bench_page.py [COUNT ...]``. The five are the real ones of the sample; many are made of four of
them, of some 12,000 characters each. What a person waits for is timed within the page, from the event to the
frame in which the rows stand.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY / "tests" / name) for name in ("", "publish", "store")]

from browser import chromium  # noqa: E402
from collecting import collect  # noqa: E402
from many import multiplied  # noqa: E402

from schemas.history import CHANGES  # noqa: E402
from tasks.home import Home  # noqa: E402
from tasks.publish import publish  # noqa: E402
from tasks.publish.page import NAME, write_page  # noqa: E402
from tasks.publish.page.pieces import SOURCES as PIECES_OF  # noqa: E402
from tasks.store import Store  # noqa: E402

# Tables the page is made of
SHOWN = {table.name for table in (*PIECES_OF, CHANGES)}
FEW, MANY = 5, 5_000
ROUNDS = 5
SOURCES = ("changle", "fujian-jw", "fzxq", "luojiang", "shaxian", "taijiang")
# When the page says that it is ready, in the page's own clock, which starts with the navigation.
WATCH = """
new MutationObserver((_, watcher) => {
  if (document.body?.dataset.ready) { window.ready = performance.now(); watcher.disconnect(); }
}).observe(document, { subtree: true, childList: true, attributes: true });
"""
# An event, and the milliseconds until a frame shows what was waited for.
TIMED = """
async () => {
  const frame = () => new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
  document.getElementById("found").textContent = "";
  document.getElementById("item-list").replaceChildren();
  await frame();
  const began = performance.now();
  %s
  while (!(%s)) await frame();
  await frame();
  return performance.now() - began;
}
"""
CHOSEN = "document.getElementById('chosen').textContent !== window.before"
ROWS = "document.querySelector('#item-list > li')"
ENDED = "document.getElementById('found').textContent.startsWith('找到')"


def filtered(value: str) -> str:
    return (
        "window.before = document.getElementById('chosen').textContent; const city = document.getElementById('city');"
        f"city.value = '{value}'; city.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    )


def typed(words: str) -> str:
    return (
        f"const words = document.getElementById('words'); words.value = '{words}';"
        "words.dispatchEvent(new Event('input', { bubbles: true }));"
    )


def timed(page: Page, act: str, met: str) -> float:
    took: float = page.evaluate(TIMED % (act, met))
    return took


def opened(browser: Browser, file: Path) -> Page:
    page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
    page.add_init_script(WATCH)
    page.goto(file.as_uri(), wait_until="commit")
    page.wait_for_selector("body[data-ready=yes]", timeout=120_000)
    return page


def measured(browser: Browser, file: Path) -> dict[str, float]:
    """One visit, in milliseconds."""
    page = opened(browser, file)
    page.wait_for_load_state("load", timeout=120_000)
    paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"
    took = {"first paint": page.evaluate(paint), "usable": page.evaluate("window.ready")}
    took["filter, overview drawn"] = timed(page, filtered("三明市"), CHOSEN)
    timed(page, filtered(""), CHOSEN)
    page.locator("#items").scroll_into_view_if_needed()
    took["first rows of the list"] = timed(page, filtered("三明市"), ROWS)
    took["filter, rows drawn"] = timed(page, filtered(""), ROWS)
    took["first search, rows drawn"] = timed(page, typed("土地出让金"), ROWS)
    took["first search, all counted"] = timed(page, typed("驻村干部"), ENDED)
    took["later search, rows drawn"] = timed(page, typed("责任"), ROWS)
    took["later search, all counted"] = timed(page, typed("监督 检查"), ENDED)
    took["filter of a search"] = timed(page, filtered("三明市"), ENDED)
    page.context.close()
    return took


def pages(below: Path, sizes: list[int]) -> dict[int, Path]:
    """A page of each size."""
    home = Home(below / "home")
    collect(home, *SOURCES)
    publish(Store.existing(home.store), home.published)
    current = (home.published / "current").resolve()
    made: dict[int, Path] = {}
    for size in sizes:
        made[size] = current / NAME
        if size > FEW:
            folder = below / str(size)
            write_page(folder, multiplied(current, folder, size // 4, longest=20_000, only=SHOWN))
            made[size] = folder / NAME
    return made


def main(arguments: list[str]) -> None:
    sizes = [int(one) for one in arguments] or [FEW, MANY]
    found: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as below:
        files = pages(Path(below), sizes)
        with chromium() as browser:
            for size, file in files.items():
                visits = [measured(browser, file) for _ in range(ROUNDS)]
                found[size] = {what: median(visit[what] for visit in visits) for what in visits[0]}
                found[size]["size, MB"] = file.stat().st_size / 1e6
    print(f"{'ms, notices':28}" + "".join(f"{size:>10,}" for size in sizes))
    for what in found[sizes[0]]:
        print(f"{what:28}" + "".join(f"{found[size][what]:10.1f}" for size in sizes))


if __name__ == "__main__":
    main(sys.argv[1:])
