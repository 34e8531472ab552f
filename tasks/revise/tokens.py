"""Words of a paragraph as tokens: a figure with its unit is one, a date is one, so are a contact, a name, a sanction."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from schemas.values import ParsedNotice
from tasks.parse import KIND_TERMS
from tasks.revise.spans import Span
from tasks.text import fold


class Sort(StrEnum):
    """What a token is."""

    FIGURE = "figure"
    DATE = "date"
    CONTACT = "contact"
    NAME = "name"
    SANCTION = "sanction"
    NUMBER = "number"
    WORD = "word"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its words without white space, what it is, and where it stands in the kept text."""

    words: str
    sort: Sort
    span: Span


_PART_OF_YEAR = r"(?:上半年|下半年|第[一二三四]季度|年?底|年?初)"
# 2025年7月 · 2024年8月18日 · 7月18日 · 2023年1—9月 · 10月上旬 · 2025年上半年. Never a bare 10年: that may be a length.
_DATE = re.compile(
    rf"(?:\d{{4}}|\d{{2}}(?=年\d{{1,2}}月))年(?:\d{{1,2}}[-—–至]\d{{1,2}}月|\d{{1,2}}月(?:\d{{1,2}}日|[上中下]旬|底|初)?|{_PART_OF_YEAR})?"
    r"|\d{1,2}月(?:\d{1,2}日|[上中下]旬|底|初)"
    r"|[二〇零○][〇零○一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
# Numbers stay whole even where they are no figure (“1234”工作机制), and so does EPC; every other character stands alone.
_PLAIN = re.compile(r"(?P<number>\d+(?:[.,]\d+)*%?)|(?P<stop>[,。;!?])|[A-Za-z]+|.")
_PLAIN_SORTS = {"number": Sort.NUMBER, "stop": Sort.STOP}


# 党内警告, 诫勉谈话, 调岗降薪
_HANDLING = re.compile(KIND_TERMS)


@dataclass(frozen=True, slots=True)
class Marked:
    """Places of figures, contacts, names of persons dealt with, and kinds of handling in a kept text, each sorted."""

    figures: tuple[Span, ...]
    contacts: tuple[Span, ...]
    names: tuple[Span, ...] = ()
    sanctions: tuple[Span, ...] = ()

    @classmethod
    def of(cls, parsed: ParsedNotice) -> "Marked":
        """Those of a parsed notice."""
        return cls(
            tuple(sorted(Span(figure.char_start, figure.char_end) for figure in parsed.figures)),
            tuple(sorted(Span(contact.char_start, contact.char_end) for contact in parsed.contacts)),
            _names(parsed),
            _handlings(parsed),
        )


def _handlings(parsed: ParsedNotice) -> tuple[Span, ...]:
    """Kinds of handling, also of persons that are not named: 对相关干部进行提醒谈话."""
    return tuple(Span(match.start(), match.end()) for match in _HANDLING.finditer(parsed.text))


def _names(parsed: ParsedNotice) -> tuple[Span, ...]:
    """Wherever a person dealt with is named: the running text, and the misconduct of others, name them again."""
    names = {row.person for row in parsed.sanctions}
    if not names:
        return ()
    # Longest first: 林涛 must not be found in 林涛海.
    every = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return tuple(Span(match.start(), match.end()) for match in re.finditer(every, parsed.text))


def tokens_of(text: str, span: Span, marked: Marked) -> tuple[Token, ...]:
    """The tokens of ``text[span]``. White space is in none of them, line feeds included."""
    places = [place for place in range(span.start, span.end) if not text[place].isspace()]
    words = fold("".join(text[place] for place in places))
    tokens: list[Token] = []
    position = 0
    for start, end, sort in _special(words, places, marked):
        tokens.extend(_plain(words, places, position, start))
        tokens.append(Token(words[start:end], sort, Span(places[start], places[end - 1] + 1)))
        position = end
    tokens.extend(_plain(words, places, position, len(words)))
    return tuple(tokens)


def _plain(words: str, places: list[int], start: int, end: int) -> Iterator[Token]:
    for match in _PLAIN.finditer(words, start, end):
        sort = _PLAIN_SORTS.get(match.lastgroup or "", Sort.WORD)
        yield Token(match[0], sort, Span(places[match.start()], places[match.end() - 1] + 1))


def _special(words: str, places: list[int], marked: Marked) -> Iterator[tuple[int, int, Sort]]:
    """Contacts, dates, figures, names, sanctions, in order and apart; where two overlap, in this order of rank."""
    taken = bytearray(len(words))
    found = []
    dates = [(match.start(), match.end()) for match in _DATE.finditer(words)]
    ranked = (
        (Sort.CONTACT, _within(marked.contacts, places)),
        (Sort.DATE, dates),
        (Sort.FIGURE, _within(marked.figures, places)),
        (Sort.NAME, _within(marked.names, places)),
        (Sort.SANCTION, _within(marked.sanctions, places)),
    )
    for sort, stretches in ranked:
        for start, end in stretches:
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append((start, end, sort))
    yield from sorted(found)


def _within(spans: tuple[Span, ...], places: list[int]) -> list[tuple[int, int]]:
    if not places:
        return []
    found = []
    for span in spans[bisect_left(spans, Span(places[0], places[0])) :]:
        if span.start > places[-1]:
            break
        if span.end <= places[-1] + 1 and span.end > span.start:
            found.append((bisect_left(places, span.start), bisect_left(places, span.end)))
    return [(start, end) for start, end in found if end > start]
