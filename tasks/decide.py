"""A person's decision on two notices: that they are one, or that they are two after all. Either undoes the other."""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from schemas.errors import UnknownNotice
from schemas.history import COPIES, IDENTITY_LOG, Copy
from schemas.notice import NOTICES, TEXTS
from schemas.values import Run
from tasks.identify import Decision, IdentityLog
from tasks.lookup import Lookup
from tasks.pipeline import Summary, Work, archive_of, store_run
from tasks.reading import Reading
from tasks.recall import recall
from tasks.record import Recorded, StoredNotice, corrected, rehomed, stored_notice
from tasks.store import Store
from tasks.stored import copies_of_notices

_NOTHING_READ = Reading(notices=(), unmodified=(), refusals=())


def decide(decision: Decision, work: Work) -> Summary:
    """Record the decision as a release of its own. No run goes against it; a replay makes it again.

    Merge: the copies of the other notice become the first one's, and its rows are no more shown. Split: what a merge
    moved goes back, and the first notice is read from a page of its own again where it was read from one of the other's.

    Raises:
        UnknownNotice: a notice that is not there, or a split of two that were never merged.
    """
    store = work.store
    log = IdentityLog.of(store.read(IDENTITY_LOG))
    ids = (decision.notice_id, decision.other_id)
    notices = store.read(NOTICES, predicate=pl.col("notice_id").is_in(ids))
    notices = notices.filter(pl.col("revision") == pl.col("revision").max().over("notice_id"))
    texts = store.read(TEXTS, predicate=pl.col("notice_id").is_in(ids))
    lookup = recall(store, work.sources)
    copies = copies_of_notices(store, lookup, ids)
    first, other = (stored_notice(notice_id, notices, texts, copies) for notice_id in ids)
    for notice_id, found in zip(ids, (first, other), strict=True):
        if found is None:
            raise UnknownNotice(
                f"There is no notice {notice_id!r}.", "Choose one that `identity_log` or `notices` lists."
            )
    assert first is not None
    assert other is not None
    merged = log.absorbed.get(other.notice_id) == first.notice_id
    if decision.action == "split" and not merged:
        raise UnknownNotice(
            f"{other.notice_id} was not merged into {first.notice_id}.", "`identity_log` says what was merged."
        )
    made = replace(decision, by_person=True)
    steps = (_joined if made.action == "merge" else _parted)(first, other, made, work, lookup)
    return store_run([one for one in steps if one is not None], [], _NOTHING_READ, work)


def decisions_of(store: Store) -> list[tuple[Run, Decision]]:
    """Every decision a person made, with the run that recorded it, oldest first."""
    rows = store.read(IDENTITY_LOG, predicate=pl.col("by_person")).sort("release", "log_no")
    runs = {row["release"]: row for row in store.releases().iter_rows(named=True)}
    return [
        (
            Run(
                run_id=runs[row["release"]]["run_id"], flow=runs[row["release"]]["flow"], started_at=row["recorded_at"]
            ),
            Decision(**{name: row[name] for name in ("action", "notice_id", "other_id", "reason", "evidence")}),
        )
        for row in rows.iter_rows(named=True)
    ]


def _joined(
    first: StoredNotice, other: StoredNotice, decision: Decision, work: Work, lookup: Lookup
) -> Iterable[Recorded | None]:
    yield rehomed(
        first,
        other.copies,
        decision,
        run=work.run,
        release=work.release,
        sources=work.sources,
        archive=archive_of([first, other], work, lookup),
    )


def _parted(
    first: StoredNotice, other: StoredNotice, decision: Decision, work: Work, lookup: Lookup
) -> Iterable[Recorded | None]:
    archive = archive_of([first, other], work, lookup)
    back = _before(other.notice_id, first.copies, work.store)
    yield rehomed(other, back, decision, run=work.run, release=work.release, sources=work.sources, archive=archive)
    own = {url: copy for url, copy in first.copies.items() if url not in back}
    yield corrected(replace(first, copies=own), work.run, work.release, work.sources, archive)


def _before(notice_id: str, copies: dict[str, Copy], store: Store) -> dict[str, Copy]:
    """Those of the copies that were the other notice's before the merge."""
    rows = store.read(COPIES, ["url", "notice_id"], pl.col("notice_id") == notice_id)
    urls = set(rows["url"])
    return {url: copy for url, copy in copies.items() if url in urls}
