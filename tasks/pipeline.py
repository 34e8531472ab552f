"""From pages to a release: what collect, revisit and replay have in common."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from schemas.dataset import SCHEMA_VERSION
from schemas.errors import TongbaoError
from schemas.files import ATTACHMENTS, Since
from schemas.history import COPIES
from schemas.notice import NOTICES, TEXTS
from schemas.operations import ANSWERED, CAPTURES, COUNTS, FINGERPRINTS, Capture, ReleaseRow
from schemas.source import Source
from schemas.values import Fetched, NoticePage, Run
from tasks.archive import read_record
from tasks.companions import stored_companions
from tasks.contract import Broken, quarantine
from tasks.discover import Listing
from tasks.home import Home
from tasks.identify import Assignment, KnownNotices, identify
from tasks.parse import PARSER_VERSION
from tasks.reading import Reading, Refusal, read_page
from tasks.record import CopySeen, NoticeSeen, Recorded, StoredNotice, frames_of, record, stored_notice
from tasks.store import Store
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
    store = work.store
    known = KnownNotices.of(store.current(NOTICES), store.current(COPIES), store.current(FINGERPRINTS))
    return identify(pages, known)


def revise_notices(assignments: Iterable[Assignment], reading: Reading, work: Work) -> list[Recorded]:
    """Compare each notice seen with what the store holds of it."""
    groups: dict[str, list[Assignment]] = {}
    for assignment in assignments:
        groups.setdefault(assignment.notice_id, []).append(assignment)
    ids = pl.col("notice_id").is_in(list(groups))
    notices, texts, copies = (work.store.current(table).filter(ids) for table in (NOTICES, TEXTS, COPIES))
    captured = _Captured(
        work.store.read(CAPTURES, predicate=pl.col("url").is_in(list(copies["url"]))), work.home, work.store
    )
    groups = {notice_id: captured.not_superseded(group) for notice_id, group in groups.items()}
    now = {refusal.url: refusal.reason for refusal in reading.refusals}
    seen = {notice_id: stored_notice(notice_id, notices, texts, copies) for notice_id in groups}
    return [
        record(
            NoticeSeen(
                notice_id=notice_id,
                copies=tuple(CopySeen(page=one.page, reason=one.reason, containment=one.containment) for one in group),
                stored=seen[notice_id],
                lost=captured.is_missing(seen[notice_id], now),
            ),
            work.run,
            work.release,
            work.sources,
            captured.read,
        )
        for notice_id, group in sorted(groups.items())
        if group
    ]


class _Captured:
    """What earlier runs captured of the pages of a run's notices."""

    def __init__(self, captures: pl.DataFrame, home: Home, store: Store) -> None:
        pages = captures.filter(pl.col("purpose") == "page").sort("fetched_at", "capture_id")
        good = pages.filter(pl.col("outcome") == "ok")
        self._last = {row["url"]: Capture(**row) for row in good.iter_rows(named=True)}
        self._outcomes = dict(pages.select("url", "outcome").iter_rows())
        answered = pages.filter(pl.col("outcome").is_in(ANSWERED))
        self._answered_at = dict(answered.select("url", "fetched_at").iter_rows())
        self._home = home
        self._store = store

    def not_superseded(self, group: Sequence[Assignment]) -> list[Assignment]:
        """Those whose page was not captured again since: an import brings pages older than what is stored of them."""
        never = dt.datetime.min.replace(tzinfo=dt.UTC)
        return [one for one in group if one.page.capture.fetched_at >= self._answered_at.get(one.page.page.url, never)]

    def is_missing(self, stored: StoredNotice | None, now: Mapping[str, str]) -> bool:
        """Whether the page a notice is read from was missing when last asked; ``now`` is what this run was refused."""
        if stored is None:
            return False
        url = stored.provenance.url
        return now.get(url, self._outcomes.get(url)) in _MISSING

    def read(self, url: str) -> NoticePage | None:
        """The last good capture of a page, read again; None where there is none, or it is no notice any more."""
        capture = self._last.get(url)
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
    frames = frames_of(recorded, captures, run, release)
    known_since = Since(recorded_at=run.started_at, release=release)
    frames[ATTACHMENTS.name] = ATTACHMENTS.frame((file, known_since) for file in reading.attachments)
    held = quarantine(frames)
    brought = Brought(captures=captures, listings=listings, reading=reading, copies=held.kept[COPIES.name])
    watched = watch(brought, run, release, store, work.sources)
    bad = held.notice_ids
    good = [one for one in recorded if one.notice_id not in bad]
    seen = {one.notice_id for one in recorded} | _notices_of(reading.unmodified, store)
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
            changed=sum(one.is_changed for one in good),
            unchanged=len(seen - touched - bad),
            refused=len(reading.refusals),
            quarantined=len(bad),
            dataset_changed=False,
            versions="{}",
        ),
    )
    return Summary(
        run=run,
        release=row.release,
        refusals=reading.refusals,
        broken=held.reasons,
        sources=tuple(SourceState(one.source_id, one.state, one.reason) for one in watched.health),
        dataset_changed=row.dataset_changed,
        **{name: getattr(row, name) for name in COUNTS},
    )


def _notices_of(unmodified: Iterable[Capture], store: Store) -> set[str]:
    urls = [capture.url for capture in unmodified]
    return set(store.current(COPIES).filter(pl.col("url").is_in(urls))["notice_id"])


def as_dict(summary: Summary) -> dict[str, object]:
    """The summary as JSON takes it."""
    plain = dataclasses.asdict(summary)
    plain["run"]["started_at"] = summary.run.started_at.isoformat()
    return plain
