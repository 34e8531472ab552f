"""Pages of WARC files that others made, on the way of every page: classed, archived, read; each at its own time.

A page that is in the files several times, with different words, is imported version by version, oldest first: each
version is a *wave*, a run of its own with its own release, for a release knows one text of a notice.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import polars as pl

from schemas.errors import TongbaoError
from schemas.operations import CAPTURES, Capture
from schemas.source import Source
from schemas.values import Fetched, Run
from tasks.archive import ArchiveWriter, Exchange, Held
from tasks.archive.foreign import Bad, Entry, Passed, entries, exchange_of
from tasks.attachments import media_type
from tasks.companions import archived_companions
from tasks.fetch import Answer, Limits, Verdict, classify
from tasks.lookup import Payloads
from tasks.pipeline import Work
from tasks.reading import Reading, read_pages
from tasks.recall import recall
from tasks.store import Store

# The source of pages whose host no source file names.
IMPORTED = "imported"
_MAX_BYTES = Limits().max_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be imported, wave by wave, each in the order of time; and what is not.

    ``known``: responses the archive holds already. ``passed``: other records, by what they are.
    """

    waves: tuple[tuple[Entry, ...], ...]
    records: int
    known: int
    passed: dict[str, int]
    bad: tuple[Bad, ...]


def plan(files: Iterable[Path], store: Store) -> Plan:
    """Read the files through, and say what of them is new. A file that cannot be opened is a ``Bad`` like any other."""
    found: list[Entry] = []
    passed: Counter[str] = Counter()
    bad: list[Bad] = []
    for file in files:
        try:
            for one in entries(file, _MAX_BYTES):
                if isinstance(one, Entry):
                    found.append(one)
                elif isinstance(one, Passed):
                    passed[one.why] += 1
                else:
                    bad.append(one)
        except TongbaoError as error:
            bad.append(Bad(file=file, offset=0, detail=str(error)))
    resolved, unresolved = _resolved(found)
    if unresolved:
        passed["revisit of a payload the files do not hold"] = unresolved
    new = _new(resolved, store.read(CAPTURES))
    return Plan(
        waves=tuple(_waves(new)),
        records=len(found) + sum(passed.values()) - unresolved,
        known=len(resolved) - len(new),
        passed=dict(passed.most_common()),
        bad=tuple(bad),
    )


def wave_run(first: Run, number: int) -> Run:
    """The run of a wave: they sort by time, in their order, as the releases they make do."""
    return replace(
        first, run_id=f"{first.run_id}-{number:03d}", started_at=first.started_at + dt.timedelta(microseconds=number)
    )


def import_wave(wave: Sequence[Entry], work: Work) -> tuple[Reading, list[Capture]]:
    """Archive a wave's responses, and read those that are pages. Holds one body at a time.

    Raises:
        TongbaoError: the archive cannot be written, or a file changed since it was planned.
    """
    captures = [one.capture for one in _archived(wave, work)]
    companions = archived_companions(captures, work.home.archive)
    pages = (Fetched(capture=one, body=companions.body(one) if one.outcome == "ok" else b"") for one in captures)
    return read_pages(pages, companions), captures


def source_of(host: str, sources: Mapping[str, Source], *, sample: bool) -> str:
    """The source whose host it is; ``imported`` where none has it."""
    own = (source.id for source in sources.values() if source.sample == sample and source.allows(host))
    return next(own, IMPORTED)


def _archived(wave: Sequence[Entry], work: Work) -> Iterator[Fetched]:
    lookup = recall(work.store, work.sources)
    held = Held(work.home.archive, Payloads(lookup))
    writers: dict[str, ArchiveWriter] = {}
    counted: Counter[str] = Counter()
    with ExitStack() as open_files:
        for entry in wave:
            host = urlsplit(entry.url).hostname or ""
            source_id = source_of(host, work.sources, sample=work.store.sample)
            if source_id not in writers:
                writer = ArchiveWriter(work.home.archive, work.run, source_id, held)
                writers[source_id] = open_files.enter_context(writer)
            counted[source_id] += 1
            fetched, exchange = _fetched(entry, work.run, source_id, counted[source_id])
            yield writers[source_id].write(fetched, [exchange])


