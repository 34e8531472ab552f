"""Prove the archive: every record against its own digests, against the index, and against ``captures``."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import polars as pl

from schemas.archive import ArchiveRecord
from schemas.errors import NoPermission, UnreadableFile
from schemas.operations import Capture
from tasks.archive.files import INDEX, warc_files
from tasks.archive.index import Index, read_index, warc_file_of
from tasks.archive.members import Gap
from tasks.archive.scan import Scanned, scan

FAULTS = (
    "missing_file",
    "unreadable_file",
    "truncated",
    "damaged",
    "wrong_digest",
    "unindexed_file",
    "unindexed_record",
    "missing_record",
    "differs_from_index",
    "differs_from_captures",
    "not_in_captures",
    "lost_original",
)
# What a record says of itself, and what the row of captures behind it says of it.
_OF_ATTEMPT = ("capture_id", "source_id", "purpose", "outcome")
_OWN = tuple(one.name for one in fields(ArchiveRecord) if one.name not in _OF_ATTEMPT)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFault:
    """Something of the archive that does not hold: its kind (one of ``FAULTS``), where, and what, in one sentence."""

    kind: str
    warc_file: str
    warc_offset: int | None
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveCheck:
    """What was read, and what does not hold. ``notes`` are no faults: the torn end of a run that was killed."""

    files: int
    records: int
    bytes: int
    faults: tuple[ArchiveFault, ...]
    notes: tuple[ArchiveFault, ...]


@dataclass(slots=True)
class _Found:
    """What reading one file brought so far."""

    records: int = 0
    bytes: int = 0
    faults: list[ArchiveFault] = field(default_factory=list)
    notes: list[ArchiveFault] = field(default_factory=list)
    revisits: list[ArchiveRecord] = field(default_factory=list)


def check(root: Path, captures: pl.DataFrame, released: frozenset[str]) -> ArchiveCheck:
    """Read every record of every file.

    ``captures`` are the store's, ``released`` the runs it has a release of: what a killed run fetched stands in the
    archive alone. Memory is taken by the captures and by the rows of one file, never by payloads.
    """
    by_file = {
        str(key[0]): rows
        for key, rows in captures.filter(pl.col("warc_file").is_not_null())
        .partition_by("warc_file", as_dict=True)
        .items()
    }
    present = list(warc_files(root))
    indexed = sorted(warc_file_of(root, path) for path in (root / INDEX).glob("*/*.parquet"))
    found = _Found()
    for name in sorted({*present, *indexed, *by_file}):
        rows = by_file.get(name, captures.clear())
        if name not in present:
            detail = f"The file is gone; {rows.height} rows of captures name it."
            found.faults.append(ArchiveFault(kind="missing_file", warc_file=name, warc_offset=None, detail=detail))
            continue
        _check_file(root, name, rows, released, found)
    found.faults += list(_lost_originals(root, found))
    return ArchiveCheck(
        files=len(present),
        records=found.records,
        bytes=found.bytes,
        faults=tuple(found.faults),
        notes=tuple(found.notes),
    )


def _check_file(root: Path, name: str, rows: pl.DataFrame, released: frozenset[str], found: _Found) -> None:
    index = _index_of(root, name, found)
    indexed = {row["warc_offset"]: row for row in index.rows.iter_rows(named=True)} if index else None
    expected = {row["capture_id"]: Capture(**row) for row in rows.iter_rows(named=True)}
    before = len(found.faults)
    payloads: dict[int, str | None] = {}
    torn: Gap | None = None
    try:
        for one in scan(root, name):
            if isinstance(one, Gap):
                torn = one if one.at_end else None
                if not one.at_end:
                    found.faults.append(_damage(name, one))
                continue
            found.records += 1
            found.bytes += one.record.length
            payloads[one.record.warc_offset] = one.record.payload_sha256
            if one.record.refers_to_file is not None:
                found.revisits.append(one.record)
            found.faults += _of_record(one, indexed)
            found.faults += _of_capture(one, expected, released, payloads)
    except (UnreadableFile, NoPermission) as error:
        found.faults.append(_fault("unreadable_file", name, None, str(error)))
        return
    lost = [*_lost_rows(name, indexed, payloads), *_lost_captures(name, expected)]
    found.faults += lost
    if torn is not None:
        # The end a kill leaves: nobody was told of what is lost, and no later look at the file knew more of it.
        left_so = not lost and (index is None or torn.end <= index.size)
        kind = "torn_end" if left_so else "damaged"
        (found.notes if left_so else found.faults).append(_fault(kind, name, torn.offset, _sentence(torn)))
    size = (root / name).stat().st_size
    if index is not None and size < index.size:
        detail = f"The file has {size} bytes of the {index.size} it had when it was indexed."
        found.faults.insert(before, _fault("truncated", name, size, detail))


def _index_of(root: Path, name: str, found: _Found) -> Index | None:
    try:
        index = read_index(root, name)
    except UnreadableFile as error:
        found.faults.append(_fault("unindexed_file", name, None, str(error)))
        return None
    if index is None:
        detail = "The file has no index, as a run that was killed leaves it: run `tongbao archive index`."
        found.faults.append(_fault("unindexed_file", name, None, detail))
    return index


def _of_record(one: Scanned, indexed: Mapping[int, Mapping[str, Any]] | None) -> Iterator[ArchiveFault]:
    record = one.record
    for problem in one.problems:
        yield _fault("wrong_digest", record.warc_file, record.warc_offset, f"The {record.type} record: {problem}.")
    if indexed is None:
        return
    row = indexed.get(record.warc_offset)
    if row is None:
        detail = f"The index has no row for this {record.type} record."
        yield _fault("unindexed_record", record.warc_file, record.warc_offset, detail)
        return
    # A record whose attempt is damaged further on is told of no attempt.
    compared = _OWN if record.capture_id is None else (*_OWN, *_OF_ATTEMPT)
    other = [name for name in compared if getattr(record, name) != row[name]]
    if other:
        detail = f"The record and its index row differ in {', '.join(other)}."
        yield _fault("differs_from_index", record.warc_file, record.warc_offset, detail)


def _of_capture(
    one: Scanned, expected: dict[str, Capture], released: frozenset[str], payloads: Mapping[int, str | None]
) -> Iterator[ArchiveFault]:
    """Compare the row a record holds with the store's; those met are taken out of ``expected``."""
    capture, record = one.capture, one.record
    if capture is None:
        return
    stored = expected.pop(capture.capture_id, None)
    payload = payloads.get(capture.warc_offset or 0)
    if capture.sha256 is not None and payload not in (None, capture.sha256):
        detail = f"The payload of {capture.capture_id} has the SHA-256 {payload}, its row {capture.sha256}."
        yield _fault("differs_from_captures", record.warc_file, capture.warc_offset, detail)
    if stored is None and capture.run_id in released:
        detail = f"The store's captures have no row {capture.capture_id}, though they have its run."
        yield _fault("not_in_captures", record.warc_file, record.warc_offset, detail)
    if stored is not None and stored != capture:
        other = [one.name for one in fields(Capture) if getattr(stored, one.name) != getattr(capture, one.name)]
        detail = f"The row of captures {capture.capture_id} differs in {', '.join(other)}."
        yield _fault("differs_from_captures", record.warc_file, record.warc_offset, detail)


