"""Precision and recall of the parser against the golden rows, by notice and table.

Run from the repository: ``.venv/bin/python tests/score.py``. *Found*: the row's place and kind are right; *exact*: every
column is. ``--differences TABLE [NOTICE]`` lists the rows that differ, ``--floors`` prints ``tests/golden/floors.tsv`` as
it would be for the parser as it is.
"""

import math
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from goldens import Row, identity, load, rows_of  # noqa: E402
from notices import GOLDEN_NAMES, golden_page  # noqa: E402

from schemas.dataset import FACTS  # noqa: E402
from schemas.values import ParsedNotice  # noqa: E402
from tasks.parse import parse  # noqa: E402


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Rows of a table: expected, read, found at their place, and exact in every column."""

    expected: int
    read: int
    found: int
    exact: int

    def __add__(self, other: "Score") -> "Score":
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})

    @staticmethod
    def share(part: int, whole: int) -> float:
        """Part of whole; nothing of nothing is all."""
        return part / whole if whole else 1.0

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """Precision and recall of rows found, then of rows exact."""
        return (
            self.share(self.found, self.read),
            self.share(self.found, self.expected),
            self.share(self.exact, self.read),
            self.share(self.exact, self.expected),
        )


def score(table: str, expected: list[Row], read: list[Row]) -> Score:
    """Count rows of both sides that are the same fact, and those equal throughout."""
    found = Counter(identity(table, row) for row in expected) & Counter(identity(table, row) for row in read)
    exact = Counter(_facts(row) for row in expected) & Counter(_facts(row) for row in read)
    return Score(expected=len(expected), read=len(read), found=found.total(), exact=exact.total())


def _facts(row: Row) -> tuple[tuple[str, str], ...]:
    # A reader and the parser may quote different words for one status: 均已 and 均已完成 are both right.
    return tuple((name, value) for name, value in row.items() if name not in {"status_words", "rest_words"})


def scores(table: str, parsed: dict[str, ParsedNotice]) -> dict[str, Score]:
    """The score of each notice that has golden rows of the table."""
    return {
        name: score(table, expected, rows_of(parsed[name], table))
        for name in GOLDEN_NAMES
        if (expected := load(name, table)) is not None
    }


def total(parts: dict[str, Score]) -> Score:
    """All notices together."""
    return sum(parts.values(), Score(expected=0, read=0, found=0, exact=0))


def main(arguments: list[str]) -> None:
    """Print the scores, the floors, or the rows that differ."""
    parsed = {name: parse(golden_page(name)) for name in GOLDEN_NAMES}
    if arguments[:1] == ["--differences"]:
        for name in arguments[2:] or GOLDEN_NAMES:
            _differences(arguments[1], name, load(name, arguments[1]) or [], rows_of(parsed[name], arguments[1]))
    elif arguments == ["--floors"]:
        print("table\tfound_precision\tfound_recall\texact_precision\texact_recall")
        for table in FACTS:
            print(table.name, *(_floor(share) for share in total(scores(table.name, parsed)).shares), sep="\t")
    else:
        print(f"{'table':18}{'notice':10}{'golden':>8}{'read':>8}   found P    found R    exact P    exact R")
        for table in FACTS:
            parts = scores(table.name, parsed)
            for name, one in (parts | {"all": total(parts)}).items():
                shares = "".join(f"{share:10.3f} " for share in one.shares)
                print(f"{table.name:18}{name:10}{one.expected:8}{one.read:8}{shares}")


def _floor(share: float) -> str:
    # Rounded down: the parser as it is must pass.
    return f"{math.floor(share * 1000) / 1000:.3f}"


def _differences(table: str, name: str, expected: list[Row], read: list[Row]) -> None:
    ours = {identity(table, row): row for row in read}
    theirs = {identity(table, row): row for row in expected}
    for key in sorted(ours.keys() | theirs.keys(), key=lambda key: (int(key[0] or 0), key)):
        if key not in ours:
            print(f"{name} missed  {theirs[key]}")
        elif key not in theirs:
            print(f"{name} extra   {ours[key]}")
        else:
            for column, value in theirs[key].items():
                if ours[key][column] != value:
                    words = theirs[key].get("raw") or theirs[key].get("heading") or ""
                    print(f"{name} {key[0]} {words!r}: {column} {ours[key][column]!r}, golden {value!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
