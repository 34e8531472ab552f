"""Upkeep of a store: small files joined, files that no kept release needs removed. No row ever goes."""

import datetime as dt
import json
from dataclasses import dataclass
from secrets import token_hex

from schemas.dataset import APPEND_ORDER, SCHEMA_VERSION, TABLES
from schemas.errors import DataProblem, NoStore
from schemas.operations import RELEASES, ReleaseRow
from tasks.store import delta
from tasks.store.oserrors import explained_os_errors
from tasks.store.store import Store
from tasks.store.vacuumed import first_kept, keep_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Compacted:
    """The tables whose files were joined, and the release that pins the joined ones; none where there were none."""

    tables: tuple[str, ...]
    release: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Files of one table that went, or would go."""

    table: str
    files: int
    bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacuumed:
    """The releases that can still be read, and what went of each table, or would go."""

    kept: tuple[int, ...]
    removed: tuple[Removed, ...]


def compact(store: Store) -> Compacted:
    """Join the small files of every table. A release of its own pins the joined files; earlier ones keep theirs.

    Killed on its way, it leaves the last release as it was, and the next run takes back the rest.

    Raises:
        NoStore: no run has finished.
        StoreBusy: a run holds the store.
        NoPermission, DiskFull: it cannot be written.
    """
    last = _last(store)
    began = dt.datetime.now(dt.UTC).replace(microsecond=0)
    run_id = f"{began:%Y%m%dT%H%M%SZ}-compact-{token_hex(3)}"
    with store.lease(run_id):
        number = store.begin()
        with explained_os_errors(store.folder):
            joined = tuple(table.name for table in APPEND_ORDER if delta.compact(store.path(table), table, number))
            delta.compact(store.path(RELEASES), RELEASES, last.release)
        if not joined:
            return Compacted(tables=(), release=None)
        store.append({}, _release(number, run_id, began, last))
    return Compacted(tables=joined, release=number)


def vacuum(store: Store, keep: int, *, dry_run: bool) -> Vacuumed:
    """Remove the files that none of the last ``keep`` releases needs, and what killed runs left.

    Older releases are marked as no more readable first: a reader is told so, and meets no missing file.

    Raises:
        NoStore: no run has finished.
        DataProblem: no release would be kept.
        StoreBusy: a run holds the store.
        NoPermission, DiskFull: it cannot be written.
    """
    if keep < 1:
        raise DataProblem(f"{keep} releases kept are none to read.", "Keep one at least.")
    _last(store)
    with store.lease("vacuum"), explained_os_errors(store.folder):
        if not dry_run:
            store.begin()
        kept = kept_releases(store)[-keep:]
        if not dry_run:
            keep_from(store.folder, kept[0].release)
        removed = []
        for table in TABLES.values():
            pins = [json.loads(one.versions) for one in kept]
            versions = [pin[table.name] for pin in pins if table.name in pin]
            path = store.path(table)
            sizes = delta.vacuum(path, versions, dry_run=dry_run) if delta.exists(path) else {}
            removed.append(Removed(table=table.name, files=len(sizes), bytes=sum(sizes.values())))
    return Vacuumed(kept=tuple(one.release for one in kept), removed=tuple(removed))


def kept_releases(store: Store) -> list[ReleaseRow]:
    """The releases that can be read, oldest first."""
    first = first_kept(store.folder)
    return [ReleaseRow(**row) for row in store.releases().iter_rows(named=True) if row["release"] >= first]


def _last(store: Store) -> ReleaseRow:
    last = store.release()
    if last is None:
        raise NoStore(f"{store.folder} holds no finished run.", "Run `tongbao run` first.")
    return last


def _release(number: int, run_id: str, began: dt.datetime, last: ReleaseRow) -> ReleaseRow:
    return ReleaseRow(
        release=number,
        run_id=run_id,
        flow="compact",
        recorded_at=began,
        finished_at=dt.datetime.now(dt.UTC),
        schema_version=SCHEMA_VERSION,
        parser_version=last.parser_version,
        found=0,
        new=0,
        changed=0,
        unchanged=0,
        refused=0,
        quarantined=0,
        dataset_changed=False,
        versions="{}",
    )
