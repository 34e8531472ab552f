"""Of several pages that carry one notice, the one its rows are read from."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.source import Source
from schemas.values import NoticePage

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """How well a page can speak for its notice; the least is the best."""

    foreign: bool  # another region's site than the inspected body's
    incomplete: bool  # without sign-off or contacts: a footer cut off
    short: int  # characters of the body, negative
    published: dt.datetime
    url: str

    @property
    def reason(self) -> str:
        """In words, for the ``copies`` table."""
        site = "another region's site" if self.foreign else "the inspected body's own region"
        text = "without its closing lines" if self.incomplete else "complete"
        return f"{site}, {text}"


def standing_of(page: NoticePage, source: Source | None) -> Standing:
    """How the page stands. A site's region is its source's; an unknown source counts as foreign."""
    notice = page.parsed.notice
    return Standing(
        foreign=source is None or notice.division_code is None or source.division != notice.division_code,
        incomplete=not page.parsed.contacts,
        short=-len(page.parsed.body),
        published=notice.published_at or _NEVER,
        url=page.page.url,
    )


def best(pages: Iterable[NoticePage], sources: Mapping[str, Source]) -> NoticePage:
    """The page the rows are read from.

    Raises:
        ValueError: no page.
    """
    return min(pages, key=lambda page: standing_of(page, sources.get(page.capture.source_id)))
