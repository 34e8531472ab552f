"""The lookup of a store, kept up with it."""

from collections.abc import Collection, Mapping

import polars as pl

from schemas.files import PIECES
from schemas.health import SOURCE_HEALTH
from schemas.history import COPIES
from schemas.lists import LIST_READINGS, SIGHTINGS
from schemas.notice import NOTICES
from schemas.operations import CAPTURES
from schemas.source import Source
from tasks.known import ASKED, CARRYING, known_pages, learn_pages
from tasks.lookup import (
    Lookup,
    learn_captures,
    learn_copies,
    learn_lists,
    learn_notices,
    releases_with_copies,
    runs_with,
)
from tasks.store import Store, explained_os_errors

_LEARNED = (CAPTURES, COPIES, NOTICES, PIECES, LIST_READINGS, SIGHTINGS)


def recall(store: Store, sources: Mapping[str, Source]) -> Lookup:
    """The lookup of the store's release; what it lacks is added first.

    A run that was killed between its release and its lookup, or a store that was rebuilt, is caught up here.

    Raises:
        NoPermission, DiskFull: it cannot be written.
    """
    view = store.snapshot()
    release = view.release()
    if release is None:
        return Lookup.empty()
    with explained_os_errors(store.folder):
        lookup = Lookup.open(store.folder, view.uid(), release.release)
        if lookup.release < release.release:
            _learn(lookup, view, _added(view, lookup.release), sources)
    return lookup


def learn_run(store: Store, frames: Mapping[str, pl.DataFrame], before: int, sources: Mapping[str, Source]) -> None:
    """Adds what a run stored, while its rows are at hand; a lookup that is not at the release ``before`` is left to be
    caught up.

    Raises:
        NoPermission, DiskFull: it cannot be written.
    """
    view = store.snapshot()
    release = view.release()
    assert release is not None
    with explained_os_errors(store.folder):
        lookup = Lookup.open(store.folder, view.uid(), release.release)
        if lookup.release == before:
            added = {table.name: frames.get(table.name, table.empty()) for table in _LEARNED}
            _learn(lookup, view, added, sources)
        lookup.close()


def _added(view: Store, since: int) -> dict[str, pl.DataFrame]:
    """Rows of releases after one; all there are, after none."""
    if not since:
        return {table.name: view.read(table) for table in _LEARNED}
    later = view.releases().filter(pl.col("release") > since)
    made, newer = pl.col("run_id").is_in(later["run_id"].to_list()), pl.col("release") > since
    notices = view.read(NOTICES, predicate=newer)
    named = pl.col("notice_id").is_in(notices["notice_id"].to_list())
    return {
        NOTICES.name: notices,
        COPIES.name: view.read(COPIES, predicate=newer),
        PIECES.name: view.read(PIECES, predicate=named),
        **{table.name: view.read(table, predicate=made) for table in (CAPTURES, LIST_READINGS, SIGHTINGS)},
    }


def _learn(lookup: Lookup, view: Store, added: Mapping[str, pl.DataFrame], sources: Mapping[str, Source]) -> None:
    release = view.release()
    assert release is not None
    captures, copies = added[CAPTURES.name], added[COPIES.name]
    from_nothing = lookup.release == 0
    with lookup.learning(release.release):
        learn_captures(lookup, captures)
        learn_copies(lookup, copies)
        learn_notices(lookup, added[NOTICES.name], added[PIECES.name])
        learn_lists(lookup, added[LIST_READINGS.name], added[SIGHTINGS.name])
        if not from_nothing:
            touched = {*captures.filter(pl.col("purpose") == "page")["url"], *copies["url"]}
            captures, copies = _all_of(lookup, view, touched)
        held = pl.col("pages_held") > 0
        runs = pl.col("run_id").is_in(captures["run_id"].unique().to_list())
        health = view.read(SOURCE_HEALTH, ["run_id", "source_id", "pages_held"], held if from_nothing else runs & held)
        learn_pages(lookup, known_pages(captures, copies, health).values(), sources)


def _all_of(lookup: Lookup, view: Store, urls: Collection[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Every capture and every row of copies of pages: what is known of a page is told anew from all of its past.

    So a capture found late takes its place in it like any other.
    """
    mine = pl.col("url").is_in(list(urls))
    runs, releases = runs_with(lookup, urls), releases_with_copies(lookup, urls)
    captures = view.read(CAPTURES, ASKED, pl.col("run_id").is_in(runs) & mine & (pl.col("purpose") == "page"))
    return captures, view.read(COPIES, CARRYING, pl.col("release").is_in(releases) & mine)
