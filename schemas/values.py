"""Small typed values that travel between the stages."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from schemas.accountability import Case, DisciplineCount, Sanction
from schemas.facts import Check, Contact, DeclaredTotal, Repair
from schemas.figures import Figure, MoneyFlow
from schemas.files import Piece
from schemas.notice import Notice
from schemas.operations import Capture
from schemas.references import DocumentNumber, Mention, Regulation
from schemas.structure import Item, Measure, Paragraph, Section

CHINA = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a flow. Its time is the time of recording of every row it adds."""

    run_id: str
    flow: str
    started_at: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page a list names."""

    url: str
    title: str
    listed_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave last time, to ask whether the page changed (conditional request, RFC 9110 §13)."""

    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One attempt and the bytes it brought; empty unless the outcome is ``ok``."""

    capture: Capture
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page, extracted: its kept text (width-folded, one block a line, no blank lines) and the facts around it.

    The four dates are never mixed: what the meta says, what the page shows, what the address holds, and (in the
    parsed notice) the signature.
    """

    url: str
    text: str
    encoding: str
    title: str | None = None
    title_source: str | None = None
    source: str | None = None
    site_name: str | None = None
    column: str | None = None
    meta_published_at: dt.datetime | None = None
    shown_published_at: dt.datetime | None = None
    url_date: dt.date | None = None
    attachments: tuple[str, ...] = ()
    traditional: bool = False  # its text was in traditional characters, and is kept in simplified ones

    @property
    def published_at(self) -> dt.datetime | None:
        """The time the page shows, else its meta's; never the date in the address, never now."""
        return self.shown_published_at or self.meta_published_at


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedNotice:
    """A notice and every row read from its text. Spans count in ``text``."""

    notice: Notice
    text: str
    body_start: int
    body_end: int
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    measures: tuple[Measure, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    figures: tuple[Figure, ...] = ()
    money_flows: tuple[MoneyFlow, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    document_numbers: tuple[DocumentNumber, ...] = ()
    discipline_counts: tuple[DisciplineCount, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    cases: tuple[Case, ...] = ()
    mentions: tuple[Mention, ...] = ()
    contacts: tuple[Contact, ...] = ()
    declared_totals: tuple[DeclaredTotal, ...] = ()
    checks: tuple[Check, ...] = ()
    repairs: tuple[Repair, ...] = ()

    def facts(self, table: str) -> Sequence[Any]:
        """The rows of one of the tables in ``schemas.dataset.FACTS``."""
        rows: Sequence[Any] = getattr(self, table)
        return rows

    @property
    def body(self) -> str:
        """From the opening sentence to the sign-off: no title, no publication line, no furniture."""
        return self.text[self.body_start : self.body_end]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """A fetched page that is a notice, parsed. ``pieces``: the captures its text is made of."""

    capture: Capture
    page: Page
    parsed: ParsedNotice
    body_sha256: str = field(default="")
    pieces: tuple[Piece, ...] = ()
