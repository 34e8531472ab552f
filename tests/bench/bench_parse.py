"""Notices read a second on one core: page bytes to all rows, beside the raw lexbor parse of the same bytes and beside
trafilatura, which gives their text and no row.

Run from the repository: ``make bench``, or ``.venv/bin/python tests/bench/bench_parse.py``. Figures are of the five notices of the sample,
counted as notices of 10,000 characters.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import trafilatura
from selectolax.lexbor import LexborHTMLParser

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from notices import NAMES, PAGES, SAMPLE  # noqa: E402

from schemas.dataset import FACTS  # noqa: E402
from tasks.extract import read  # noqa: E402
from tasks.parse import parse  # noqa: E402

REPEATS = 5


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of several goes: the one least disturbed."""
    goes = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        goes.append(time.perf_counter() - start)
    return min(goes)


def main() -> None:
    """Print each step in notices a second, and its share of the whole."""
    bodies = {name: (SAMPLE / "web" / "day1" / PAGES[name]).read_bytes() for name in NAMES}
    pages = {name: read(body, name) for name, body in bodies.items()}
    notices = sum(len(page.text) for page in pages.values()) / 10_000
    seconds = {
        "raw lexbor parse": best(lambda: [LexborHTMLParser(body) for body in bodies.values()]),
        "trafilatura, text only": best(lambda: [trafilatura.extract(body) for body in bodies.values()]),
        "bytes to text": best(lambda: [read(body, name) for name, body in bodies.items()]),
        "text to rows": best(lambda: [parse(page) for page in pages.values()]),
        "bytes to rows": best(lambda: [parse(read(body, name)) for name, body in bodies.items()]),
    }
    raw, peer = seconds["raw lexbor parse"], seconds["trafilatura, text only"]
    print(f"{'':24}{'notices/s':>10}{'of raw lexbor':>15}{'of trafilatura':>16}")
    for step, took in seconds.items():
        print(f"{step:24}{notices / took:10,.0f}{raw / took:15.1%}{peer / took:16.1f}")
    rows = sum(len(parse(page).facts(table.name)) for page in pages.values() for table in FACTS)
    print(f"{rows:,} rows of {len(FACTS)} tables from {len(pages)} notices, {notices * 10_000:,.0f} characters")


if __name__ == "__main__":
    main()
