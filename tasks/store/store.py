"""The store: ``<home>/store/<table>/`` holds one Delta table each, ``store.json`` beside them says of which version.

A run appends children first and notices last, each with the run's number as a transaction, then one row to
``releases`` that pins the version of every table. Readers go through that row. So a run is all there or not there
whenever its process is killed, and appending it again adds nothing.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import polars as pl
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from schemas.dataset import APPEND_ORDER, PUBLISHED_NOTICES, SCHEMA_VERSION, TABLES
from schemas.errors import DataProblem, NoStore
from schemas.history import ADJUSTMENTS, CHANGES, COPIES, COPY_DRIFT, IDENTITY_LOG
from schemas.notice import NOTICES
from schemas.operations import RELEASES, ReleaseRow
from schemas.table import Table
from tasks.store import delta
from tasks.store.faults import Fault, faults, key_columns
from tasks.store.identity import Identity, read_identity, write_identity
from tasks.store.lease import lease
from tasks.store.oserrors import explained_os_errors
from tasks.store.pins import pin_faults
from tasks.store.replacing import end_replacement
from tasks.store.standing import rows_at
from tasks.store.vacuumed import first_kept, require_kept

_REVISION = ["notice_id", "revision"]


class Store:
    """A store, seen through its last release, or through an earlier one (see ``as_of``, ``known_at``, ``valid_at``)."""

    def __init__(
        self, folder: Path, *, sample: bool, pinned: ReleaseRow | None = None, valid_at: dt.datetime | None = None
    ) -> None:
        self.folder = folder
        self.sample = sample
        self._pinned = pinned
        self._valid_at = valid_at
        self._leased = False
        self._run: int | None = None
        # Opened by begin() for append(): while the lease is held, nobody else writes.
        self._written: dict[str, DeltaTable] = {}
        self._scans: dict[str, pl.LazyFrame] = {}

    @classmethod
    def open(cls, folder: Path, *, sample: bool) -> "Store":
        """The store in the folder, made if there is none. ``sample``: it is of the bundled sample, not of real sites.

        Raises:
            StoreVersion: it is of another schema version.
            WrongStore: it holds the sample where real sites are asked for, or the other way round.
            UnreadableFile: its ``store.json`` is not readable.
            NoPermission, DiskFull: it cannot be made.
        """
        end_replacement(folder)
        identity = read_identity(folder)
        if identity is None:
            with explained_os_errors(folder):
                folder.mkdir(parents=True, exist_ok=True)
                identity = write_identity(folder, Identity(SCHEMA_VERSION, sample))
        identity.require(folder, sample=sample)
        return cls(folder, sample=sample)

    @classmethod
    def existing(cls, folder: Path) -> "Store":
        """The store in the folder, for reading; nothing is written, but a replacement that was killed is ended.

        Raises:
            NoStore: there is none.
            StoreVersion: it is of another schema version.
            UnreadableFile: its ``store.json`` is not readable.
        """
        end_replacement(folder)
        identity = read_identity(folder)
        if identity is None:
            raise NoStore(f"Nothing has been collected into {folder} yet.", "Run `tongbao run` first.")
        identity.require(folder, sample=identity.sample)
        return cls(folder, sample=identity.sample)

    def release(self) -> ReleaseRow | None:
        """The release all reading goes through; None before the first."""
        if self._pinned is not None:
            return self._pinned
        last = self.releases().tail(1).to_dicts()
        return ReleaseRow(**last[0]) if last else None

    def releases(self) -> pl.DataFrame:
        """One row a finished run, oldest first."""
        path = self.path(RELEASES)
        if not delta.exists(path):
            return RELEASES.empty()
        rows = delta.scan(path, RELEASES, None)
        if self._pinned is not None:
            rows = rows.filter(pl.col("release") <= self._pinned.release)
        return rows.sort("release").collect()

    def as_of(self, release: int) -> "Store":
        """The store as that release left it, for reading; what later runs add is not seen.

        Raises:
            DataProblem: there is no such release, or it was vacuumed.
        """
        require_kept(self.folder, release)
        rows = self.releases().filter(pl.col("release") == release).to_dicts()
        if not rows:
            raise DataProblem(f"{self.folder} has no release {release}.", "Choose one of those it lists.")
        return Store(self.folder, sample=self.sample, pinned=ReleaseRow(**rows[0]), valid_at=self._valid_at)

    def known_at(self, moment: dt.datetime) -> "Store":
        """The store as we knew it: through the last release of a run that had begun by the moment.

        Raises:
            DataProblem: no run had begun, or the release was vacuumed.
        """
        releases = self.releases()
        by_then = releases.filter(pl.col("recorded_at") <= moment)
        if by_then.is_empty():
            first = releases["recorded_at"][0] if releases.height else None
            raise DataProblem(
                f"{self.folder} knew nothing at {moment:%Y-%m-%d %H:%M}.",
                f"Its first run began at {first:%Y-%m-%d %H:%M} UTC." if first else "Run `tongbao run` first.",
            )
        return self.as_of(by_then["release"][-1])

    def valid_at(self, moment: dt.datetime) -> "Store":
        """The store as the sources had it at the moment, by all that its release knows: ``current`` is of then."""
        return Store(self.folder, sample=self.sample, pinned=self.release(), valid_at=moment)

    def snapshot(self) -> "Store":
        """This store bound to its last release, for reading.

        A run that ends between two reads must not mix them; and each table is opened once, however often it is read.
        """
        release = self.release() if self._pinned is None else None
        return (
            self if release is None else Store(self.folder, sample=self.sample, pinned=release, valid_at=self._valid_at)
        )

    def scan(self, table: Table) -> pl.LazyFrame:
        """All rows of the table in the release, all revisions, in no promised order."""
        if table == RELEASES:
            return self.releases().lazy()
        if table.name in self._scans:
            return self._scans[table.name]
        version = _versions(self.release()).get(table.name)
        rows = table.empty().lazy() if version is None else delta.scan(self.path(table), table, version)
        if self._pinned is not None:
            # A pinned version never changes, and opening a table is most of the cost of reading a small one.
            self._scans[table.name] = rows
        return rows

    def read(
        self, table: Table, columns: Sequence[str] | None = None, predicate: pl.Expr | None = None
    ) -> pl.DataFrame:
        """Rows of the table in the release, all revisions, in no promised order."""
        rows = self.scan(table)
        if predicate is not None:
            rows = rows.filter(predicate)
        return (rows if columns is None else rows.select(columns)).collect()

    def scan_current(self, table: Table) -> pl.LazyFrame:
        """As ``current``, lazily and in no promised order."""
        rows = self.scan(table)
        if table == COPY_DRIFT:
            return rows.join(self.scan_current(COPIES).select("url", "release"), on=["url", "release"], how="semi")
        if self._valid_at is not None:
            then = rows_at(table, rows, self.scan(NOTICES), self._valid_at)
            # What we now know to be one notice was one then.
            keyed = {*_REVISION} <= set(table.polars)
            return then.filter(~pl.col("notice_id").is_in(self._absorbed().implode())) if keyed else then
        if table.key == ("url", "release"):
            return rows.filter(pl.col("release") == pl.col("release").max().over("url"))
        if table in {CHANGES, ADJUSTMENTS} or not {*_REVISION} <= set(table.polars):
            return rows
        # The few superseded keys are taken out (0.5 GB at 3 million items) rather than all current ones kept (2.8 GB).
        return rows.join(self._superseded(), on=_REVISION, how="anti")

    def current(self, table: Table) -> pl.DataFrame:
        """Rows that stand now, in the order of the table.

        Facts, texts, fingerprints, notices: of the latest revision of each notice, those merged into another left out.
        Copies with their drift, pages: of the latest row of each address. Changes, captures and the other logs, releases: all.
        """
        view = self.snapshot()
        return view.scan_current(table).sort(list(dict.fromkeys([*table.sort, *table.key])), nulls_last=True).collect()

    def current_notices(self) -> pl.DataFrame:
        """The latest revision of each notice."""
        return self.current(NOTICES)

    def check(self) -> tuple[Fault, ...]:
        """What does not hold, of the release and of the files of all kept ones.

        A table that cannot be read, a key used twice, a row without its notice; a file of a kept release that is missing
        or of another size, rows that a later release lost.
        """
        return tuple(self.snapshot()._faults())

    def uid(self) -> str:
        """Which store this is: an id drawn when it was made, so that a rebuilt one is not taken for it.

        Raises:
            NoStore: no run has begun in it yet.
        """
        path = self.path(RELEASES)
        if not delta.exists(path):
            raise NoStore(f"Nothing has been collected into {self.folder} yet.", "Run `tongbao run` first.")
        return delta.uid(path)

    def path(self, table: Table) -> Path:
        """The folder of a table."""
        return self.folder / table.name

    @contextmanager
    def lease(self, run_id: str) -> Iterator[None]:
        """Holds the store for writing until the block ends; the system frees it when the process dies.

        Raises:
            StoreBusy: another run holds it.
            NoPermission, DiskFull: it cannot be written.
        """
        with lease(self.folder, run_id):
            self._leased = True
            try:
                yield
            finally:
                self._leased, self._run, self._written = False, None, {}

    def begin(self) -> int:
        """Takes back what a killed run left, and gives the number of the new run: the release its rows must name.

        Raises:
            RuntimeError: the lease is not held.
            StoreVersion: a stored table is not what this program writes, and no new column alone.
            NoPermission, DiskFull: the store cannot be written.
        """
        if not self._leased or self._pinned is not None:
            msg = "begin() needs the lease of the store itself"
            raise RuntimeError(msg)
        last = self.release()
        done = last.release if last else 0
        pinned = _versions(last)
        with explained_os_errors(self.folder):
            # Version 0 is the empty table: what a table unknown to the release held at it.
            opened = {
                table.name: delta.ready(self.path(table), table, pinned.get(table.name, 0), done)
                for table in APPEND_ORDER
            }
            # Its last row is what pins the others.
            releases = delta.ready(self.path(RELEASES), RELEASES, None, done)
        self._run = max(done, *map(delta.last_run, opened.values())) + 1
        self._written = {**opened, RELEASES.name: releases}
        return self._run

    def append(self, frames: Mapping[str, pl.DataFrame], release: ReleaseRow) -> ReleaseRow:
        """Adds a run: its rows by table name, then its release; doing it again adds nothing.

        ``release.release`` is the number ``begin`` gave; its ``versions``, ``dataset_changed`` and ``schema_version``
        are filled in here. A run that found nothing new adds its release alone.

        Returns:
            The release as stored.

        Raises:
            RuntimeError: ``begin`` was not called under this lease, or gave another number.
            ValueError: a frame of no table, or rows that name another release.
            NoPermission, DiskFull: the store cannot be written.
        """
        if self._run is None or release.release != self._run:
            msg = f"append() needs the number begin() gave: {self._run}, not {release.release}"
            raise RuntimeError(msg)
        _require_own_rows(frames, release.release)
        last = self.release()
        if last is not None and last.release == release.release:
            return last
        with explained_os_errors(self.folder):
            versions = {
                table.name: delta.append(
                    self._written[table.name], table, frames.get(table.name, table.empty()), release.release
                )
                for table in APPEND_ORDER
            }
            row = replace(
                release,
                versions=json.dumps(versions),
                schema_version=SCHEMA_VERSION,
                dataset_changed=any(
                    TABLES[name] in PUBLISHED_NOTICES and not frame.is_empty() for name, frame in frames.items()
                ),
            )
            delta.append(self._written[RELEASES.name], RELEASES, RELEASES.frame([(row,)]), release.release)
        return row

    def _superseded(self) -> pl.LazyFrame:
        keys = self.scan(NOTICES).select(_REVISION)
        older = pl.col("revision") < pl.col("revision").max().over("notice_id")
        return keys.filter(older | pl.col("notice_id").is_in(self._absorbed().implode()))

    def _absorbed(self) -> pl.Series:
        """Ids of notices merged into another: the last decision on two notices counts."""
        pair = pl.min_horizontal("notice_id", "other_id") + " " + pl.max_horizontal("notice_id", "other_id")
        log = self.scan(IDENTITY_LOG).sort("release", "log_no").with_columns(pair=pair)
        last = log.unique("pair", keep="last", maintain_order=True)
        return last.filter(pl.col("action") == "merge").select("other_id").collect()["other_id"]

    def _faults(self) -> Iterator[Fault]:
        notices = NOTICES.empty()
        first = first_kept(self.folder)
        kept = [ReleaseRow(**row) for row in self.releases().iter_rows(named=True) if row["release"] >= first]
        for table in (*reversed(APPEND_ORDER), RELEASES):
            try:
                rows = self.read(table, key_columns(table))
            except (OSError, DeltaError, pl.exceptions.PolarsError) as error:
                yield Fault(table=table.name, rule="readable", count=1, detail=str(error))
                continue
            if table == NOTICES:
                notices = rows
            yield from faults(table, rows, notices)
            if table != RELEASES:
                yield from pin_faults(table, self.path(table), kept)


def _versions(release: ReleaseRow | None) -> dict[str, int]:
    versions: dict[str, int] = json.loads(release.versions) if release else {}
    return versions


def _require_own_rows(frames: Mapping[str, pl.DataFrame], release: int) -> None:
    """Publishing finds what a run touched by the release its rows name: a wrong one would hide them for ever."""
    appendable = {table.name for table in APPEND_ORDER}
    for name, frame in frames.items():
        if name not in appendable:
            msg = f"no table {name} to append to; there are {sorted(appendable)}"
            raise ValueError(msg)
        if "release" in frame.columns and not frame.filter(pl.col("release").ne_missing(release)).is_empty():
            msg = f"rows of {name} name another release than {release}"
            raise ValueError(msg)
