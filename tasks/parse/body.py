"""The ground every fact is read from: the kept text, masked once, with its paragraphs, stops and dates at hand."""

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict

from schemas.structure import Paragraph
from schemas.values import Page
from tasks.parse.bounds import Bounds, bounds_of
from tasks.parse.header import Header, header_of, local_date
from tasks.parse.lines import Line, lines_of
from tasks.parse.masks import masked_text
from tasks.parse.numbers import Number, numbers_in
from tasks.parse.structure import Structure, structure_of

# Paragraphs that hold no facts of rectification.
_SILENT = frozenset({"header", "closing", "contact", "sign_off", "furniture", "part", "other_notice"})
_UNMARKED = frozenset({"item.unnumbered", "paragraph.follow_on", "paragraph.label", "paragraph.statement"})
_STOP = re.compile(r"[,。;:!?\n]")
_SENTENCE_STOPS = frozenset("。!?\n")


class Where(TypedDict):
    """The columns of ``schemas.columns.Placed``."""

    section_path: str | None
    item_path: str | None
    measure_path: str | None
    item_no: int | None


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True)
class Body:
    """A page whose structure is read. Every place counts in ``text``.

    ``masked`` is the text with what only looks like figures blanked out, character for character (U+E000).
    """

    page: Page
    lines: tuple[Line, ...]
    bounds: Bounds
    structure: Structure
    header: Header
    masked: str

    @property
    def text(self) -> str:
        """The kept text."""
        return self.page.text

    @property
    def start(self) -> int:
        """First character of the opening."""
        return self.lines[self.bounds.opening].start

    @property
    def end(self) -> int:
        """One past the last character of the sign-off."""
        return self.lines[self.bounds.end - 1].end

    @property
    def closing(self) -> int:
        """First character of the closing line, else the end."""
        return self.lines[self.bounds.closing].start if self.bounds.closing is not None else self.end

    @cached_property
    def anchor(self) -> dt.date | None:
        """The day the notice speaks from: its signature, else its publication; never today."""
        return self.header.signed_on or local_date(self.header.published_at)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """Paragraphs that can hold facts, in order, without their number."""
        marks = {line.start: line.mark.length for line in self.lines if line.mark}
        return tuple(
            Span(paragraph.char_start + _mark_length(paragraph, marks), paragraph.char_end)
            for paragraph in self.structure.paragraphs
            if paragraph.kind not in _SILENT
        )

    def holds(self, position: int) -> bool:
        """Whether a fact may stand here: inside a span."""
        at = bisect_right(self._span_starts, position) - 1
        return at >= 0 and position < self.spans[at].end

    def paragraph(self, position: int) -> Paragraph:
        """The paragraph that holds the position."""
        return self.structure.paragraphs[self._index(position)]

    def where(self, position: int) -> Where:
        """Section, item and measure of the position."""
        return self._wheres[self._index(position)]

    def clause(self, position: int) -> Span:
        """The words between two stops (comma, colon, semicolon, full stop, line end) around the position.

        A stop inside a masked name is none.
        """
        return self._clauses.around(position)

    def sentence(self, position: int) -> Span:
        """The words between two full stops or line ends around the position."""
        return self._sentences.around(position)

    def _index(self, position: int) -> int:
        return max(0, bisect_right(self._starts, position) - 1)

    @cached_property
    def _wheres(self) -> list[Where]:
        return [
            {
                "section_path": paragraph.section_path,
                "item_path": paragraph.item_path,
                "measure_path": paragraph.measure_path,
                "item_no": paragraph.item_no,
            }
            for paragraph in self.structure.paragraphs
        ]

    @cached_property
    def _starts(self) -> list[int]:
        return [paragraph.char_start for paragraph in self.structure.paragraphs]

    @cached_property
    def _span_starts(self) -> list[int]:
        return [span.start for span in self.spans]

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        """Every number of its paragraphs with its unit, in order, those included that no column holds."""
        return tuple(number for number in numbers_in(self.masked) if self.holds(number.start))

    @cached_property
    def _stops(self) -> list[int]:
        return [match.start() for match in _STOP.finditer(self.masked)]

    @cached_property
    def _clauses(self) -> "_Pieces":
        return _pieces(self._stops, self._span_starts, len(self.masked))

    @cached_property
    def _sentences(self) -> "_Pieces":
        masked = self.masked
        stops = [stop for stop in self._stops if masked[stop] in _SENTENCE_STOPS]
        return _pieces(stops, self._span_starts, len(masked))


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text cut at its stops; a stop ends the piece before it. A piece is made when it is first asked for."""

    starts: list[int]
    stops: list[int]
    length: int
    made: dict[int, Span]

    def around(self, position: int) -> Span:
        at = bisect_right(self.starts, position) - 1
        piece = self.made.get(at)
        if piece is None:
            start = self.starts[at]
            stop = bisect_left(self.stops, start)
            piece = self.made[at] = Span(start, self.stops[stop] if stop < len(self.stops) else self.length)
        return piece


def _pieces(stops: list[int], span_starts: list[int], length: int) -> _Pieces:
    # A number at the head of a paragraph is no word of its first clause.
    starts = sorted([0, *[stop + 1 for stop in stops], *span_starts])
    return _Pieces(starts, stops, length, {})


def body_of(page: Page) -> Body:
    """Read the page's lines, bounds, structure and header.

    Raises:
        NotANotice: the page has neither the opening nor the parts of a notice.
    """
    lines = lines_of(page.text)
    bounds = bounds_of(lines, page.url)
    structure = structure_of(page.text, lines, bounds)
    header = header_of(page, lines, bounds)
    return Body(
        page=page, lines=lines, bounds=bounds, structure=structure, header=header, masked=masked_text(page.text)
    )


def _mark_length(paragraph: Paragraph, marks: Mapping[int, int]) -> int:
    return 0 if paragraph.rule_id in _UNMARKED else marks.get(paragraph.char_start, 0)
