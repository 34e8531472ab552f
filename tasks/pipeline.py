"""From pages to a release: what collect, revisit and replay have in common."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from schemas.dataset import SCHEMA_VERSION
from schemas.errors import TongbaoError
from schemas.files import ATTACHMENTS, Since
from schemas.history import COPIES, Copy
from schemas.notice import Provenance
from schemas.operations import COUNTS, Capture, ReleaseRow
from schemas.source import Source
from schemas.values import Fetched, NoticePage, Run
from tasks.archive import read_record
from tasks.companions import stored_companions
from tasks.contract import Broken, quarantine
from tasks.discover import Listing
from tasks.home import Home
from tasks.identify import Assignment, identify
from tasks.identity import indexed, known_notices
from tasks.lookup import Lookup
from tasks.parse import PARSER_VERSION
from tasks.reading import Reading, Refusal, read_page
from tasks.recall import learn_run, recall
from tasks.record import (
    CopySeen,
    NoticeSeen,
    Recorded,
    StoredNotice,
    frames_of,
    furniture_of,
    record,
)
from tasks.record.late import record_late
from tasks.record.sights import is_imported, sight_of, sights_of
from tasks.record.timeline import Sight
from tasks.store import Store
from tasks.stored import begun_revisions, captures_at, copies_at, stored_notices
from tasks.watch import Brought, watch

_MISSING = ("gone", "soft_not_found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What the stages of one run share: the run, the release its rows name, where they stand, all sources there are."""

    run: Run
    release: int
    home: Home
    store: Store
    sources: Mapping[str, Source]


@dataclass(frozen=True, slots=True)
class SourceState:
    """How a source stands after a run: ok, warning or failing, and why."""

    source_id: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did, for people."""

    run: Run
    release: int
    found: int
    new: int
    changed: int
    unchanged: int
    refused: int
    quarantined: int
    refusals: tuple[Refusal, ...]
    broken: tuple[Broken, ...]
    sources: tuple[SourceState, ...]
    dataset_changed: bool

    @property
    def unwell(self) -> tuple[SourceState, ...]:
        """The sources that are failing, then those a person should look at."""
        return tuple(one for state in ("failing", "warning") for one in self.sources if one.state == state)


def identify_pages(pages: Sequence[NoticePage], work: Work) -> list[Assignment]:
    """Say which notice each page carries."""
    return identify(pages, known_notices(work.store))


def revise_notices(assignments: Iterable[Assignment], reading: Reading, work: Work) -> list[Recorded]:
    """Compare each notice seen with what the store holds of it."""
    groups: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        groups.setdefault(assignment.notice_id, []).append(assignment)
    decisions = {notice_id: [one for each in group for one in each.decisions] for notice_id, group in groups.items()}
    merged = {one.other_id: one.notice_id for some in decisions.values() for one in some if one.action == "merge"}
    store = work.store.snapshot()
    lookup = recall(store, work.sources)
    seen = stored_notices(store, lookup, {*groups, *merged})
    captured = archive_of([one for one in seen.values() if one is not None], work, lookup)
    now = {refusal.url: refusal.reason for refusal in reading.refusals}
    furniture = furniture_of((one.notice_id, one.page) for group in groups.values() for one in group)
    absorbed: dict[str, dict[str, Copy]] = {notice_id: {} for notice_id in groups}
    for other_id, notice_id in merged.items():
        other = seen[other_id]
        absorbed[notice_id] |= other.copies if other is not None else {}
    every = [
        NoticeSeen(
            notice_id=notice_id,
            copies=tuple(CopySeen(page=one.page, reason=one.reason, containment=one.containment) for one in group),
            stored=seen[notice_id],
            lost=captured.is_missing(seen[notice_id], now),
            absorbed=absorbed[notice_id],
            decisions=tuple(decisions[notice_id]),
            furniture=furniture.get(_site(seen[notice_id]), frozenset()),
        )
        for notice_id, group in sorted(groups.items())
    ]
    late = {one.notice_id for one in every if captured.is_late(one)}
    begun = begun_revisions(store, lookup, late) if late else {}
    return [
        recorded
        for one in every
        for recorded in (
            record_late(
                one,
                captured.sights(one),
                begun.get(one.notice_id, ()),
                run=work.run,
                release=work.release,
                sources=work.sources,
                archive=captured,
            )
            if one.notice_id in late
            else record(one, work.run, work.release, work.sources, captured)
        )
    ]


def _site(stored: StoredNotice | None) -> str:
    return stored.provenance.source_id if stored is not None else ""


def archive_of(notices: Iterable[StoredNotice], work: Work, lookup: Lookup) -> "_Captured":
    """What was captured of the pages of notices."""
    urls = [url for one in notices for url in (*one.copies, one.provenance.url)]
    return _Captured(captures_at(work.store, lookup, urls), work.home, work.store)


class _Captured:
    """What earlier runs captured of the pages of a run's notices."""

    def __init__(self, captures: pl.DataFrame, home: Home, store: Store) -> None:
        pages = captures.sort("fetched_at", "capture_id")
        self._all = [Capture(**row) for row in pages.iter_rows(named=True)]
        good = [capture for capture in self._all if capture.outcome == "ok"]
        self._last = {capture.url: capture for capture in good}
        self._placed = {(capture.warc_file, capture.warc_offset): capture for capture in good}
        self._outcomes = {capture.url: capture.outcome for capture in self._all}
        self._newest = {capture.url: capture.fetched_at for capture in self._all}
        self._home = home
        self._store = store

    def is_missing(self, stored: StoredNotice | None, now: Mapping[str, str]) -> bool:
        """Whether the page a notice is read from was missing when last asked; ``now`` is what this run was refused."""
        if stored is None:
            return False
        url = stored.provenance.url
        return now.get(url, self._outcomes.get(url)) in _MISSING

    def is_late(self, seen: NoticeSeen) -> bool:
        """Whether the run brings a capture of the notice that is older than one there is, or several imported at once."""
        brought = [copy.page.capture for copy in seen.copies]
        urls = {*(seen.stored.copies if seen.stored else ()), *(one.url for one in brought)}
        newest = max((self._newest[url] for url in urls if url in self._newest), default=None)
        oldest = min(one.fetched_at for one in brought)
        imported = [one for one in brought if is_imported(one)]
        return (newest is not None and oldest < newest) or len({one.fetched_at for one in imported}) > 1

    def sights(self, seen: NoticeSeen) -> list[Sight]:
        """Every sight of the notice's pages, those of this run included; each capture read again."""
        urls = {*(seen.stored.copies if seen.stored else ()), *(copy.page.page.url for copy in seen.copies)}
        brought = [sight_of(copy.page.capture, copy.page) for copy in seen.copies]
        return [*sights_of([one for one in self._all if one.url in urls], self._read), *brought]

    def latest(self, url: str) -> NoticePage | None:
        """The last good capture of a page, read again; None where there is none, or it is no notice any more."""
        return self._read(self._last.get(url))

    def behind(self, provenance: Provenance) -> NoticePage | None:
        """The capture a revision was read from, read again; None likewise."""
        return self._read(self._placed.get((provenance.warc_file, provenance.warc_offset)))

    def _read(self, capture: Capture | None) -> NoticePage | None:
        if capture is None or capture.warc_file is None or capture.warc_offset is None:
            return None
        body = read_record(self._home.archive, capture.warc_file, capture.warc_offset)
        try:
            companions = stored_companions(capture, self._store, self._home.archive)
            return read_page(Fetched(capture=capture, body=body), companions)
        except TongbaoError:
            # A page that today's rules no longer read as a notice has no text to measure against.
            return None


