"""From what a run recorded to the rows of every table."""

from collections.abc import Iterable, Sequence

import polars as pl

from schemas.columns import Key
from schemas.dataset import FACTS
from schemas.files import PIECES
from schemas.history import CHANGES, COPIES, ChangeKey
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
    frames[TEXTS.name] = TEXTS.frame((key, Text(text=p.text)) for key, p in parsed)
    frames[PIECES.name] = PIECES.frame(
        (key, piece) for key, r in revised if r.page is not None for piece in r.page.pieces
    )
    frames[NOTICES.name] = NOTICES.frame(
        (key, r.page.parsed.notice, r.provenance) for key, r in revised if r.page is not None
    )
    frames[FINGERPRINTS.name] = FINGERPRINTS.frame(
        (row,) for key, p in parsed for row in sketch(p.body).rows(key.notice_id, key.revision)
    )
    frames[CHANGES.name] = CHANGES.frame(
        (
            ChangeKey(
                notice_id=key.notice_id,
                revision=key.revision,
                change_no=number,
                cause=r.cause or "",
                recorded_at=run.started_at,
                release=release,
            ),
            difference,
        )
        for key, r in revised
        for number, difference in enumerate(r.differences, 1)
    )
    frames[COPIES.name] = COPIES.frame((copy,) for r in recorded for copy in r.copies)
    frames[CAPTURES.name] = CAPTURES.frame((capture,) for capture in captures)
    return frames
