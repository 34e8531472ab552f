"""Token differences inside an aligned pair, and the clauses they stand in."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from tasks.parse import handling_of
from tasks.revise.spans import Span
from tasks.revise.tokens import Sort, Token
from tasks.revise.units import Unit


@dataclass(frozen=True, slots=True)
class Range:
    """Tokens ``[low:high]`` of the earlier and of the later paragraph that take each other's place."""

    before_low: int
    before_high: int
    after_low: int
    after_high: int


@dataclass(frozen=True, slots=True)
class Rewording:
    """An aligned pair whose words differ: its tokens, and the ranges that do."""

    before: Unit
    after: Unit
    before_tokens: tuple[Token, ...]
    after_tokens: tuple[Token, ...]
    hunks: tuple[Range, ...]

    def before_span(self, hunk: Range) -> Span | None:
        """Where the earlier words stand; null where nothing stood."""
        return _span(self.before_tokens[hunk.before_low : hunk.before_high])

    def after_span(self, hunk: Range) -> Span | None:
        """Where the later words stand; null where nothing stands any more."""
        return _span(self.after_tokens[hunk.after_low : hunk.after_high])

    def position(self, hunk: Range) -> int:
        """Where in the later text the hunk stands, even if nothing is left of it."""
        if hunk.after_low < len(self.after_tokens):
            return self.after_tokens[hunk.after_low].span.start
        return self.after_tokens[-1].span.end if self.after_tokens else self.after.span.start


def reword(before: Unit, after: Unit, before_tokens: tuple[Token, ...], after_tokens: tuple[Token, ...]) -> Rewording:
    """Compare the tokens of an aligned pair."""
    ours = [token.words for token in before_tokens]
    theirs = [token.words for token in after_tokens]
    head = _shared(ours, theirs)
    tail = _shared(ours[head:][::-1], theirs[head:][::-1])
    opcodes = Indel.opcodes(ours[head : len(ours) - tail], theirs[head : len(theirs) - tail])
    hunks: list[Range] = []
    for code in opcodes:
        if code.tag == "equal":
            continue
        hunk = Range(code.src_start + head, code.src_end + head, code.dest_start + head, code.dest_end + head)
        last = hunks[-1] if hunks else None
        if last and last.before_high == hunk.before_low and last.after_high == hunk.after_low:
            hunks[-1] = Range(last.before_low, hunk.before_high, last.after_low, hunk.after_high)
        else:
            hunks.append(hunk)
    return Rewording(before, after, before_tokens, after_tokens, tuple(hunks))


def clauses_of(rewording: Rewording, hunks: Iterable[Range]) -> Iterator[tuple[Range, tuple[Range, ...]]]:
    """Each stretch of clauses that hunks stand in, with those hunks.

    A stretch reaches from the stop before its first hunk to the stop after its last, and holds neither.
    """
    group: list[Range] = []
    stretch: Range | None = None
    for hunk in hunks:
        wide = _widened(rewording, hunk)
        if stretch is not None and (wide.before_low < stretch.before_high or wide.after_low < stretch.after_high):
            stretch = Range(
                stretch.before_low,
                max(stretch.before_high, wide.before_high),
                stretch.after_low,
                max(stretch.after_high, wide.after_high),
            )
            group.append(hunk)
            continue
        if stretch is not None:
            yield _without_stops(rewording, stretch), tuple(group)
        stretch, group = wide, [hunk]
    if stretch is not None:
        yield _without_stops(rewording, stretch), tuple(group)


def next_clause(rewording: Rewording, one: Range, other: Range) -> bool:
    """Whether nothing but a stop stands between two stretches."""
    between = (
        *rewording.before_tokens[one.before_high : other.before_low],
        *rewording.after_tokens[one.after_high : other.after_low],
    )
    return all(token.sort is Sort.STOP for token in between)


@dataclass(frozen=True, slots=True)
class Swap:
    """One token in the place of another of its sort: a figure, a date, a name or a sanction."""

    at: Range
    sort: Sort


