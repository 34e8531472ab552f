"""Make the pages of the sample web from the notices: ``python data/sample/build_web.py [--to FOLDER]``.

Writes ``day1/<host>/<path>`` and, over it, only what differs on day 2 in ``day2/<host>/<path>``. How they are
answered (statuses, headers, validators, queries) stands in ``web/web.yaml``, written by hand. The same notices give
the same bytes, and a page no recipe makes any more is removed.
"""

import argparse
import shutil
from pathlib import Path

from making import changle, fujian_jw, fzxq, luojiang, shaxian, taijiang
from making.pages import Files

SITES = (changle, taijiang, luojiang, fzxq, shaxian, fujian_jw)


def build(folder: Path) -> int:
    """Write both days into the folder, removing what was there; give back how many files."""
    written = 0
    for day in ("day1", "day2"):
        shutil.rmtree(folder / day, ignore_errors=True)
        for site in SITES:
            files: Files = site.day1() if day == "day1" else site.day2()
            for path, body in files.items():
                target = folder / day / site.HOST / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(body)
                written += 1
    return written


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(description="Make the pages of the sample web from the notices.")
    parser.add_argument("--to", type=Path, default=Path(__file__).parent / "web", help="folder to write the days into")
    folder: Path = parser.parse_args().to
    print(f"{build(folder)} files in {folder}")


if __name__ == "__main__":
    main()
