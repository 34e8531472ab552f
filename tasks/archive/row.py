"""A row of ``captures`` as JSON and back."""

import datetime as dt
import json
from dataclasses import MISSING, asdict, fields

from schemas.errors import DataProblem
from schemas.operations import Capture


def to_json(capture: Capture) -> bytes:
    """The whole row, keys in column order, the time in ISO 8601."""
    row = asdict(capture)
    row["fetched_at"] = capture.fetched_at.isoformat()
    return json.dumps(row, ensure_ascii=False).encode()


def from_json(body: bytes) -> Capture:
    """The row again. Keys of a later version that this one does not know are left out.

    Raises:
        DataProblem: no JSON object, or one that lacks a column.
    """
    try:
        row = json.loads(body)
        row["fetched_at"] = dt.datetime.fromisoformat(row["fetched_at"])
        # A row of an earlier version lacks the columns that came later, which have a default.
        return Capture(**{f.name: row[f.name] for f in fields(Capture) if f.name in row or f.default is MISSING})
    except (ValueError, KeyError, TypeError) as error:
        what = f"A metadata record of the archive holds no row of captures ({error!r})."
        raise DataProblem(what, "Read it with the version of this program that wrote it.") from error
