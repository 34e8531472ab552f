"""How much of a text is prose: furniture has words but no sentences."""

import re

# Marks of Chinese sentences. Not colons: labels end in them. Not ASCII commas: scripts and addresses hold them.
MARKS = "，。；、"
_MARK = re.compile(f"[{MARKS}]")


def is_prose(text: str) -> bool:
    """Whether a text holds a sentence mark: most labels and links are told from prose by one search."""
    return _MARK.search(text) is not None


def marks(text: str) -> int:
    """The number of sentence marks in ``text``. (Sites that fold commas keep 。 and 、.)"""
    return sum(map(text.count, MARKS))


def letters(text: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, text.split()))
