"""Notices read a second on one core: page bytes to all rows, beside the raw lexbor parse of the same bytes.

Run from the repository: ``.venv/bin/python tests/bench/bench_parse.py``. Figures are of the five notices of the sample,
counted as notices of 10,000 characters.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from notices import NAMES, PAGES, SAMPLE  # noqa: E402

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
    raw = best(lambda: [LexborHTMLParser(body) for body in bodies.values()])
    extract = best(lambda: [read(body, name) for name, body in bodies.items()])
    rows = best(lambda: [parse(page) for page in pages.values()])
    print(f"{'raw lexbor parse':24} {notices / raw:8.0f} notices/s")
    print(f"{'bytes to text':24} {notices / extract:8.0f} notices/s   {raw / extract:.2f} of raw lexbor")
    print(f"{'text to rows':24} {notices / rows:8.0f} notices/s")
    print(
        f"{'bytes to rows':24} {notices / (extract + rows):8.0f} notices/s   {raw / (extract + rows):.2f} of raw lexbor"
    )


if __name__ == "__main__":
    main()
