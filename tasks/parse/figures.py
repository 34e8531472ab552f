"""Figures of a notice: each number of its paragraphs, and where it belongs."""

from collections.abc import Iterator

from schemas.facts import Figure
from schemas.structure import Paragraph
from tasks.parse.marks import item_mark, measure_mark, part_mark, section_mark
from tasks.parse.numbers import numbers_in, plain


def figures_of(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Figure, ...]:
    """Every figure of the body's paragraphs, in order; none from header, contacts, sign-off or furniture."""
    figures: list[Figure] = []
    for paragraph in paragraphs:
        if paragraph.kind in {"header", "closing", "contact", "sign_off", "furniture", "part"}:
            continue
        start = paragraph.char_start + _mark_length(paragraph)
        figures.extend(_figures_in(text, start, paragraph, len(figures)))
    return tuple(figures)


def _mark_length(paragraph: Paragraph) -> int:
    if paragraph.rule_id in {"item.unnumbered", "paragraph.follow_on", "paragraph.label", "paragraph.statement"}:
        return 0
    for mark_of in (part_mark, section_mark, item_mark, measure_mark):
        mark = mark_of(paragraph.text)
        if mark:
            return mark.length
    return 0


def _figures_in(text: str, start: int, paragraph: Paragraph, count: int) -> Iterator[Figure]:
    end = paragraph.char_end
    for number, figure in enumerate(numbers_in(text[start:end]), count + 1):
        yield Figure(
            figure_no=number,
            section_path=paragraph.section_path,
            item_path=paragraph.item_path,
            measure_path=paragraph.measure_path,
            item_no=paragraph.item_no,
            raw=text[start + figure.start : start + figure.end],
            value=figure.value,
            value_high=figure.high,
            unit=figure.unit,
            value_norm=plain(figure.value * figure.factor),
            value_norm_high=plain(figure.high * figure.factor) if figure.high is not None else None,
            unit_norm=figure.norm,
            qualifier=figure.qualifier,
            role=figure.role,
            char_start=start + figure.start,
            char_end=start + figure.end,
            rule_id=figure.rule_id,
        )
