"""Parts, sections, items, measures and the paragraphs that follow on: one grammar for the four shapes of a notice.

S1 titled items · S2 「针对…问题。」 with (M) measures · S3 items without headings · S4 「关于…问题。」 with (M) sub-items.
"""

import re
from dataclasses import dataclass

from schemas.facts import Repair
from schemas.structure import Item, Measure, Paragraph, Section
from tasks.parse.bounds import Bounds
from tasks.parse.items import items_of, measures_of
from tasks.parse.lines import Line
from tasks.parse.marks import opens_circled
from tasks.parse.outline import Outline, is_label
from tasks.parse.status import cues_of

_FINISHED = tuple("。;:”)!?…》")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,2}是")  # 二是创新宣讲方式。 A paragraph of its own in 滨海新城
# Shorter lines without a stop are headings.
_SHORTEST_BROKEN = 40
# A page may break a sentence once or twice; one without any stops must not grow into a single paragraph for ever.
_MOST_BREAKS = 4


@dataclass(frozen=True, slots=True)
class Structure:
    """What the body is made of, in reading order."""

    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    measures: tuple[Measure, ...]
    paragraphs: tuple[Paragraph, ...]
    repairs: tuple[Repair, ...]


def structure_of(text: str, lines: tuple[Line, ...], bounds: Bounds) -> Structure:
    """Read the lines of the page into sections, items, measures and paragraphs. Every line is placed somewhere."""
    outline = Outline(text)
    for line in lines[: bounds.opening]:
        outline.paragraph("header", line, "paragraph.header")
    end = _body_end(bounds)
    outline.read(_joined(text, lines[bounds.opening : end], outline), opened=bounds.opened)
    outline.close()
    for index in range(end, len(lines)):
        kind = _tail_kind(index, bounds)
        outline.paragraph(kind, lines[index], f"paragraph.{kind}")
    cues = cues_of(text)
    return Structure(
        tuple(outline.sections),
        items_of(outline.items, text, cues),
        measures_of(outline.measures, text, cues),
        tuple(outline.paragraphs),
        tuple(outline.repairs),
    )


def _body_end(bounds: Bounds) -> int:
    if bounds.closing is not None:
        return bounds.closing
    return bounds.signature if bounds.signature is not None else bounds.end


def _tail_kind(index: int, bounds: Bounds) -> str:
    if bounds.second is not None and index >= bounds.second:
        return "other_notice"
    if index == bounds.closing:
        return "closing"
    if index in (bounds.signature, bounds.dated):
        return "sign_off"
    return "contact" if index < bounds.end else "furniture"


def _joined(text: str, lines: tuple[Line, ...], outline: Outline) -> list[Line]:
    """Lines, where one that the page broke in mid-sentence is one again. The kept text stays as it is."""
    joined: list[Line] = []
    for line in lines:
        if joined and _breaks_off(joined[-1]) and _goes_on(line):
            broken = joined[-1]
            joined[-1] = Line(text[broken.start : line.end], broken.start, line.end, broken.mark)
            detail = "the page breaks a sentence over two paragraphs"
            outline.doubt("joined_paragraph", detail, joined[-1], "paragraph.joined")
        else:
            joined.append(line)
    return joined


def _goes_on(line: Line) -> bool:
    return not (line.mark or opens_circled(line.text) or is_label(line.text) or _ENUMERATED.match(line.text))


def _breaks_off(line: Line) -> bool:
    text = line.text
    # A heading ends without a stop too: only a paragraph that has stops inside can be said to break off.
    if text.endswith(_FINISHED) or len(text) <= _SHORTEST_BROKEN or "。" not in text:
        return False
    return not (line.mark and line.mark.kind == "part") and text.count("\n") < _MOST_BREAKS
