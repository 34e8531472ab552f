"""Rows that tell of the same person and handling twice: once in the running text, once in the list."""

from collections.abc import Iterable
from dataclasses import replace

from schemas.accountability import Sanction


def linked(rows: Iterable[Sanction]) -> tuple[Sanction, ...]:
    """The rows, each with the number of the row it repeats.

    A row of the text repeats the list's, wherever the list stands; else an earlier row of the text. Two entries of
    lists are the same only where their words for the deed are (林涛 is warned for one matter, admonished for another).
    """
    ordered = tuple(rows)
    listed: dict[tuple[str, str], Sanction] = {}
    for row in ordered:
        if row.source == "list":
            listed.setdefault(_key(row), row)
    told: dict[tuple[str, str], Sanction] = {}
    return tuple(_link(row, listed, told) for row in ordered)


def _link(row: Sanction, listed: dict[tuple[str, str], Sanction], told: dict[tuple[str, str], Sanction]) -> Sanction:
    if row.source == "case":
        return row
    other = listed.get(_key(row))
    if row.source == "list":
        same = other is not None and other is not row and other.misconduct == row.misconduct
        return replace(row, same_as_sanction_no=other.sanction_no) if other and same else row
    earlier = told.setdefault(_key(row), row)
    other = other or (earlier if earlier is not row and _one_day(earlier, row) else None)
    return replace(row, same_as_sanction_no=other.sanction_no) if other else row


def _one_day(one: Sanction, other: Sanction) -> bool:
    return one.decided_on is None or other.decided_on is None or one.decided_on == other.decided_on


def _key(row: Sanction) -> tuple[str, str]:
    return row.person.replace(" ", ""), row.kind
