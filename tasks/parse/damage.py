"""What is amiss with a page as a whole: half a notice, two notices on one page, traditional characters."""

from collections.abc import Iterable

from schemas.facts import Repair
from schemas.figures import Figure
from tasks.parse.body import Body
from tasks.parse.bounds import Bounds
from tasks.parse.lines import Line


def damage_of(lines: tuple[Line, ...], bounds: Bounds, *, traditional: bool) -> tuple[Repair, ...]:
    """Repairs of the page, in the order of their places; none for a whole notice."""
    found = []
    if traditional:
        found.append(traditional_repair(lines))
    if not bounds.opened:
        found.append(opening_repair(lines[bounds.opening]))
    if bounds.closing is None and bounds.dated is None:
        last = lines[bounds.end - 1]
        detail = "the posting ends without closing paragraph and sign-off: text may be missing"
        found.append(_repair("no_closing", detail, last.start, last.end))
    if bounds.second is not None:
        rest = lines[bounds.second :]
        detail = f"another notice begins here: its {len(rest)} paragraphs are kept, and not read"
        found.append(_repair("second_notice", detail, rest[0].start, rest[-1].end))
    return tuple(found)


def spaces_of(figures: Iterable[Figure]) -> tuple[Repair, ...]:
    """Repairs of figures the page has a stray blank in: 「47. 84平方公里」 is read as 47.84平方公里."""
    return tuple(
        Repair(
            kind="space_in_number",
            detail=f"「{figure.raw}」 is read without its blank",
            char_start=figure.char_start,
            char_end=figure.char_end,
            rule_id="figure.space",
        )
        for figure in figures
        if " " in figure.raw
    )


def beyond_of(body: Body) -> tuple[Repair, ...]:
    """Repairs of numbers that no column holds: they are no figures, and not lost."""
    return tuple(
        Repair(
            kind="number_out_of_range",
            detail=f"「{body.text[number.start : number.end]}」 is beyond what a figure can be, and is none",
            char_start=number.start,
            char_end=number.end,
            rule_id="figure.out_of_range",
        )
        for number in body.numbers
        if not number.in_range
    )


def traditional_repair(lines: tuple[Line, ...]) -> Repair:
    """The repair that says the whole page was read in simplified characters."""
    detail = "the page is in traditional characters: its text is kept in simplified ones, one for one"
    return _repair("traditional_characters", detail, lines[0].start, lines[-1].end)


def opening_repair(first: Line) -> Repair:
    """The repair that says a posting begins without its opening sentence, at the line that is its first."""
    detail = "the posting has no opening sentence: what it reports on, and when, may be missing"
    return _repair("no_opening", detail, first.start, first.end)


def _repair(kind: str, detail: str, start: int, end: int) -> Repair:
    return Repair(kind=kind, detail=detail, char_start=start, char_end=end, rule_id=f"page.{kind}")
