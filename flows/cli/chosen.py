"""The notice a person means by an id, or by the beginning of one."""

import polars as pl

from schemas.errors import UnknownNotice
from schemas.history import IDENTITY_LOG
from schemas.notice import NOTICES
from tasks.store import Store

_MOST_NAMED = 10


def standing_notice(store: Store, wanted: str) -> dict[str, object]:
    """The row of the notice that stands, at its last revision.

    Raises:
        UnknownNotice: there is none, there are several, or it was merged into another.
    """
    standing = store.current(NOTICES)
    found = _beginning(standing["notice_id"], wanted)
    if len(found) == 1:
        return standing.row(by_predicate=pl.col("notice_id") == found[0], named=True)
    merged = _homes(store, wanted) if not found else {}
    if len(merged) == 1:
        [(gone, home)] = merged.items()
        raise UnknownNotice(f"{gone} was merged into {home}.", "Name that one.")
    raise _not_one(wanted, found, standing["notice_id"])


def recorded_notice(store: Store, wanted: str) -> str:
    """The whole id of a notice, also of one that was merged into another.

    Raises:
        UnknownNotice: there is none, or there are several.
    """
    ids = store.read(NOTICES, ["notice_id"])["notice_id"].unique().sort()
    found = _beginning(ids, wanted)
    if len(found) == 1:
        return found[0]
    raise _not_one(wanted, found, ids)


def _beginning(ids: pl.Series, wanted: str) -> list[str]:
    return ids.filter(ids.str.starts_with(wanted)).to_list()


def _homes(store: Store, wanted: str) -> dict[str, str]:
    from tasks.identify import IdentityLog  # noqa: PLC0415

    log = IdentityLog.of(store.read(IDENTITY_LOG))
    return {other: log.home(other) for other in log.absorbed if other.startswith(wanted)}


def _not_one(wanted: str, found: list[str], known: pl.Series) -> UnknownNotice:
    named = (found or known.to_list())[:_MOST_NAMED]
    what = f"{len(found)} notices begin with {wanted!r}." if found else f"There is no notice {wanted!r}."
    return UnknownNotice(what, f"Choose of: {', '.join(named)}." if named else "`tongbao run` collects some.")
