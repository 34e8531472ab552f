"""The pages that carry a notice: which changed, how far behind the first each is, and where its words differ."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from schemas.history import Copy, Drifted
from schemas.source import Source
from schemas.values import NoticePage, ParsedNotice, Run
from tasks.record.canonical import standing_of
from tasks.record.stored import StoredNotice
from tasks.revise import drift


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySeen:
    """A page that carries the notice, and why it was matched."""

    page: NoticePage
    reason: str
    containment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyRow:
    """A row of ``copies``, and the stretches in which the page differs from the canonical text."""

    copy: Copy
    drifted: tuple[Drifted, ...]


@dataclass(frozen=True, slots=True)
class _Times:
    """When a page was published, by itself, and when it was first seen."""

    published: dt.datetime | None
    seen: dt.datetime


def copies_of(
    seen: Iterable[CopySeen],
    stored: StoredNotice | None,
    absorbed: Mapping[str, Copy],
    *,
    notice_id: str,
    revised: NoticePage | None,
    run: Run,
    release: int,
    sources: Mapping[str, Source],
    read_again: Callable[[str], NoticePage | None],
) -> tuple[CopyRow, ...]:
    """Rows of pages that stand otherwise than the store has them.

    ``revised`` is the page of a new revision, against which every copy is measured anew; ``absorbed`` are copies of
    notices merged into this one. ``read_again(url)`` gives a page of the archive, for those this run did not bring.
    """
    text, canonical_url = _text(revised, stored)
    known = {**(stored.copies if stored else {}), **absorbed}
    matched = {copy.page.page.url: copy for copy in seen}
    delays = _delays(
        {url: _Times(copy.published_at, copy.first_seen) for url, copy in known.items()}
        | {
            url: _Times(
                copy.page.parsed.notice.published_at,
                known[url].first_seen if url in known else copy.page.capture.fetched_at,
            )
            for url, copy in matched.items()
        }
    )
    rows = []
    for url in sorted({*matched, *known}):
        before = known.get(url)
        if before is not None and not _is_due(url, before, matched, absorbed, delays[url], revised=revised is not None):
            continue
        page = matched[url].page if url in matched else read_again(url)
        role = "canonical" if url == canonical_url else "copy"
        if page is not None:
            reason = matched[url].reason if url in matched else _match(before)
            fullest = max(len(text.body), len(page.parsed.body))
            standing = standing_of(page, sources.get(page.capture.source_id), fullest)
            row = _row(page, text, before, f"{reason}; {standing.reason}")
        elif before is not None:
            row = CopyRow(copy=before, drifted=())
        else:
            continue
        made = replace(
            row.copy, notice_id=notice_id, role=role, delay=delays[url], recorded_at=run.started_at, release=release
        )
        if before is None or _standing(before) != _standing(made):
            rows.append(CopyRow(copy=made, drifted=row.drifted if role == "copy" else ()))
    return tuple(rows)


def _is_due(
    url: str,
    before: Copy,
    matched: Mapping[str, CopySeen],
    absorbed: Mapping[str, Copy],
    delay: int,
    *,
    revised: bool,
) -> bool:
    """Whether a known page must be looked at: a site without validators sends the same words at every run."""
    changed = url in matched and matched[url].page.body_sha256 != before.body_sha256
    return revised or changed or url in absorbed or delay != before.delay


def _match(before: Copy | None) -> str:
    """Why a known page was matched: what its row says before the standing of its text."""
    return before.reason.rpartition("; ")[0] if before is not None and "; " in before.reason else "known page"


def _standing(copy: Copy) -> tuple[str, str, int, str, int]:
    return copy.notice_id, copy.role, copy.drift, copy.body_sha256, copy.delay


def _text(revised: NoticePage | None, stored: StoredNotice | None) -> tuple[ParsedNotice, str]:
    if revised is not None:
        return revised.parsed, revised.page.url
    if stored is not None:
        return stored.parsed, stored.provenance.url
    msg = "a notice has neither a page nor a stored text"
    raise ValueError(msg)


def _row(page: NoticePage, text: ParsedNotice, before: Copy | None, reason: str) -> CopyRow:
    distance = drift(page.parsed, text)
    copy = Copy(
        notice_id="",
        url=page.page.url,
        source_id=page.capture.source_id,
        role="copy",
        reason=reason,
        containment=round(distance.containment, 4),
        drift=distance.clauses,
        body_sha256=page.body_sha256,
        title=page.parsed.notice.title,
        published_at=page.parsed.notice.published_at,
        first_seen=before.first_seen if before else page.capture.fetched_at,
        delay=0,
        recorded_at=page.capture.fetched_at,
        release=0,
    )
    return CopyRow(copy=copy, drifted=distance.stretches)


def _delays(times: Mapping[str, _Times]) -> dict[str, int]:
    """Seconds each page is behind the first."""
    first_published = min((one.published for one in times.values() if one.published is not None), default=None)
    first_seen = min(one.seen for one in times.values())
    return {
        url: int((one.published - first_published).total_seconds())
        if one.published is not None and first_published is not None
        else int((one.seen - first_seen).total_seconds())
        for url, one in times.items()
    }
