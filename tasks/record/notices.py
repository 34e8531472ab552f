"""New, changed or the same: the standing of each notice after a run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from schemas.history import Copy, Difference
from schemas.notice import Provenance
from schemas.source import Source
from schemas.values import NoticePage, Run
from tasks.identify import Decision
from tasks.parse import PARSER_VERSION
from tasks.record.canonical import Held, best, canonical_of
from tasks.record.causes import cause_of
from tasks.record.copies import CopyRow, CopySeen, copies_of
from tasks.record.stored import StoredNotice
from tasks.revise import compare

# Of a revision with differences of several causes, the one it is told by.
_FIRST = ("source_revision", "encoding_fix", "template_change")


class Archive(Protocol):
    """Pages of earlier runs, read again with today's rules."""

    def latest(self, url: str) -> NoticePage | None:
        """The last good capture of a page; null where there is none, or it is no notice any more."""

    def behind(self, provenance: Provenance) -> NoticePage | None:
        """The capture a revision was read from; null likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSeen:
    """A notice and the pages of this run that carry it.

    ``stored`` is what the store held of it before; ``lost`` says that the page it is read from was last seen missing.
    ``absorbed``: copies of notices that were merged into it in this run. ``furniture``: lines its site has on other
    notices too.
    """

    notice_id: str
    copies: tuple[CopySeen, ...]
    stored: StoredNotice | None
    lost: bool
    absorbed: Mapping[str, Copy]
    decisions: tuple[Decision, ...]
    furniture: frozenset[str]

    @property
    def held(self) -> Held | None:
        """The stored text, as the page that speaks for the notice is chosen against it."""
        if self.stored is None:
            return None
        return Held(
            url=self.stored.provenance.url,
            source_id=self.stored.provenance.source_id,
            body_sha256=self.stored.provenance.body_sha256,
            parsed=self.stored.parsed,
            known=frozenset(self.stored.copies),
            lost=self.lost,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Caused:
    """A difference, why it is there, and its number within the revision."""

    number: int
    cause: str
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What a run adds about one notice: a revision with its page, or none; and the copies that stand otherwise now.

    A page whose stored words today's rules would read otherwise gives two: what the rules changed, then what its
    publisher did.
    """

    notice_id: str
    revision: int
    cause: str | None
    page: NoticePage | None
    provenance: Provenance | None
    caused: tuple[Caused, ...] = ()
    copies: tuple[CopyRow, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def is_new(self) -> bool:
        return self.cause == "first_seen"

    @property
    def is_changed(self) -> bool:
        """Whether the notice is another than it was: a correction only says better what it was."""
        return self.cause is not None and self.cause not in ("first_seen", "correction")

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What its publisher changed: the news."""
        return tuple(one.difference for one in self.caused if one.cause == "source_revision")


def record(
    seen: NoticeSeen, run: Run, release: int, sources: Mapping[str, Source], archive: Archive
) -> tuple[Recorded, ...]:
    """Decide what the run adds about a notice.

    The rows are read from one canonical page, and stay with it while it lives: only its own text, or a better page,
    makes a revision. Before a page is compared with what is stored of it, the stored bytes are read with today's rules,
    so that a better parser never looks like news.
    """
    pages = {copy.page.page.url: copy.page for copy in seen.copies}
    stored = seen.stored
    held = seen.held
    canonical = canonical_of(pages, held, sources)
    upgrade: Recorded | None = None
    caused: tuple[Caused, ...] = ()
    cause: str | None = None
    if stored is None:
        assert canonical is not None
        cause = "first_seen"
    elif canonical is None or (held is not None and held.says_the_same(canonical)):
        canonical = None
    elif canonical.page.url != stored.provenance.url:
        cause = "identity_merge"
        caused = _all(compare(stored.parsed, canonical.parsed), cause)
    else:
        upgrade = _upgrade(stored, run, release, archive)
        before = upgrade.page.parsed if upgrade is not None and upgrade.page is not None else stored.parsed
        if upgrade is not None and upgrade.page is not None and upgrade.page.body_sha256 == canonical.body_sha256:
            canonical = None
        else:
            caused = _attributed(compare(before, canonical.parsed), seen.furniture)
            causes = {one.cause for one in caused}
            # Other digests and no difference: only lines that are no body stand elsewhere now.
            cause = next((one for one in _FIRST if one in causes), "template_change")
    last = upgrade.revision if upgrade is not None else stored.revision if stored is not None else 0
    text = canonical or (upgrade.page if upgrade is not None else None)
    recorded = Recorded(
        notice_id=seen.notice_id,
        revision=last + (1 if cause else 0),
        cause=cause,
        page=canonical,
        provenance=provenance_of(canonical, cause, run, release) if canonical is not None and cause else None,
        caused=caused,
        copies=copies_of(
            seen.copies,
            seen.stored,
            seen.absorbed,
            notice_id=seen.notice_id,
            revised=text,
            run=run,
            release=release,
            sources=sources,
            read_again=archive.latest,
        ),
        decisions=seen.decisions,
    )
    return (recorded,) if upgrade is None else (upgrade, recorded)


def rehomed(
    stored: StoredNotice,
    copies: Mapping[str, Copy],
    decision: Decision | None,
    *,
    run: Run,
    release: int,
    sources: Mapping[str, Source],
    archive: Archive,
) -> Recorded:
    """A notice that takes copies over by a decision, or was left by some; its own text stays.

    How far behind each page is, is measured anew: the first of them may have come or gone.
    """
    return Recorded(
        notice_id=stored.notice_id,
        revision=stored.revision,
        cause=None,
        page=None,
        provenance=None,
        copies=copies_of(
            (),
            replace(stored, copies={url: copy for url, copy in stored.copies.items() if url not in copies}),
            copies,
            notice_id=stored.notice_id,
            revised=None,
            run=run,
            release=release,
            sources=sources,
            read_again=archive.latest,
        ),
        decisions=(decision,) if decision else (),
    )


def corrected(
    stored: StoredNotice, run: Run, release: int, sources: Mapping[str, Source], archive: Archive
) -> Recorded | None:
    """A notice that lost the page it was read from to another: read from the best of its own; null where it did not.

    ``stored.copies`` are those left to it. Where none can be read any more, the recorded text stays.
    """
    if stored.provenance.url in stored.copies:
        return None
    pages = [page for page in map(archive.latest, sorted(stored.copies)) if page is not None]
    if not pages:
        return None
    page = best(pages, sources)
    return Recorded(
        notice_id=stored.notice_id,
        revision=stored.revision + 1,
        cause="correction",
        page=page,
        provenance=provenance_of(page, "correction", run, release),
        caused=_all(compare(stored.parsed, page.parsed), "correction"),
        copies=copies_of(
            (),
            stored,
            {},
            notice_id=stored.notice_id,
            revised=page,
            run=run,
            release=release,
            sources=sources,
            read_again=archive.latest,
        ),
    )


def _upgrade(stored: StoredNotice, run: Run, release: int, archive: Archive) -> Recorded | None:
    """The stored revision as today's rules read its bytes, where that gives other words."""
    again = archive.behind(stored.provenance)
    if again is None or again.body_sha256 == stored.provenance.body_sha256:
        return None
    provenance = replace(provenance_of(again, "parser_upgrade", run, release), valid_from=stored.provenance.valid_from)
    return Recorded(
        notice_id=stored.notice_id,
        revision=stored.revision + 1,
        cause="parser_upgrade",
        page=again,
        provenance=provenance,
        caused=_all(compare(stored.parsed, again.parsed), "parser_upgrade"),
    )


def _all(differences: tuple[Difference, ...], cause: str) -> tuple[Caused, ...]:
    return tuple(Caused(number=number, cause=cause, difference=one) for number, one in enumerate(differences, 1))


def _attributed(differences: tuple[Difference, ...], furniture: frozenset[str]) -> tuple[Caused, ...]:
    return tuple(
        Caused(number=number, cause=cause_of(one, furniture), difference=one)
        for number, one in enumerate(differences, 1)
    )


def provenance_of(page: NoticePage, cause: str, run: Run, release: int) -> Provenance:
    """Where a revision read from the page comes from; it is valid since the page was fetched.

    Raises:
        ValueError: the page was not archived.
    """
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
