"""Words at fixed places of a text, found by plain search: many times faster than a pattern where they are rare."""

import re

# Greedy to the last character that is no Han one.
_TO_LAST_OTHER = re.compile(r"(?s:.*)[^\u4e00-\u9fff]")


def starts_of(text: str, *words: str) -> list[int]:
    """Every place where one of the words begins, in order. Linear in the text for each word."""
    starts = []
    for word in words:
        # A single character is found about ten times faster than two.
        last, before = word[-1], len(word) - 1
        at = text.find(last, before)
        while at >= 0:
            if not before or text.startswith(word, at - before):
                starts.append(at - before)
            at = text.find(last, at + 1)
    starts.sort()
    return starts


def han_start(text: str, low: int, end: int) -> int:
    """Where the run of Han characters that ends at ``end`` begins, not before ``low``; ``end`` where there is none."""
    other = _TO_LAST_OTHER.match(text, low, end)
    return other.end() if other else low
