"""Of several pages that carry one notice, the one its rows are read from."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schemas.source import Source
from schemas.values import NoticePage, ParsedNotice

_NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)
# A page with less of the words than this share of the fullest is a part of the notice: page one of several, a posting
# cut in the middle. A footer left out is a few hundredths.
_WHOLE = 5 / 6


@dataclass(frozen=True, slots=True, order=True)
class Standing:
    """How well a page can speak for its notice; the least is the best."""

    partial: bool  # a part of the text only
    foreign: bool  # another region's site than the inspected body's
    incomplete: bool  # without sign-off or contacts: a footer cut off
    short: int  # characters of the body, negative
    published: dt.datetime
    url: str

    @property
    def rank(self) -> tuple[bool, bool, bool]:
        """What one page must have over another to take its place: by length alone, rows would flip from page to page."""
        return self.partial, self.foreign, self.incomplete

    @property
    def reason(self) -> str:
        """In words, for the ``copies`` table."""
        site = "another region's site" if self.foreign else "the inspected body's own region"
        text = "without its closing lines" if self.incomplete else "complete"
        return f"{site}, {'a part of the text' if self.partial else text}"


def standing_of(page: NoticePage, source: Source | None, fullest: int) -> Standing:
    """How the page stands. A site's region is its source's; an unknown source counts as foreign.

    ``fullest``: characters of the longest body among the pages it is compared with.
    """
    notice = page.parsed.notice
    return Standing(
        partial=len(page.parsed.body) < _WHOLE * fullest,
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
    every = list(pages)
    fullest = max((len(page.parsed.body) for page in every), default=0)
    return min(every, key=lambda page: standing_of(page, sources.get(page.capture.source_id), fullest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The text that speaks for a notice so far.

    ``known``: addresses that were seen to carry the notice; ``lost``: its page was missing when last asked.
    """

    url: str
    source_id: str
    body_sha256: str
    parsed: ParsedNotice
    known: frozenset[str]
    lost: bool

    def says_the_same(self, page: NoticePage) -> bool:
        """Whether the page makes no revision.

        The same words at a new address, the old one missing, are one all the same: later edits are looked for there.
        """
        return page.body_sha256 == self.body_sha256 and not (self.lost and page.page.url != self.url)


def canonical_of(
    pages: Mapping[str, NoticePage], held: Held | None, sources: Mapping[str, Source]
) -> NoticePage | None:
    """Of pages by address, the one that speaks for the notice now; null where the text that is held goes on."""
    if held is None:
        return best(pages.values(), sources)
    own = pages.get(held.url)
    # Where its page is missing, the same site's new address may go on for it: a site that moved must not end a notice.
    contenders = [page for url, page in pages.items() if held.lost or url not in held.known]
    if not contenders:
        return own
    contender = best(contenders, sources)
    parsed = own.parsed if own is not None else held.parsed
    mine = NoticePage(capture=contender.capture, page=contender.page, parsed=parsed)
    fullest = max(len(parsed.body), len(contender.parsed.body))
    ours = standing_of(mine, sources.get(held.source_id), fullest)
    theirs = standing_of(contender, sources.get(contender.capture.source_id), fullest)
    as_good = held.lost and theirs.rank == ours.rank
    return contender if theirs.rank < ours.rank or as_good else own
