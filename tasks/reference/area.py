"""Telephone area codes of divisions."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from tasks.reference.gazetteer import DATA


def area_code(division_code: str) -> str | None:
    """The area code of a division's city (350112 → 0591), or null where the shipped table has none."""
    return _codes().get(division_code[:4] + "00")


@cache
def _codes() -> Mapping[str, str]:
    frame = pl.read_csv(DATA / "area_codes.tsv", separator="\t", infer_schema=False)
    return dict(frame.select("division_code", "area_code").iter_rows())
