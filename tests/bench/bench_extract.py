"""Pages a second of the whole extraction, and its ratio to lexbor's bare parse of the same bytes.

Run from the checkout: ``python tests/bench/bench_extract.py``. Trust the ratios, not the figures.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parents[2]))

from schemas.errors import EmptyPage
from tasks.extract import decode, extract

PAGES = Path(__file__).parents[1] / "pages"
ROUNDS = 15


def main() -> None:
    """Print a line a page and the totals."""
    bodies = {path.stem: path.read_bytes() for path in sorted(PAGES.glob("*.html"))}
    parsing = extracting = 0.0
    print(f"{'page':32}{'KB':>6}{'parse ms':>10}{'extract ms':>12}{'ratio':>8}")
    for name, body in bodies.items():
        utf8 = decode(body)[0].encode()
        parse = seconds(partial(LexborHTMLParser, utf8))
        whole = seconds(partial(extracted, body))
        parsing, extracting = parsing + parse, extracting + whole
        print(f"{name:32}{len(body) / 1000:6.0f}{parse * 1e3:10.2f}{whole * 1e3:12.2f}{parse / whole:8.0%}")
    print(f"raw parse {len(bodies) / parsing:,.0f} pages/s, extract {len(bodies) / extracting:,.0f} pages/s: ", end="")
    print(f"{parsing / extracting:.0%} of the parser's own speed")


def extracted(body: bytes) -> object:
    """The page, or None where it shows no text."""
    try:
        return extract(body, "https://www.example.gov.cn/t20220905_1.html")
    except EmptyPage:
        return None


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