def swaps_of(rewording: Rewording, hunks: Sequence[Range]) -> tuple[Swap, ...]:
    """The hunks as one swap a token, if figures, dates, names and sanctions are all that differs; else nothing."""
    swaps: list[Swap] = []
    for hunk in hunks:
        ours = rewording.before_tokens[hunk.before_low : hunk.before_high]
        theirs = rewording.after_tokens[hunk.after_low : hunk.after_high]
        if len(ours) != len(theirs):
            return ()
        for offset, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            sort = _SWAPS.get(frozenset((one.sort, other.sort)))
            if sort is None or (sort is Sort.SANCTION and handling_of(one.words) == handling_of(other.words)):
                # 谈话提醒 and 提醒谈话 are one kind of handling: other words, and no more.
                return ()
            low, low_after = hunk.before_low + offset, hunk.after_low + offset
            swaps.append(Swap(Range(low, low + 1, low_after, low_after + 1), sort))
    return tuple(swaps)


# A number the parser takes for a figure in one of the texts alone is still a figure that changed.
_SWAPS = {
    frozenset((Sort.FIGURE,)): Sort.FIGURE,
    frozenset((Sort.FIGURE, Sort.NUMBER)): Sort.FIGURE,
    frozenset((Sort.DATE,)): Sort.DATE,
    frozenset((Sort.NAME,)): Sort.NAME,
    frozenset((Sort.SANCTION,)): Sort.SANCTION,
}


def sanctions_differ(rewording: Rewording, hunks: Iterable[Range]) -> bool:
    """Whether the kinds of handling in the hunks are others than before."""
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for hunk in hunks:
        ours.update(_handlings(rewording.before_tokens[hunk.before_low : hunk.before_high]))
        theirs.update(_handlings(rewording.after_tokens[hunk.after_low : hunk.after_high]))
    return ours != theirs


def _handlings(tokens: Iterable[Token]) -> Iterator[str]:
    return (handling_of(token.words) for token in tokens if token.sort is Sort.SANCTION)


def _span(tokens: Sequence[Token]) -> Span | None:
    return Span(tokens[0].span.start, tokens[-1].span.end) if tokens else None


def _shared(ours: Sequence[str], theirs: Sequence[str]) -> int:
    count = 0
    for one, other in zip(ours, theirs, strict=False):
        if one != other:
            break
        count += 1
    return count


def _widened(rewording: Rewording, hunk: Range) -> Range:
    ours, theirs = rewording.before_tokens, rewording.after_tokens
    before_low, after_low = hunk.before_low, hunk.after_low
    while before_low > 0 and after_low > 0 and not _stops(ours, before_low - 1) and not _stops(theirs, after_low - 1):
        before_low, after_low = before_low - 1, after_low - 1
    before_high, after_high = hunk.before_high, hunk.after_high
    if _ends_clause(ours, before_low, before_high) and _ends_clause(theirs, after_low, after_high):
        return Range(before_low, before_high, after_low, after_high)
    while (
        before_high < len(ours)
        and after_high < len(theirs)
        and not _stops(ours, before_high)
        and not _stops(theirs, after_high)
    ):
        before_high, after_high = before_high + 1, after_high + 1
    return Range(before_low, before_high, after_low, after_high)


def _ends_clause(tokens: Sequence[Token], low: int, high: int) -> bool:
    """Whether a range holds nothing, or its last token is a stop: what follows is another clause."""
    return high == low or _stops(tokens, high - 1)


def _stops(tokens: Sequence[Token], place: int) -> bool:
    return tokens[place].sort is Sort.STOP


def _without_stops(rewording: Rewording, stretch: Range) -> Range:
    before_low, before_high = _trimmed(rewording.before_tokens, stretch.before_low, stretch.before_high)
    after_low, after_high = _trimmed(rewording.after_tokens, stretch.after_low, stretch.after_high)
    ours = [token.words for token in rewording.before_tokens[before_low:before_high]]
    theirs = [token.words for token in rewording.after_tokens[after_low:after_high]]
    # Where only a stop became another, the stop is the difference and must be quoted.
    return stretch if ours == theirs else Range(before_low, before_high, after_low, after_high)


def _trimmed(tokens: Sequence[Token], low: int, high: int) -> tuple[int, int]:
    while low < high and _stops(tokens, low):
        low += 1
    while high > low and _stops(tokens, high - 1):
        high -= 1
    return low, high
