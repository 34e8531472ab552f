"""import: take pages out of WARC files that others made, the way fetched ones go. By hand."""

from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from prefect import flow, task
from prefect.artifacts import create_table_artifact
from prefect.runtime import flow_run

from flows.desk import Desk, new_run
from flows.report import report
from flows.steps import BATCH, identify_all, publish_all, revise_all, store_all, tell, whole
from schemas.operations import Capture
from tasks.archive.foreign import Bad, Entry
from tasks.home import home_at
from tasks.imports import Plan, import_wave, plan, wave_run
from tasks.pipeline import Summary
from tasks.reading import Reading
from tasks.sources import load_sources
from tasks.store import Store
from tasks.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did. One summary a wave; ``outcomes`` counts the captures it added."""

    records: int
    known: int
    passed: dict[str, int]
    bad: tuple[Bad, ...]
    outcomes: dict[str, int]
    summaries: tuple[Summary, ...]


def _run_name() -> str:
    """The files, as the run's name in the UI: «crawl.warc.gz», «3 files»."""
    files = flow_run.parameters["files"]
    return Path(files[0]).name if len(files) == 1 else f"{len(files)} files"


@flow(name="import", flow_run_name=_run_name, persist_result=False)
def import_warc(files: list[str], home: str | None = None) -> Imported:
    """Archive, read, identify, revise, store and publish the pages of WARC files; importing them twice adds nothing.

    Args:
        files: WARC files, compressed record by record or not at all.
        home: Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    place, run = home_at(home), new_run("import")
    summaries: list[Summary] = []
    outcomes: Counter[str] = Counter()
    with ExitStack() as held:
        store = Store.open(place.store, sample=False)
        held.enter_context(store.lease(run.run_id))
        planned = plan_all(whole([Path(file) for file in files]), whole(store))
        for number, wave in enumerate(planned.waves):
            desk = Desk(
                run=wave_run(run, number),
                release=store.begin(),
                home=place,
                store=store,
                sources=load_sources(),
                visited=(),
                web=None,
            )
            brought = read_wave(whole(wave), whole(desk))
            outcomes.update(capture.outcome for capture in brought.captures)
            summaries.append(_record(brought, desk))
    _report(planned)
    return Imported(
        records=planned.records,
        known=planned.known,
        passed=planned.passed,
        bad=planned.bad,
        outcomes=dict(outcomes.most_common()),
        summaries=tuple(summaries),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """The captures of a wave, and what was read of them."""

    captures: tuple[Capture, ...]
    reading: Reading


def _record(brought: Brought, desk: Desk) -> Summary:
    reading = whole(brought.reading)
    assignments = identify_all(reading, whole(desk))
    recorded = revise_all(whole(assignments), reading, whole(desk))
    visit = Visit(source_id="import", captures=brought.captures, pages=(), listings=(), listed=0, fault=None)
    summary = store_all(whole(recorded), whole([visit]), reading, whole(desk))
    publication = publish_all(whole(desk))
    report(summary, recorded, publication)
    return summary


@task(name="plan", task_run_name="read the files through", **BATCH)
def plan_all(files: Sequence[Path], store: Store) -> Plan:
    """Find the responses that the archive does not hold yet."""
    planned = plan(files, store)
    passed = ", ".join(f"{count} {why}" for why, count in planned.passed.items()) or "none"
    tell(f"{sum(map(len, planned.waves))} responses to import, {planned.known} known already; passed over: {passed}")
    for bad in planned.bad:
        tell(f"{bad.file} at byte {bad.offset}: {bad.detail}")
    return planned


@task(name="archive and read", task_run_name="archive and read a wave", **BATCH)
def read_wave(wave: Sequence[Entry], desk: Desk) -> Brought:
    """Archive the responses of a wave, and extract and parse its pages."""
    reading, captures = import_wave(wave, desk)
    tell(f"{len(captures)} responses archived, {len(reading.notices)} read as notices, {len(reading.refusals)} refused")
    return Brought(captures=tuple(captures), reading=reading)


def _report(planned: Plan) -> None:
    create_table_artifact(
        key="import-damage",
        table=[{"file": str(one.file), "byte": one.offset, "what": one.detail} for one in planned.bad]
        or [{"file": "none", "byte": 0, "what": "every record was whole"}],
        description="Places in the imported files where no whole record stands",
    )
