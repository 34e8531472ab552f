"""Times as the lookup keeps them: whole microseconds since 1970, UTC."""

import datetime as dt

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)


def microseconds(moment: dt.datetime) -> int:
    """The moment as a number; a float of seconds would lose its last digits."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> dt.datetime:
    """The number as a moment."""
    return _EPOCH + microseconds * _MICROSECOND
