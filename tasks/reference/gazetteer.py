"""The shipped table of divisions, loaded once and indexed by name."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

DATA = Path(__file__).resolve().parents[2] / "data" / "reference"


@dataclass(frozen=True, slots=True)
class Division:
    """A division: GB/T 2260 code of six digits, full official name, ``province``, ``city`` or ``county``, parent."""

    code: str
    name: str
    level: str
    parent_code: str | None

    @property
    def is_city(self) -> bool:
        """Whether it is a city of several counties: one under a province, or a municipality."""
        return self.level == "city" or (self.level == "province" and self.name.endswith("市"))

    def lies_in(self, code: str) -> bool:
        """Whether the division is the one of the code, or below it."""
        return code in (self.code, self.parent_code, self.code[:2] + "0000")


@dataclass(frozen=True, slots=True)
class Period:
    """The years a division stood under one code, name and parent; ``last`` is null for a division of today."""

    division: Division
    first: int
    last: int | None

    def held(self, year: int | None) -> bool:
        """Whether it stood at the end of the year; of today where the year is null."""
        if year is None:
            return self.last is None
        return self.first <= year and (self.last is None or year <= self.last)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Periods by full name, by short form (长乐 for 长乐区) and by the code of the parent, the first two characters any of them opens with, and
    the length of the longest full name.
    """

    by_name: Mapping[str, tuple[Period, ...]]
    by_short: Mapping[str, tuple[Period, ...]]
    by_parent: Mapping[str, tuple[Period, ...]]
    openings: frozenset[str]
    longest: int

    def named(self, name: str, year: int | None) -> tuple[Division, ...]:
        """Divisions of that full name in the year."""
        return held(self.by_name.get(name, ()), year)

    def called(self, short: str, year: int | None) -> tuple[Division, ...]:
        """Divisions of that short form in the year."""
        return held(self.by_short.get(short, ()), year)

    def below(self, code: str, year: int | None) -> tuple[Division, ...]:
        """Divisions right under the one of the code in the year."""
        return tuple(dict.fromkeys(period.division for period in self.by_parent.get(code, ()) if period.held(year)))


def held(periods: tuple[Period, ...], year: int | None) -> tuple[Division, ...]:
    """The divisions that stood in the year, each once.

    A text of the year of a change may still use the old name (长乐市 until August 2017), and the table has the state
    at the year's end: where nothing stood then, what stood the year before counts.
    """
    found = _standing(periods, year)
    return found if found or year is None else _standing(periods, year - 1)


def _standing(periods: tuple[Period, ...], year: int | None) -> tuple[Division, ...]:
    found = [period.division for period in periods if period.held(year)]
    return tuple(found) if len(found) < 2 else tuple(dict.fromkeys(found))


def divisions() -> pl.DataFrame:
    """The table as it is published: one row a division under one code, name and parent."""
    return pl.read_parquet(DATA / "divisions.parquet").cast({"valid_from_year": pl.Int64, "valid_to_year": pl.Int64})


@cache
def gazetteer() -> Gazetteer:
    """The table in memory: 7,889 rows, about 60 ms once a process."""
    frame = divisions()
    by_name: dict[str, list[Period]] = defaultdict(list)
    by_short: dict[str, list[Period]] = defaultdict(list)
    by_parent: dict[str, list[Period]] = defaultdict(list)
    columns = ("code", "name", "level", "parent_code", "short", "valid_from_year", "valid_to_year")
    for code, name, level, parent_code, short, first, last in frame.select(columns).iter_rows():
        period = Period(Division(code, name, level, parent_code), first, last)
        by_name[name].append(period)
        by_short[short].append(period)
        if parent_code is not None:
            by_parent[parent_code].append(period)
    return Gazetteer(
        {name: tuple(periods) for name, periods in by_name.items()},
        {short: tuple(periods) for short, periods in by_short.items()},
        {code: tuple(periods) for code, periods in by_parent.items()},
        frozenset(name[:2] for name in (*by_name, *by_short)),
        max(map(len, by_name)),
    )
