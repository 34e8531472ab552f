"""Words at fixed places of a text, found by plain search: many times faster than a pattern where they are rare."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

# Greedy to the last character that is no Han one.
_TO_LAST_OTHER = re.compile(r"(?s:.*)[^\u4e00-\u9fff]")
# (149)福州靠谱之宝公司, 1)区委: the bracket closes the number of a paragraph.
_NUMBERED = re.compile(r"\n\(?\d{1,3}\)\Z")
_MASK = "\ue000"
_DATE_SIGNS = frozenset("年月日")
_JOINING = frozenset("和及")


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


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words, the longest first: one branch a first character, so that few are tried at a place."""
    rests: dict[str, list[str]] = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        rests[word[0]].append(re.escape(word[1:]))
    return re.compile("|".join(f"{first}(?:{'|'.join(some)})" for first, some in rests.items()))


def ends_of(text: str, words: frozenset[str]) -> dict[int, str]:
    """The longest of the words that ends at each place where one does. Linear in the text for each last character."""
    found: dict[int, str] = {}
    for last, some in _by_last(words).items():
        at = text.find(last)
        while at >= 0:
            if text.endswith(some, 0, at + 1):
                found[at + 1] = next(word for word in some if text.endswith(word, 0, at + 1))
            at = text.find(last, at + 1)
    return found


@cache
def _by_last(words: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """The words by their last character, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        found[word[-1]].append(word)
    return {last: tuple(some) for last, some in found.items()}


def han_start(text: str, low: int, end: int) -> int:
    """Where the run of Han characters that ends at ``end`` begins, not before ``low``; ``end`` where there is none."""
    other = _TO_LAST_OTHER.match(text, low, end)
    return other.end() if other else low


def name_start(text: str, reach: int, end: int, before: re.Pattern[str]) -> int | None:
    """Where a name that ends at ``end`` begins: at a mark, or behind the last word that stands before names.

    Null where neither is in reach, or the mark may be one within the name: the end of a bracket, what is blanked out.
    """
    low = max(0, end - reach)
    start = han_start(text, low, end)
    # 8月18日区城投集团: the sign of a date is no word of the name.
    if start and text[start - 1].isdigit() and text[start] in _DATE_SIGNS:
        start += 1
    found = None
    for word in before.finditer(text, start, end):
        # 、和瑞基因, 。和睦家医院: nothing stands before that 和 could join it to.
        if word[0] not in _JOINING or word.start() > start:
            found = word.end()
    if found is not None:
        return found if found < end else None
    if start == end or (start == low and low) or (start and text[start - 1] == _MASK):
        return None
    if start and text[start - 1] == ")" and not _NUMBERED.search(text, max(0, start - 6), start):
        return None
    return start
