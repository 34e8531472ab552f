"""Widths of digits and marks: the notices are kept half-width, the sites print them full-width."""

import re

# A colon, comma or semicolon between two ASCII letters or digits stands in a time or a number: 2021-10-11 08:54
_BETWEEN_ASCII = re.compile(r"(?<=[0-9A-Za-z])[,:;](?=[0-9A-Za-z])")
_MARKS = str.maketrans(",:;()", "，：；（）")
_MARKS_AND_PERCENT = str.maketrans(",:;()%", "，：；（）％")
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


def widened(text: str) -> str:
    """The text with full-width marks, as most sites print it; folding it gives the text back."""
    return _outside_ascii(text, _MARKS)


def widened_with_percent(text: str) -> str:
    """The text with full-width marks and per-cent signs."""
    return _outside_ascii(text, _MARKS_AND_PERCENT)


def mixed(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs in the widths of a site that pasted them from several hands, each paragraph in one of four."""
    return tuple(_in_hand(number % 4, paragraph) for number, paragraph in enumerate(paragraphs))


def _in_hand(hand: int, paragraph: str) -> str:
    if hand == 0:
        return widened(paragraph)
    if hand == 1:
        return paragraph
    if hand == 2:
        return widened_with_percent(paragraph).translate(_DIGITS)
    return paragraph.replace("(", "（").replace(")", "）").replace(";", "；")


def _outside_ascii(text: str, table: dict[int, int]) -> str:
    kept = [match.start() for match in _BETWEEN_ASCII.finditer(text)]
    wide = list(text.translate(table))
    for index in kept:
        wide[index] = text[index]
    return "".join(wide)
