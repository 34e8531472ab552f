"""Units: what of a notice is compared, one by one: headings, items, measures, and every other body paragraph."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from xxhash import xxh3_64_intdigest

from schemas.structure import Paragraph
from schemas.values import ParsedNotice
from tasks.revise.spans import Span


class Level(StrEnum):
    """What a unit is. The value opens the names of its change kinds."""

    SECTION = "section"
    ITEM = "item"
    MEASURE = "measure"
    PARAGRAPH = "paragraph"


_LEVELS = {"part": Level.SECTION, "section": Level.SECTION, "item": Level.ITEM, "measure": Level.MEASURE}
_NO_BODY = frozenset({"header", "furniture"})
# The printed number: 二、 · (三) · 35. · (297). Only where a paragraph is a numbered one: a follow-on that opens with
# 「2.5倍」 must keep its figure.
_NUMBERED = frozenset({"part", "section", "statement", "item", "measure", "list_entry"})
_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}\s?、|\([一二三四五六七八九十]{1,3}\)\s?、?|\(\d{1,4}\)\s?、?|\d{1,3}\s?[.、])\s*"
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One paragraph of the body as it is compared.

    ``path`` is its own key (section, item, measure), or for another paragraph that of what it stands in; ``owner`` the
    place, in the list of units, of the heading, item or measure it stands under; ``number`` the printed number of a
    heading, item or measure; ``clause`` the words without number and white space; ``span`` includes the number, ``words`` not.
    """

    place: int
    level: Level
    kind: str
    path: str | None
    owner: int | None
    number: int | None
    item_no: int | None
    clause: str
    digest: int
    span: Span
    words: Span


def words_digest(clause: str) -> int:
    """xxh3 of a clause: equal for equal words."""
    return xxh3_64_intdigest(clause.encode())


def units_of(parsed: ParsedNotice) -> tuple[Unit, ...]:
    """The units of the body, in reading order; page furniture, title and publication lines are no part of it."""
    numbers = {measure.measure_path: measure.measure_no for measure in parsed.measures}
    headings: dict[str, int] = {}
    units: list[Unit] = []
    for paragraph in parsed.paragraphs:
        if paragraph.kind in _NO_BODY:
            continue
        level = _LEVELS.get(paragraph.kind, Level.PARAGRAPH)
        path = _path(paragraph, level)
        mark = _NUMBER.match(paragraph.text) if paragraph.kind in _NUMBERED else None
        skipped = mark.end() if mark and mark.end() < len(paragraph.text) else 0
        # The kept text is folded already: to take the white space out is all that squeezing it would do.
        clause = "".join(paragraph.text[skipped:].split())
        unit = Unit(
            place=len(units),
            level=level,
            kind=paragraph.kind,
            path=path,
            owner=_owner(paragraph, level, headings),
            number=_number(paragraph, level, mark, numbers),
            item_no=paragraph.item_no,
            clause=clause,
            digest=words_digest(clause),
            span=Span(paragraph.char_start, paragraph.char_end),
            words=Span(paragraph.char_start + skipped, paragraph.char_end),
        )
        if level is not Level.PARAGRAPH and path is not None:
            headings[path] = unit.place
        units.append(unit)
    return tuple(units)


def _number(
    paragraph: Paragraph, level: Level, mark: re.Match[str] | None, measures: Mapping[str, int | None]
) -> int | None:
    if level is Level.SECTION:
        return _numeral(mark[0]) if mark else None
    if level is Level.MEASURE:
        return measures.get(paragraph.measure_path or "")
    return paragraph.item_no if level is Level.ITEM else None


def _numeral(mark: str) -> int | None:
    """The number of a heading: 3 for (三) and 三、; null where it is no Chinese numeral."""
    numeral = mark.strip(" ()、")
    tens, ten, ones = numeral.rpartition("十")
    if not numeral or any(sign not in _DIGITS for sign in tens + ones):
        return None
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def _path(paragraph: Paragraph, level: Level) -> str | None:
    if level is Level.SECTION:
        return paragraph.section_path
    return paragraph.measure_path or paragraph.item_path or paragraph.section_path


def _owner(paragraph: Paragraph, level: Level, headings: dict[str, int]) -> int | None:
    section = paragraph.section_path
    part = section.split(".", 1)[0] if section else None
    if level is Level.SECTION:
        return headings.get(part or "") if part != section else None
    above = [section, part]
    if level is not Level.ITEM:
        above.insert(0, paragraph.item_path)
    if level is Level.PARAGRAPH:
        above.insert(0, paragraph.measure_path)
    return next((headings[path] for path in above if path is not None and path in headings), None)