def _fetched(entry: Entry, run: Run, source_id: str, number: int) -> tuple[Fetched, Exchange]:
    exchange = exchange_of(entry, _MAX_BYTES)
    verdict = _verdict(exchange)
    whole = exchange.truncated is None and exchange.status != 304
    capture = Capture(
        capture_id=f"{run.run_id}-{source_id}-{number:05d}",
        run_id=run.run_id,
        source_id=source_id,
        url=entry.url,
        purpose=_purpose(exchange),
        fetched_at=entry.at,
        outcome=verdict.outcome,
        status=exchange.status,
        reason=verdict.reason,
        final_url=entry.url,
        content_type=exchange.header("Content-Type"),
        size=len(exchange.body) if whole else None,
        sha256=entry.sha256 if whole else None,
        etag=exchange.header("ETag"),
        last_modified=exchange.header("Last-Modified"),
        sent_etag=None,
        sent_last_modified=None,
        attempts=0,
        waited=0.0,
        warc_file=None,
        warc_offset=None,
        origin_file=entry.file.name,
        origin_record=entry.record_id,
    )
    return Fetched(capture=capture, body=exchange.body if verdict.outcome == "ok" else b""), exchange


def _verdict(exchange: Exchange) -> Verdict:
    return classify(
        Answer(
            url=exchange.url,
            final_url=exchange.url,
            purpose=_purpose(exchange),
            status=exchange.status,
            content_type=exchange.header("Content-Type"),
            disposition=exchange.header("Content-Disposition"),
            body=exchange.body,
            conditional=exchange.status == 304,
            cut=exchange.truncated is not None,
        )
    )


def _purpose(exchange: Exchange) -> str:
    if urlsplit(exchange.url).path == "/robots.txt":
        return "robots"
    return "page" if media_type(exchange.body) == "other" else "attachment"


def _resolved(found: Sequence[Entry]) -> tuple[list[Entry], int]:
    """Entries with a body of their own; a revisit takes the place of the record with its payload, at its own time."""
    bodies = {one.payload_digest: one for one in found if one.repeats is None and one.payload_digest}
    resolved: list[Entry] = []
    for one in found:
        original = bodies.get(one.repeats) if one.repeats else one
        if original is not None:
            place = replace(original, url=one.url, at=one.at, record_id=one.record_id)
            resolved.append(place)
    return resolved, len(found) - len(resolved)


def _new(found: Iterable[Entry], captures: pl.DataFrame) -> list[Entry]:
    """Entries that the archive does not hold yet, each once: by record id, and by address, second and payload."""
    origins = set(captures["origin_record"].drop_nulls())
    seen = {
        (row["url"], _second(row["fetched_at"]), row["sha256"])
        for row in captures.select("url", "fetched_at", "sha256").iter_rows(named=True)
    }
    new: list[Entry] = []
    for one in sorted(found, key=lambda entry: (entry.at, entry.url, entry.offset)):
        # A 304 and a cut body have no digest in captures.
        keys = {(one.url, _second(one.at), digest) for digest in (one.sha256, None)}
        if one.record_id in origins or keys & seen:
            continue
        seen.add((one.url, _second(one.at), one.sha256))
        if one.record_id is not None:
            origins.add(one.record_id)
        new.append(one)
    return new


def _second(moment: dt.datetime) -> dt.datetime:
    return moment.replace(microsecond=0)


def _waves(new: Sequence[Entry]) -> Iterator[tuple[Entry, ...]]:
    by_url: dict[str, list[Entry]] = {}
    for one in new:
        by_url.setdefault(one.url, []).append(one)
    waves: dict[int, list[Entry]] = {}
    for versions in by_url.values():
        for number, one in _numbered(versions):
            waves.setdefault(number, []).append(one)
    for number in sorted(waves):
        yield tuple(sorted(waves[number], key=lambda entry: (entry.at, entry.url, entry.offset)))


def _numbered(versions: Sequence[Entry]) -> Iterator[tuple[int, Entry]]:
    """The wave of each capture of one address, oldest first: a new one whenever the notice it carries has new words."""
    if len({one.sha256 for one in versions}) == 1:
        yield from ((0, one) for one in versions)
        return
    number, last = 0, None
    for one in versions:
        words = _words(one)
        if words is not None and last is not None and words != last:
            number += 1
        last = words or last
        yield number, one


def _words(entry: Entry) -> str | None:
    """Digest of the notice the page carries; null where it carries none."""
    fetched, _ = _fetched(entry, Run(run_id="", flow="", started_at=entry.at), IMPORTED, 0)
    reading = read_pages([fetched])
    return reading.notices[0].body_sha256 if reading.notices else None
