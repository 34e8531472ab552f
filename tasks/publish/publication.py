"""Publish a release.

``published/current`` points to ``published/versions/<release>/``, which holds ``<table>/<YYYY-MM>.parquet`` and
``manifest.json``. A version is built beside the others, with hard links to the files that did not change, and never
touched again. A glob ``current/<table>/*.parquet`` lists live files only. A reader that may meet the moment of a
switch and reads many files, or opens one file twice as polars does, resolves ``current`` once and reads below that:
polars met the footer of the old file and the pages of the new one, and refused it.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from schemas.dataset import PUBLISHED, REFERENCE
from schemas.divisions import DIVISIONS
from schemas.errors import DataProblem, NoStore
from schemas.history import COPIES
from schemas.notice import NOTICES
from schemas.operations import ReleaseRow
from schemas.publication import Edition
from schemas.table import Table
from tasks.publish import manifest as manifests
from tasks.publish import months, parquet, switch
from tasks.publish.catalog import Published, dictionary, write_catalog
from tasks.publish.changelog import write_changelog
from tasks.publish.feed import write_feed
from tasks.publish.index import write_index
from tasks.publish.manifest import FileEntry, Manifest
from tasks.publish.page import write_page
from tasks.publish.veils import veils_of
from tasks.reference import divisions
from tasks.store import Store, explained_os_errors, lease, synced, write_atomically
from tasks.veil import veiled

# All that a publication holds, in the order of its catalogs.
TABLES = (NOTICES, *(table for table in PUBLISHED if table is not NOTICES), *REFERENCE)
# 5,000 notices of 10,000 characters are some 150 MB of text.
_NOTICES_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What stands in ``folder`` now: the release it shows, its rows by table, and what was done for it."""

    folder: Path
    release: int
    files_written: int
    files_linked: int
    rows: dict[str, int]
    switched: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What ``current`` shows until the switch; no manifest where it is the first publication."""

    folder: Path
    manifest: Manifest | None


def publish(store: Store, folder: Path, edition: Edition = "public") -> Publication:
    """Makes ``<folder>/current`` show the store's release; writes nothing if it does already.

    ``edition``: public masks persons and contacts, restricted holds them. Each has a folder of its own.

    Only months touched since the last publication are written, the others are linked to.

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
    if last is not None and _shows_already(view, release, last):
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
        if made is not None and made.edition == edition and made.shows(view.uid(), release):
            # Built whole by a publication that was killed before the switch.
            switch.switch(current, finished)
            write_index(folder, finished, made)
            return _publication(current, made, linked=len(made.files), switched=True)
        version = switch.free_name(versions, release.release)
        partial = version.with_name(version.name + switch.PARTIAL)
        partial.mkdir()
        written, linked = _build(view, release, edition, Before(folder=current, manifest=last), partial)
        made = manifests.build(view.uid(), release, edition, [table.name for table in TABLES], [*written, *linked])
        published = Published(manifest=made, tables=TABLES)
        write_catalog(partial, published)
        write_changelog(partial, published, current, last.files if last else ())
        write_feed(partial, published)
        if edition == "public":
            write_page(partial, published)
        write_atomically(partial / manifests.NAME, manifests.encode(made))
        switch.synced_tree(partial)
        partial.rename(version)
        synced(versions)
        switch.switch(current, version)
        write_index(folder, version, made)
    return _publication(current, made, written=len(written), linked=len(linked), switched=True)


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
    """Whether no release since the last publication changed the dataset (a run whose publication failed may have)."""
    since = view.releases().filter(pl.col("release") > last.release)
    return _is_ancestor(view, release, last) and not since["dataset_changed"].any()


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


def _build(
    view: Store, release: ReleaseRow, edition: Edition, before: Before, partial: Path
) -> tuple[list[FileEntry], list[FileEntry]]:
    """Fills the folder of a new version; gives the files written and those linked to the last one's."""
    columns = months.month_columns(view)
    all_months = months.current_months(columns)
    last, current = before.manifest, before.folder
    kept: list[FileEntry] = []
    if last is not None and _is_ancestor(view, release, last):
        kept = _untouched(last, current, months.touched_months(view, columns, last.release))
    for file in kept:
        switch.link(current.resolve() / file.path, partial / file.path)
    done = {file.month for file in kept}
    fresh = _written(view, edition, all_months.filter(~pl.col("month").is_in(done)), partial)
    filled = {file.table for file in (*kept, *fresh)}
    # A table without a row still has a file: a glob over nothing is an error in most readers.
    fresh += [
        parquet.write(table, table.empty(), partial, months.EMPTY) for table in PUBLISHED if table.name not in filled
    ]
    fresh += [parquet.write(table, _reference(table), partial, months.WHOLE) for table in REFERENCE]
    same = {file for file in fresh if last is not None and file in last.files}
    for file in same:
        _link_instead(current.resolve() / file.path, partial / file.path)
    return [file for file in fresh if file not in same], [*kept, *same]


def _reference(table: Table) -> pl.DataFrame:
    return divisions() if table is DIVISIONS else dictionary(TABLES)


def _untouched(last: Manifest, current: Path, touched: frozenset[str]) -> list[FileEntry]:
    """Files of months that did not change; a month of which a file went missing is not among them."""
    lost = {file.month for file in last.files if not _is_there(file, current)}
    return [file for file in last.files if file.month not in touched | lost | {months.EMPTY, months.WHOLE}]


def _is_there(file: FileEntry, current: Path) -> bool:
    path = current / file.path
    return path.is_file() and path.stat().st_size == file.bytes


def _written(view: Store, edition: Edition, rest: pl.DataFrame, partial: Path) -> list[FileEntry]:
    entries: list[FileEntry] = []
    for batch in months.batches(rest, _NOTICES_AT_ONCE):
        chosen = pl.col("notice_id").is_in(batch["notice_id"].implode())
        veils = veils_of(view, batch["notice_id"]) if edition == "public" else {}
        for table in PUBLISHED:
            rows = veiled(table, view.scan_current(table).filter(chosen).collect(), veils).join(batch, on="notice_id")
            entries += [
                parquet.write(table, part.drop("month"), partial, str(part["month"][0]))
                for part in rows.partition_by("month")
            ]
    return entries


def _link_instead(source: Path, target: Path) -> None:
    """A month may be touched and a table of it be the same: then its file keeps its identity too."""
    if source.is_file():
        target.unlink()
        switch.link(source, target)