def store_run(
    recorded: Sequence[Recorded],
    captures: Sequence[Capture],
    reading: Reading,
    work: Work,
    listings: Sequence[Listing] = (),
) -> Summary:
    """Append what the run adds, all or nothing; notices that break the contract are held back whole."""
    run, release, store = work.run, work.release, work.store
    view = store.snapshot()
    lookup = recall(view, work.sources)
    frames = frames_of(recorded, captures, run, release)
    known_since = Since(recorded_at=run.started_at, release=release)
    frames[ATTACHMENTS.name] = ATTACHMENTS.frame((file, known_since) for file in reading.attachments)
    held = quarantine(frames)
    brought = Brought(captures=captures, listings=listings, reading=reading, copies=held.kept[COPIES.name])
    watched = watch(brought, view, lookup, run=run, release=release, sources=work.sources)
    bad = held.notice_ids
    good = [one for one in recorded if one.notice_id not in bad]
    seen = {one.notice_id for one in recorded} | _notices_of(reading.unmodified, view, lookup)
    touched = {one.notice_id for one in good if one.cause is not None}
    pages = [capture for capture in captures if capture.purpose == "page"]
    row = store.append(
        {**held.kept, **watched.frames},
        ReleaseRow(
            release=release,
            run_id=run.run_id,
            flow=run.flow,
            recorded_at=run.started_at,
            finished_at=dt.datetime.now(dt.UTC),
            schema_version=SCHEMA_VERSION,
            parser_version=PARSER_VERSION,
            found=len({capture.url for capture in pages}),
            new=sum(one.is_new for one in good),
            changed=len({one.notice_id for one in good if one.is_changed}),
            unchanged=len(seen - touched - bad),
            refused=len(reading.refusals),
            quarantined=len(bad),
            dataset_changed=False,
            versions="{}",
        ),
    )
    lookup.close()
    indexed(store, held.kept, row.release)
    learn_run(store, {**held.kept, **watched.frames}, lookup.release, work.sources)
    return Summary(
        run=run,
        release=row.release,
        refusals=reading.refusals,
        broken=held.reasons,
        sources=tuple(SourceState(one.source_id, one.state, one.reason) for one in watched.health),
        dataset_changed=row.dataset_changed,
        **{name: getattr(row, name) for name in COUNTS},
    )


def _notices_of(unmodified: Iterable[Capture], store: Store, lookup: Lookup) -> set[str]:
    urls = [capture.url for capture in unmodified]
    return set(copies_at(store, lookup, urls)["notice_id"]) if urls else set()


def as_dict(summary: Summary) -> dict[str, object]:
    """The summary as JSON takes it."""
    plain = dataclasses.asdict(summary)
    plain["run"]["started_at"] = summary.run.started_at.isoformat()
    return plain
