"""What publishing a run of 50 new and 5 changed notices costs, by part, where 1,000, 10,000 and 100,000 are published.

The stores are those of ``bench_store.py``. CPU seconds and MB written of each part, peak memory of the process, size of
what is written whole. ``python tests/bench/bench_publish.py [COUNT ...]``
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bench_store import CHANGED, NEW, address, build, collect, page, peak, written

from tasks.home import Home
from tasks.publish import beside, publication, publish
from tasks.store import Store

SIZES = (1_000, 10_000, 100_000)
# A part, and the functions that do it, by the module that calls them.
PARTS = {
    "parquet": ((publication, "build"),),
    "database": ((beside, "write_database"),),
    "page": ((beside, "write_page"),),
    "catalogs": ((beside, "write_catalog"),),
    "changelog": ((beside, "write_changelog"),),
    "feed": ((beside, "write_feed"),),
    "index, digests": ((publication, "write_index"),),
}


@dataclass(slots=True)
class Spent:
    """CPU seconds and megabytes written, by part."""

    seconds: dict[str, float] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)

    def price(self, part: str, work: Callable[..., object]) -> Callable[..., object]:
        """The same work, priced."""

        def priced(*given: object, **named: object) -> object:
            seconds, before = time.process_time(), written()
            try:
                return work(*given, **named)
            finally:
                self.seconds[part] = self.seconds.get(part, 0.0) + time.process_time() - seconds
                self.megabytes[part] = self.megabytes.get(part, 0.0) + (written() - before) / 1e6

        return priced


def measured(home: Home) -> dict[str, float]:
    """One publication, in a process of its own."""
    spent = Spent()
    for part, places in PARTS.items():
        for module, name in places:
            setattr(module, name, spent.price(part, getattr(module, name)))
    spent.price("all", publish)(Store.existing(home.store), home.published)
    current = (home.published / "current").resolve()
    return {
        **{f"{part}, s": value for part, value in spent.seconds.items()},
        **{f"{part}, MB": value for part, value in spent.megabytes.items()},
        "peak memory, MB": peak(),
        **{f"{name}, MB": (current / name).stat().st_size / 1e6 for name in ("tongbao.duckdb", "index.html")},
    }


def grown(home: Home, number: int) -> None:
    """A run that brings 50 new notices and changes five."""
    pages = {address(place): page(place, edition=number) for place in range(CHANGED)}
    first = 20_000 + NEW * number
    pages |= {address(first + place): page(first + place) for place in range(NEW)}
    # Soon after the last run: nothing stored is due to be asked again
    collect(home, 20, pages)


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--publish"]:
        print(json.dumps(measured(Home(Path(arguments[1])))))
        return
    sizes = [int(one) for one in arguments] or list(SIZES)
    found: dict[int, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder))
            build(home, size)
            found[size] = {f"first: {what}": value for what, value in published(folder).items()}
            grown(home, 7)
            found[size] |= published(folder)
    print(f"{'notices published':32}" + "".join(f"{size:>12,}" for size in sizes))
    for what in found[sizes[0]]:
        print(f"{what:32}" + "".join(f"{found[size][what]:12.2f}" for size in sizes))


def published(folder: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--publish", folder]
    done: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return done


if __name__ == "__main__":
    main(sys.argv[1:])