def _lost_rows(
    name: str, indexed: Mapping[int, Mapping[str, Any]] | None, seen: Container[int]
) -> Iterator[ArchiveFault]:
    for offset, row in (indexed or {}).items():
        if offset not in seen:
            about = f" of {row['url']}" if row["url"] else ""
            yield _fault(
                "missing_record", name, offset, f"The index names a {row['type']} record{about} here: none is."
            )


def _lost_captures(name: str, expected: Mapping[str, Capture]) -> Iterator[ArchiveFault]:
    for capture in expected.values():
        detail = f"The row of captures {capture.capture_id} ({capture.url}) has no record left."
        yield _fault("missing_record", name, capture.warc_offset, detail)


def _lost_originals(root: Path, found: _Found) -> Iterator[ArchiveFault]:
    """Revisits whose payload is gone: the record they name is not there, is damaged, or has another digest."""
    broken = {(one.warc_file, one.warc_offset) for one in found.faults}
    digests: dict[str, dict[int, str | None]] = {}
    for record in found.revisits:
        name, offset = record.refers_to_file or "", record.refers_to_offset
        if name not in digests:
            digests[name] = _digests(root, name)
        if (name, offset) not in broken and digests[name].get(offset or 0) == record.payload_digest:
            continue
        detail = f"The payload of {record.url} should stand in {name} at byte {offset}: it does not."
        yield _fault("lost_original", record.warc_file, record.warc_offset, detail)


def _digests(root: Path, name: str) -> dict[int, str | None]:
    try:
        index = read_index(root, name)
    except UnreadableFile:
        index = None  # reported with the file itself
    if not (root / name).is_file():
        return {}
    if index is not None:
        return dict(index.rows.select("warc_offset", "payload_digest").iter_rows())
    records = (one.record for one in scan(root, name) if isinstance(one, Scanned))
    return {one.warc_offset: one.payload_digest for one in records}


def _damage(name: str, gap: Gap) -> ArchiveFault:
    return _fault("damaged", name, gap.offset, _sentence(gap))


def _sentence(gap: Gap) -> str:
    return f"{gap.end - gap.offset} bytes are no whole record: {gap.detail}."


def _fault(kind: str, warc_file: str, warc_offset: int | None, detail: str) -> ArchiveFault:
    return ArchiveFault(kind=kind, warc_file=warc_file, warc_offset=warc_offset, detail=detail)


def by_kind(faults: Iterable[ArchiveFault]) -> dict[str, int]:
    """How many of each kind, the most frequent first."""
    return dict(Counter(one.kind for one in faults).most_common())
