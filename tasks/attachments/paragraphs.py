"""Lines as a page of paper has them, joined to the paragraphs they were: one block a line."""

import re
from collections.abc import Iterable
from unicodedata import east_asian_width

from tasks.text import fold

# Page numbers: 「— 3 —」 「-12-」 「3」 「第 3 页 共 20 页」 「3/20」
_PAGE_NUMBER = re.compile(
    r"[-—–\s]*\d{1,4}[-—–\s]*|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# What opens a paragraph: 「一、」 「(一)」 「1.」 「(1)」 「第一,」 「一是」
_MARK = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|\d{1,3}[.、](?!\d)|[一二三四五六七八九十]是)"
)
_ENDS = ("。", "!", "?", ";", ":", "”", "》", ")")
_INDENT = "  "
# A line this much short of a full one, in half-widths, was ended by its author: the last character of a full line may
# be pushed over the edge by punctuation.
_SLACK = 5
# No line of a document is set narrower than 20 characters: where all are, they are titles or a list.
_LEAST_FULL = 40


def joined(pages: Iterable[Iterable[str]]) -> str:
    """The paragraphs of a document, from the lines of its pages; page numbers are left out."""
    folded = [[fold(line).rstrip() for line in page] for page in pages]
    lines = [line for page in folded for line in _without_number(page)]
    if not lines:
        return ""
    widths = sorted(_width(line) for line in lines)
    full = max(widths[int(len(widths) * 0.95)], _LEAST_FULL)
    paragraphs: list[str] = []
    ended = True
    for line in lines:
        if ended or _opens(line, paragraphs[-1]):
            paragraphs.append(line)
        else:
            paragraphs[-1] += line.lstrip()
        ended = _width(line) < full - _SLACK
    return "\n".join(paragraphs)


def _without_number(page: list[str]) -> list[str]:
    lines = [line for line in page if line.strip()]
    # Only first and last: a number alone in the middle is a cell of a table.
    if lines and _PAGE_NUMBER.fullmatch(lines[-1].strip()):
        lines.pop()
    if lines and _PAGE_NUMBER.fullmatch(lines[0].strip()):
        lines.pop(0)
    return lines


def _opens(line: str, before: str) -> bool:
    """Whether a line behind a full one begins a paragraph of its own."""
    return line.startswith(_INDENT) or (before.endswith(_ENDS) and _MARK.match(line) is not None)


def _width(line: str) -> int:
    # Quotes and folded punctuation were as wide as a character where it was printed: counted so beside Han.
    return sum(2 if east_asian_width(one) in "WFA" or one in ",;:!?()" else 1 for one in line)
