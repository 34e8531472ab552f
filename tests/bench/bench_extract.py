"""Pages a second and text F1 on one core: the whole extraction, trafilatura, and lexbor's own parse and text.

Run from the repository: ``make bench``, or ``.venv/bin/python tests/bench/bench_extract.py``. The pages are the real
ones of ``tests/pages``; F1 is by shingles of four characters against the articles a person read off them. The last
columns give each tool's speed as a share of lexbor's bare parse, of lexbor's way from bytes to text, and of
trafilatura's. Trust these, not the figures.
"""

import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import fmean

import trafilatura
from selectolax.lexbor import LexborHTMLParser

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from articles import Article, articles, text_f1  # noqa: E402

from tasks.extract import decode, extract  # noqa: E402

ROUNDS = 30


def main() -> None:
    """Print a line a page, and a line a tool."""
    pages = articles()
    tools: Mapping[str, Callable[[Article], str]] = {
        "tongbao": extracted,
        "raw lexbor, bytes to text": raw_text,
        "trafilatura": peer_text,
    }
    parsed: dict[str, float] = {}
    took: dict[str, dict[str, float]] = {tool: {} for tool in tools}
    # Page by page, so that one page's figures are of one moment of the machine.
    for page in pages:
        utf8 = decode(page.body)[0].encode()
        parsed[page.page] = seconds(partial(LexborHTMLParser, utf8))
        for tool, text in tools.items():
            took[tool][page.page] = seconds(partial(text, page))
    scored = {tool: {page.page: score(text, page) for page in pages} for tool, text in tools.items()}

    print(f"{'page':24}{'KB':>5}{'parse ms':>10}" + "".join(f"{tool.split(',')[0]:>15}{'F1':>6}" for tool in tools))
    for page in pages:
        print(f"{page.page:24}{len(page.body) / 1000:5.0f}{parsed[page.page] * 1e3:10.2f}", end="")
        print("".join(f"{took[tool][page.page] * 1e3:15.2f}{scored[tool][page.page]:6.2f}" for tool in tools))

    parse = sum(parsed.values())
    whole = {tool: sum(took[tool].values()) for tool in tools}
    limits = (parse, whole["raw lexbor, bytes to text"], whole["trafilatura"])
    print(f"\n{'':28}{'pages/s':>9}{'text F1':>9}{'of parse':>11}{'of bytes to text':>18}{'of trafilatura':>16}")
    print(f"{'raw lexbor, parse alone':28}{len(pages) / parse:9,.0f}{'':9}{shares(limits, parse)}")
    for tool, took_all in whole.items():
        f1 = fmean(scored[tool].values())
        print(f"{tool:28}{len(pages) / took_all:9,.0f}{f1:9.3f}{shares(limits, took_all)}")


def shares(limits: tuple[float, float, float], took: float) -> str:
    """The speed of what took so long, as shares of the speeds of the limits."""
    parse, text, peer = (limit / took for limit in limits)
    return f"{parse:11.0%}{text:18.0%}{peer:15.1f}x"


def extracted(page: Article) -> str:
    """Decoded, its article found, its title, dates, source and attachments read: all that a row of a page needs."""
    return extract(page.body, page.url).text


def peer_text(page: Article) -> str:
    """The text alone, by trafilatura's defaults."""
    return trafilatura.extract(page.body) or ""


def raw_text(page: Article) -> str:
    """The bytes decoded and parsed by lexbor, scripts and styles dropped, all text of the body."""
    tree = LexborHTMLParser(page.body, encoding=True)
    tree.strip_tags(["script", "style"])
    return "" if tree.body is None else tree.body.text(separator="\n")


def score(text: Callable[[Article], str], page: Article) -> float:
    """F1 of a tool's text of a page."""
    return text_f1(text(page), "\n".join(page.paragraphs))


def seconds(work: Callable[[], object]) -> float:
    """The best of some runs: the least disturbed by the neighbours."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
