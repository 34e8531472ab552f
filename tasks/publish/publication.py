"""Publish a release.

``published/current`` points to ``published/versions/<release>/``, which holds ``<table>/<span of time>.parquet``
and ``manifest.json``. A version is built beside the others, with hard links to the files that did not change, and never
touched again. A glob ``current/<table>/*.parquet`` lists live files only. A reader that may meet the moment of a
switch and reads many files, or opens one file twice as polars does, resolves ``current`` once and reads below that:
polars met the footer of the old file and the pages of the new one, and refused it.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.dataset import PUBLIC_TABLES, PUBLISHED_LOGS
from schemas.errors import DataProblem, NoStore
from schemas.history import COPIES
from schemas.notice import NOTICES
from schemas.operations import ReleaseRow
from schemas.publication import COMPRESSION, Compression, Edition
from tasks.publish import manifest as manifests
from tasks.publish import switch
from tasks.publish.beside import write_beside
from tasks.publish.build import Making, build
from tasks.publish.catalog import Published
from tasks.publish.index import write_index
from tasks.publish.manifest import Manifest
from tasks.publish.retention import remove_otherwise_masked, remove_passed
from tasks.publish.spans import log_months
from tasks.store import Store, explained_os_errors, lease, synced, write_atomically
from tasks.veil import rules_digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What stands in ``folder`` now: the release it shows, its rows by table, and what was done for it."""

    folder: Path
    release: int
    files_written: int
    files_linked: int
    rows: dict[str, int]
    switched: bool


def publish(
    store: Store, folder: Path, edition: Edition = "public", compression: Compression | None = None
) -> Publication:
    """Makes ``<folder>/current`` show the store's release; writes nothing if it does already.

    ``edition``: public masks persons and contacts, restricted holds them. Each has a folder of its own.
    ``compression``: null keeps the one the folder has, zstd in a new one. The other one has every file written anew, and
    stands until it is changed again: a folder is of one compression.

    Only spans of time touched since the last publication are written, the others are linked to. The logs of the runs
    (captures, pages, source_health) grow with every run: a run that brought no news rewrites their last month alone.

    Versions that other rules of masking made go: they may name who is masked now. `tongbao export --release` gives any of
    those releases, masked as today.

    Raises:
        NoStore: the store has no release yet.
        DataProblem: it has fewer notices than were published last, and no record of why, or the folder holds the
            other edition; the last publication stays.
        StoreBusy: another process is publishing into the folder.
        UnreadableFile: the manifest of the last publication cannot be read.
        NoPermission, DiskFull: the folder cannot be written.
    """
    release = store.release()
    if release is None:
        raise NoStore(f"{store.folder} holds no finished run to publish.", "Run `tongbao run` first.")
    view = store.as_of(release.release)
    current = folder / "current"
    last = manifests.read(current)
    if last is not None and last.edition != edition:
        raise DataProblem(
            f"{current} holds the {last.edition} edition, not the {edition} one.",
            "Publish each into a folder of its own.",
        )
    chosen = compression or (last.compression if last is not None else COMPRESSION)
    masks = rules_digest() if edition == "public" else ""
    if (
        last is not None
        and (last.compression, last.masked_by) == (chosen, masks)
        and _shows_already(view, release, last)
    ):
        return _publication(current, last)
    versions = folder / "versions"
    with explained_os_errors(folder), lease(versions, release.run_id):
        # Read again: another process may have published since.
        last = manifests.read(current)
        if last is not None:
            _require_no_loss(view, last, current)
        switch.remove_partials(versions)
        finished = versions / str(release.release)
        made = manifests.read(finished)
        if (
            made is not None
            and (made.edition, made.compression, made.masked_by) == (edition, chosen, masks)
            and made.shows(view.uid(), release)
        ):
            # Built whole by a publication that was killed before the switch.
            switch.switch(current, finished)
            write_index(folder, finished, made)
            remove_otherwise_masked(versions, current, masks)
            return _publication(current, made, linked=len(made.files), switched=True)
        version = switch.free_name(versions, release.release)
        partial = version.with_name(version.name + switch.PARTIAL)
        partial.mkdir()
        before = last if last is not None and _is_ancestor(view, release, last) else None
        making = Making(view=view, edition=edition, current=current, last=before, compression=chosen, masked_by=masks)
        built = build(making, partial)
        made = manifests.build(view.uid(), release, edition, built.files, before, compression=chosen, masked_by=masks)
        write_beside(partial, Published(manifest=made, tables=PUBLIC_TABLES), making)
        write_atomically(partial / manifests.NAME, manifests.encode(made))
        switch.synced_tree(partial)
        partial.rename(version)
        synced(versions)
        switch.switch(current, version)
        write_index(folder, version, made)
        if last is not None:
            remove_passed(versions, last)
        remove_otherwise_masked(versions, current, masks)
    return _publication(current, made, written=len(built.written), linked=len(built.linked), switched=True)


def _publication(
    current: Path, made: Manifest, *, written: int = 0, linked: int = 0, switched: bool = False
) -> Publication:
    return Publication(
        folder=current,
        release=made.release,
        files_written=written,
        files_linked=linked,
        rows=made.tables,
        switched=switched,
    )


def _shows_already(view: Store, release: ReleaseRow, last: Manifest) -> bool:
    """Whether no release since the last publication added to it (a run whose publication failed may have)."""
    if not _is_ancestor(view, release, last):
        return False
    since = view.releases().filter(pl.col("release") > last.release)
    return not since["dataset_changed"].any() and not any(
        log_months(view, table, last.release) for table in PUBLISHED_LOGS
    )


def _is_ancestor(view: Store, release: ReleaseRow, last: Manifest) -> bool:
    """Whether the last publication shows this release or an earlier one of this very store."""
    if last.release > release.release or last.schema_version != release.schema_version:
        return False
    rows = view.releases().filter(pl.col("release") == last.release).to_dicts()
    return bool(rows) and last.shows(view.uid(), ReleaseRow(**rows[0]))


def _require_no_loss(view: Store, last: Manifest, current: Path) -> None:
    """A failed minimum keeps the last good publication: an empty result must not replace a full one."""
    now = view.current_notices().select("notice_id")
    if now.height >= last.tables[NOTICES.name]:
        return
    before = pl.concat(pl.read_parquet(file, columns=["notice_id", "url"]) for file in _files(last, current))
    missing = before.join(now, on="notice_id", how="anti")
    # A record of the removal: the page it was read from is now a copy of another notice (two were one).
    merged = missing.join(view.current(COPIES).select("url"), on="url", how="semi")
    if now.height + merged.height < before.height:
        raise DataProblem(
            f"{view.folder} has {now.height} notices, {before.height} were published last, and no merge explains the "
            "difference; the last publication stays.",
            f"Find out where they went; if they are to go, remove {current} and publish again.",
        )


def _files(last: Manifest, current: Path) -> list[Path]:
    return [current / file.path for file in last.files if file.table == NOTICES.name]
