"""A person's decision on two notices: that they are one, that they are two after all, or two whatever comes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from schemas.errors import BadDecision, UnknownNotice
from schemas.history import COPIES, IDENTITY_LOG, Copy
from schemas.notice import NOTICES, TEXTS
from schemas.values import Run
from tasks.identify import Decision, IdentityLog
from tasks.pipeline import Summary, Work, archive_of, store_run
from tasks.reading import Reading
from tasks.recall import recall
from tasks.record import Archive, Recorded, StoredNotice, corrected, rehomed, stored_notice
from tasks.store import Store

_NOTHING_READ = Reading(notices=(), unmodified=(), refusals=())


def decide(decision: Decision, work: Work) -> Summary:
    """Record the decision as a release of its own. No run goes against it; a replay makes it again.

    Merge: the copies of the other notice become the first one's, and its rows are no more shown. Split: what a merge
    moved goes back, and the first notice is read from a page of its own again where it was read from one of the other's.
    Keep: nothing moves, now or later.

    Raises:
        UnknownNotice: a notice that is not there.
        BadDecision: a notice with itself, one that was merged away, a split of two that are not merged.
    """
    return carry_out(planned(decision, work), work)


def carry_out(plan: Sequence[Recorded], work: Work) -> Summary:
    """Record what was planned, as a release of its own."""
    return store_run(plan, [], _NOTHING_READ, work)


def planned(decision: Decision, work: Work) -> list[Recorded]:
    """What the decision would record; needs the lease, as the lookup may have to be caught up, and records nothing.

    Raises:
        UnknownNotice, BadDecision: see ``decide``.
    """
    first, other = pair_of(work.store, decision.notice_id, decision.other_id)
    _require_fit(decision, IdentityLog.of(work.store.read(IDENTITY_LOG)))
    made = replace(decision, by_person=True)
    archive = archive_of([first, other], work, recall(work.store, work.sources))
    return list(_STEPS[made.action](first, other, made, work, archive))


def pair_of(store: Store, *ids: str) -> list[StoredNotice]:
    """Notices as they were last recorded, those merged into another too.

    Raises:
        UnknownNotice: one that is not there.
    """
    notices = store.read(NOTICES, predicate=pl.col("notice_id").is_in(ids))
    notices = notices.filter(pl.col("revision") == pl.col("revision").max().over("notice_id"))
    texts = store.read(TEXTS, predicate=pl.col("notice_id").is_in(ids))
    copies = store.scan_current(COPIES).filter(pl.col("notice_id").is_in(ids)).collect()
    found = []
    for notice_id in ids:
        notice = stored_notice(notice_id, notices, texts, copies)
        if notice is None:
            raise UnknownNotice(f"There is no notice {notice_id!r}.", "`tongbao notices list` and `log` name them.")
        found.append(notice)
    return found


def _require_fit(decision: Decision, log: IdentityLog) -> None:
    first, other = decision.notice_id, decision.other_id
    if first == other:
        raise BadDecision(f"{first} is one with itself.", "Name two notices.")
    # What a merged notice had stands in another now: moving it from here would move nothing, and say it did.
    gone = [one for one in (first, other) if log.is_absorbed(one) and (decision.action != "split" or one == first)]
    if gone:
        raise BadDecision(f"{gone[0]} was merged into {log.home(gone[0])}.", "Name that one, or split the two first.")
    if decision.action == "split" and log.absorbed.get(other) != first:
        raise BadDecision(f"{other} was not merged into {first}.", "`tongbao notices log` says what was merged.")


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
    first: StoredNotice, other: StoredNotice, decision: Decision, work: Work, archive: Archive
) -> Iterable[Recorded]:
    yield rehomed(
        first,
        other.copies,
        decision,
        run=work.run,
        release=work.release,
        sources=work.sources,
        archive=archive,
    )


def _parted(
    first: StoredNotice, other: StoredNotice, decision: Decision, work: Work, archive: Archive
) -> Iterable[Recorded]:
    back = _before(other.notice_id, first.copies, work.store)
    left = replace(first, copies={url: copy for url, copy in first.copies.items() if url not in back})
    yield rehomed(other, back, decision, run=work.run, release=work.release, sources=work.sources, archive=archive)
    again = corrected(left, work.run, work.release, work.sources, archive)
    yield again or rehomed(left, {}, None, run=work.run, release=work.release, sources=work.sources, archive=archive)


def _kept(
    first: StoredNotice, other: StoredNotice, decision: Decision, work: Work, archive: Archive
) -> Iterable[Recorded]:
    yield rehomed(first, {}, decision, run=work.run, release=work.release, sources=work.sources, archive=archive)


_STEPS = {"merge": _joined, "split": _parted, "keep": _kept}


def _before(notice_id: str, copies: dict[str, Copy], store: Store) -> dict[str, Copy]:
    """Those of the copies that were the other notice's before the merge."""
    rows = store.read(COPIES, ["url", "notice_id"], pl.col("notice_id") == notice_id)
    urls = set(rows["url"])
    return {url: copy for url, copy in copies.items() if url in urls}
