"""A day or a time on the command line, as a moment."""

import datetime as dt

from schemas.errors import BadMoment
from schemas.values import CHINA


def end_of(text: str) -> dt.datetime:
    """The moment meant by ``2026-03-01`` (the end of that day in China), ``2026-03-01T08:30`` (China) or with a zone.

    Raises:
        BadMoment: it is neither.
    """
    moment = _read(text)
    return moment + dt.timedelta(days=1, microseconds=-1) if len(text) == len("2026-03-01") else moment


def start_of(text: str) -> dt.datetime:
    """The same, a day meaning its beginning.

    Raises:
        BadMoment: it is neither.
    """
    return _read(text)


def _read(text: str) -> dt.datetime:
    try:
        read = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadMoment(f"{text!r} is no day and no time.", "Write 2026-03-01 or 2026-03-01T08:30.") from error
    return (read if read.tzinfo else read.replace(tzinfo=CHINA)).astimezone(dt.UTC)
