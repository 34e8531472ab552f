"""Errors with names. Each carries what it is about and what to do, and ends a command with a code of its own."""

from typing import ClassVar


class TongbaoError(Exception):
    """Base of every error a user can meet: one sentence naming the thing and the remedy."""

    code: ClassVar[int] = 1

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what} {remedy}")
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        # The default would rebuild from the joined sentence and fail: Prefect pickles errors of failed runs.
        return (type(self), (self.what, self.remedy))


class DataProblem(TongbaoError):
    """Something in the data does not hold: a quote out of place, a replay that differs."""

    code = 1


class SourceUnreachable(TongbaoError):
    """No page of any source could be fetched."""

    code = 3


class UnknownSource(TongbaoError):
    """A source id that no file defines."""

    code = 10


class BadSource(TongbaoError):
    """A source file that breaks its schema."""

    code = 11


class UnreadableFile(TongbaoError):
    """A file that is missing, a folder, or not permitted."""

    code = 12


class EmptyPage(TongbaoError):
    """A page with no text."""

    code = 13


class UndecodablePage(TongbaoError):
    """Bytes that are text in no encoding such pages use."""

    code = 14


class NotANotice(TongbaoError):
    """A page that is no 整改 notice."""

    code = 15


class Blocked(TongbaoError):
    """A wall stands before the page."""

    code = 16


class UnknownDay(TongbaoError):
    """A day the bundled sample does not have."""

    code = 17


class UnknownTable(TongbaoError):
    """A table the dataset does not have."""

    code = 18


class NotAList(TongbaoError):
    """A page that lists nothing, or in a way no CMS family writes."""

    code = 19


class UnknownCause(TongbaoError):
    """A cause of change the dataset does not have."""

    code = 18


class BadMoment(TongbaoError):
    """No day and no time."""

    code = 2


class StoreVersion(TongbaoError):
    """A store of another schema version."""

    code = 20


class StoreBusy(TongbaoError):
    """Another run holds the store."""

    code = 21


class NoPermission(TongbaoError):
    """A folder that may not be written."""

    code = 22


class DiskFull(TongbaoError):
    """No room left to write."""

    code = 23


class WrongStore(TongbaoError):
    """The bundled sample and real sites do not share a store."""

    code = 24


class NoStore(TongbaoError):
    """Nothing has been collected yet."""

    code = 25


class UnknownNotice(TongbaoError):
    """A notice id the store does not hold."""

    code = 26


class BadDecision(TongbaoError):
    """A decision that two notices cannot take: one with itself, a merge of what is merged, a split of what is not."""

    code = 27


class NoReason(TongbaoError):
    """A decision without the sentence that says why."""

    code = 2


class PrefectUnavailable(TongbaoError):
    """The Prefect API cannot be reached or started."""

    code = 30
