"""What a trial of a source found."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from schemas.source import Family
from schemas.values import Fetched, Link, ParsedNotice

ProblemKind = Literal[
    "unreachable",  # no answer, or one that is none of ours to ask for: the whole source
    "blocked",  # a wall stands before it
    "list_missing",  # the list itself is not there, or no list
    "other_family",  # its lists are written another way than the source says
    "no_links",  # a list without entries
    "foreign_links",  # every entry leads to a host the source does not allow
    "fault",  # its lists made a reader fail, which is ours to mend
    "no_notice",  # titles that match, and no page behind them reads as a notice
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that keeps a source from being collected, in a sentence with the remedy."""

    kind: ProblemKind
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReport:
    """One list: how it answered, and what it names.

    ``family`` is the one that knows its first page, null where none does. ``links`` counts entries on hosts the source
    allows, ``foreign`` the others, ``wanted`` those whose title or address matches the source's rules.
    """

    url: str
    outcome: str
    reason: str
    family: Family | None
    pages: int
    links: int
    dated: int
    foreign: int
    wanted: int
    newest: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The newest page that reads as a notice, among the first the lists name; else the newest, and why it does not.

    ``fetched`` and ``parsed`` are what the facts were read from.
    """

    link: Link
    title: str
    inspected_body: str | None
    feedback_on: dt.date | None
    published_at: dt.datetime | None
    items: int
    measures: int
    refused: str | None
    fetched: Fetched
    parsed: ParsedNotice | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """One source. ``robots`` says in a sentence what its robots.txt allows; ``age_days`` counts from ``newest``."""

    source_id: str
    name: str
    family: Family
    checked_at: dt.datetime
    robots: str
    lists: tuple[ListReport, ...]
    newest: dt.date | None
    age_days: int | None
    sample_titles: tuple[str, ...]
    preview: Preview | None
    problems: tuple[Problem, ...]

    @property
    def links(self) -> int:
        """Entries of all lists."""
        return sum(one.links for one in self.lists)

    @property
    def wanted(self) -> int:
        """Entries of all lists that match the source's rules."""
        return sum(one.wanted for one in self.lists)


def gravest(reports: Sequence[SourceReport]) -> ProblemKind | None:
    """The problem an exit code is for: a source that was not reached, then a wall, then any other."""
    kinds = [problem.kind for report in reports for problem in report.problems]
    for kind in ("unreachable", "blocked"):
        if kind in kinds:
            return kind
    return kinds[0] if kinds else None
