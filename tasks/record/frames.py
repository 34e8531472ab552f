"""From what a run recorded to the rows of every table."""

from collections.abc import Iterable, Sequence

import polars as pl

from schemas.columns import Key
from schemas.dataset import FACTS
from schemas.files import PIECES
from schemas.history import (
    ADJUSTMENTS,
    CHANGES,
    COPIES,
    COPY_DRIFT,
    IDENTITY_LOG,
    ChangeKey,
    CopyKey,
    IdentityDecision,
)
from schemas.notice import NOTICES, TEXTS, Text
from schemas.operations import CAPTURES, FINGERPRINTS, Capture
from schemas.values import Run
from tasks.identify import sketch
from tasks.record.notices import Recorded


def frames_of(
    recorded: Sequence[Recorded], captures: Iterable[Capture], run: Run, release: int
) -> dict[str, pl.DataFrame]:
    """One frame a table, by name; columns are built once a table, not once a notice."""
    revised = [(Key(notice_id=r.notice_id, revision=r.revision), r) for r in recorded if r.page is not None]
    parsed = [(key, r.page.parsed) for key, r in revised if r.page is not None]
    frames = {
        table.name: table.frame((key, row) for key, p in parsed for row in p.facts(table.name)) for table in FACTS
    }
    frames[TEXTS.name] = TEXTS.frame((key, Text(text=p.text, release=release)) for key, p in parsed)
    frames[PIECES.name] = PIECES.frame(
        (key, piece) for key, r in revised if r.page is not None for piece in r.page.pieces
    )
    frames[NOTICES.name] = NOTICES.frame(
        (key, r.page.parsed.notice, r.provenance) for key, r in revised if r.page is not None
    )
    frames[FINGERPRINTS.name] = FINGERPRINTS.frame(
        (row,) for key, p in parsed for row in sketch(p.body).rows(key.notice_id, key.revision)
    )
    for table, is_news in ((CHANGES, True), (ADJUSTMENTS, False)):
        frames[table.name] = table.frame(
            (
                ChangeKey(
                    notice_id=key.notice_id,
                    revision=key.revision,
                    change_no=one.number,
                    cause=one.cause,
                    recorded_at=run.started_at,
                    release=release,
                ),
                one.difference,
            )
            for key, r in revised
            for one in r.caused
            if (one.cause == "source_revision") is is_news
        )
    rows = [row for r in recorded for row in r.copies]
    frames[COPIES.name] = COPIES.frame((row.copy,) for row in rows)
    frames[COPY_DRIFT.name] = COPY_DRIFT.frame(
        (CopyKey(notice_id=row.copy.notice_id, url=row.copy.url, drift_no=number, release=release), one)
        for row in rows
        for number, one in enumerate(row.drifted, 1)
    )
    decided = [decision for r in recorded for decision in r.decisions]
    frames[IDENTITY_LOG.name] = IDENTITY_LOG.frame(
        (
            IdentityDecision(
                log_no=number,
                notice_id=one.notice_id,
                other_id=one.other_id,
                action=one.action,
                by_person=one.by_person,
                reason=one.reason,
                evidence=one.evidence,
                recorded_at=run.started_at,
                release=release,
            ),
        )
        for number, one in enumerate(decided, 1)
    )
    frames[CAPTURES.name] = CAPTURES.frame((capture,) for capture in captures)
    return frames
