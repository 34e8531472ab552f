"""New, changed or the same: the standing of each notice after a run."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from schemas.history import Copy, Difference
from schemas.notice import Provenance
from schemas.source import Source
from schemas.values import NoticePage, Run
from tasks.parse import PARSER_VERSION
from tasks.record.canonical import best, standing_of
from tasks.record.stored import StoredNotice
from tasks.revise import compare, drift


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySeen:
    """A page that carries the notice, and why it was matched."""

    page: NoticePage
    reason: str
    containment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSeen:
    """A notice and the pages of this run that carry it.

    ``stored`` is what the store held of it before; ``lost`` says that the page it is read from was last seen missing.
    """

    notice_id: str
    copies: tuple[CopySeen, ...]
    stored: StoredNotice | None
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a run adds about one notice: a revision with its page, or none; and the copies that stand otherwise now."""

    notice_id: str
    revision: int
    cause: str | None
    page: NoticePage | None
    provenance: Provenance | None
    differences: tuple[Difference, ...]
    copies: tuple[Copy, ...]

    @property
    def is_new(self) -> bool:
        return self.cause == "first_seen"

    @property
    def is_changed(self) -> bool:
        return self.cause is not None and not self.is_new


def record(
    seen: NoticeSeen,
    run: Run,
    release: int,
    sources: Mapping[str, Source],
    read_again: Callable[[str], NoticePage | None],
) -> Recorded:
    """Decide what the run adds about a notice.

    The rows are read from one canonical page, and stay with it while it lives: only its own text, or a better page,
    makes a revision. ``read_again(url)`` gives a page of the archive, for copies whose page did not change while the
    text they are measured against did.
    """
    pages = {copy.page.page.url: copy.page for copy in seen.copies}
    canonical = _canonical(seen, pages, sources)
    stored = seen.stored
    if stored is None:
        assert canonical is not None
        differences: tuple[Difference, ...] = ()
        cause: str | None = "first_seen"
    elif canonical is None or _says_the_same(canonical, seen):
        canonical, cause, differences = None, None, ()
    else:
        cause = "source_revision" if canonical.page.url == stored.provenance.url else "identity_merge"
        differences = compare(stored.parsed, canonical.parsed)
    revision = (stored.revision if stored else 0) + (1 if cause else 0)
    return Recorded(
        notice_id=seen.notice_id,
        revision=revision,
        cause=cause,
        page=canonical,
        provenance=_provenance(canonical, cause, run, release) if canonical and cause else None,
        differences=differences,
        copies=_copies(seen, canonical, run=run, release=release, sources=sources, read_again=read_again),
    )


def _says_the_same(canonical: NoticePage, seen: NoticeSeen) -> bool:
    assert seen.stored is not None
    same = canonical.body_sha256 == seen.stored.provenance.body_sha256
    # The same words at a new address, the old one missing, are a revision all the same: later edits are looked for there.
    return same and not (seen.lost and canonical.page.url != seen.stored.provenance.url)


def _canonical(seen: NoticeSeen, pages: dict[str, NoticePage], sources: Mapping[str, Source]) -> NoticePage | None:
    if seen.stored is None:
        return best(pages.values(), sources)
    own = pages.get(seen.stored.provenance.url)
    # Where its page is missing, the same site's new address may go on for it: a site that moved must not end a notice.
    # A page captured before what is stored (an import) is a copy, never a revision of what came later.
    since = seen.stored.provenance.valid_from
    later = {url: page for url, page in pages.items() if page.capture.fetched_at >= since}
    contenders = [page for url, page in later.items() if seen.lost or url not in seen.stored.copies]
    if not contenders:
        return own
    contender = best(contenders, sources)
    held = NoticePage(capture=contender.capture, page=contender.page, parsed=seen.stored.parsed)
    mine = standing_of(held, sources.get(seen.stored.provenance.source_id))
    theirs = standing_of(contender, sources.get(contender.capture.source_id))
    # By site and completeness alone: by length, a footer more or less would make the rows flip from page to page.
    better = (theirs.foreign, theirs.incomplete) < (mine.foreign, mine.incomplete)
    as_good = seen.lost and (theirs.foreign, theirs.incomplete) == (mine.foreign, mine.incomplete)
    return contender if better or as_good else own


def _provenance(page: NoticePage, cause: str, run: Run, release: int) -> Provenance:
    capture = page.capture
    if capture.warc_file is None or capture.warc_offset is None:
        msg = f"{page.page.url} was read but not archived"
        raise ValueError(msg)
    return Provenance(
        url=page.page.url,
        source_id=capture.source_id,
        cause=cause,
        body_sha256=page.body_sha256,
        valid_from=capture.fetched_at,
        recorded_at=run.started_at,
        release=release,
        parser_version=PARSER_VERSION,
        warc_file=capture.warc_file,
        warc_offset=capture.warc_offset,
    )


def _copies(
    seen: NoticeSeen,
    revised: NoticePage | None,
    *,
    run: Run,
    release: int,
    sources: Mapping[str, Source],
    read_again: Callable[[str], NoticePage | None],
) -> tuple[Copy, ...]:
    known = seen.stored.copies if seen.stored else {}
    matched = {copy.page.page.url: copy for copy in seen.copies}
    if revised is not None:
        text, canonical_url = revised.parsed, revised.page.url
    elif seen.stored is not None:
        text, canonical_url = seen.stored.parsed, seen.stored.provenance.url
    else:
        msg = f"notice {seen.notice_id} has neither a page nor a stored text"
        raise ValueError(msg)
    rows = []
    for url in sorted({*matched, *(known if revised is not None else ())}):
        page = matched[url].page if url in matched else read_again(url)
        if page is None:
            continue
        before = known.get(url)
        if revised is None and before is not None and before.body_sha256 == page.body_sha256:
            # The same words against the same text: a site without validators sends them at every run.
            continue
        distance = drift(page.parsed, text)
        standing = standing_of(page, sources.get(page.capture.source_id))
        row = Copy(
            notice_id=seen.notice_id,
            url=url,
            source_id=page.capture.source_id,
            role="canonical" if url == canonical_url else "copy",
            reason=f"{matched[url].reason if url in matched else 'known page'}; {standing.reason}",
            containment=round(distance.containment, 4),
            drift=distance.clauses,
            body_sha256=page.body_sha256,
            title=page.parsed.notice.title,
            published_at=page.parsed.notice.published_at,
            first_seen=before.first_seen if before else page.capture.fetched_at,
            recorded_at=run.started_at,
            release=release,
        )
        if before is None or (before.role, before.drift, before.body_sha256) != (row.role, row.drift, row.body_sha256):
            rows.append(row)
    return tuple(rows)
