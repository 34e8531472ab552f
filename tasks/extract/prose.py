"""How much of a text is prose: furniture has words but no sentences."""

# Marks of Chinese sentences. Not colons: labels end in them. Not ASCII commas: scripts and addresses hold them.
_MARKS = "，。；、"


def marks(text: str) -> int:
    """The number of sentence marks in ``text``. (Sites that fold commas keep 。 and 、.)"""
    return sum(text.count(mark) for mark in _MARKS)


def letters(text: str) -> int:
    """Characters that are no white space."""
    return sum(map(len, text.split()))
