"""Counts that belong together: cases with persons, parts with their whole, and one count stated twice."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from schemas.accountability import DisciplineCount
from schemas.figures import Figure
from tasks.parse.body import Body
from tasks.parse.likeness import matter_grams

_PERSONS = frozenset({"人", "人次"})
_NO_COUNT = frozenset({"rank", "share", "change", "threshold"})
_PART = re.compile(r"其中|\((?:含|其中)")  # 其中批评教育4人、提醒谈话3人 · 处级干部8人(含市纪委处理3人)
_REST = "其余"  # 立案6人,已给予党纪政务处分1人,其余5人正在审查调查中
# What can be the sum of several kinds; 立案1人、谈话提醒2人、函询3人 only happen to add up.
_GENERAL = frozenset({"dealt_with", "problems_found", "four_forms"})
# So many handled alike twice by chance is unlikely; a smaller number must also share the words of its matter.
_TELLING = 10
_MOST_PARTS = 10
_SIGHT, _SIGHT_BEFORE = 80, 120
_RUN = 10
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Count:
    """One number, or cases and persons glued: 65件244人."""

    cases: Figure | None
    persons: Figure | None
    start: int
    end: int

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures it is made of."""
        return tuple(figure for figure in (self.cases, self.persons) if figure is not None)


def countable(figures: Iterable[Figure], case_units: frozenset[str]) -> Iterator[Figure]:
    """The figures that count persons, or cases in the given units."""
    units = case_units | _PERSONS
    return (figure for figure in figures if figure.unit_norm in units and figure.role not in _NO_COUNT)


def counts_in(figures: Sequence[Figure]) -> list[Count]:
    """The counts that countable figures of one clause make, in order; 48起49人 is one."""
    counts: list[Count] = []
    for figure in figures:
        if counts and (both := _joined(counts[-1], figure)):
            counts[-1] = both
        else:
            counts.append(count_of(figure))
    return counts


def count_of(figure: Figure) -> Count:
    """The count of a figure that stands alone."""
    if figure.unit_norm in _PERSONS:
        return Count(None, figure, figure.char_start, figure.char_end)
    return Count(figure, None, figure.char_start, figure.char_end)


def _joined(count: Count, figure: Figure) -> Count | None:
    if count.end != figure.char_start:
        return None
    if figure.unit_norm in _PERSONS:
        return None if count.persons else Count(count.cases, figure, count.start, figure.char_end)
    return None if count.cases else Count(figure, count.persons, count.start, figure.char_end)


def linked(body: Body, rows: Sequence[DisciplineCount], counts: Sequence[Count]) -> tuple[DisciplineCount, ...]:
    """The rows with their wholes and the earlier rows they repeat; ``counts`` are theirs, in the same order."""
    wholes = _by_sentence(body, rows) | _by_heading(rows) | _by_figure(body.text, rows, counts)
    repeats = _repeats(body, rows)
    # What is stated once more is part of the same whole once more.
    wholes = {later: wholes[first] for later, first in repeats.items() if first in wholes} | wholes
    return tuple(
        replace(row, part_of_count_no=wholes.get(row.count_no), repeats_count_no=repeats.get(row.count_no))
        if row.count_no in wholes or row.count_no in repeats
        else row
        for row in rows
    )


def _by_figure(text: str, rows: Sequence[DisciplineCount], counts: Sequence[Count]) -> dict[int, int]:
    row_of = {figure.figure_no: row for row, count in zip(rows, counts, strict=True) for figure in count.figures}
    links = {}
    for row, count in zip(rows, counts, strict=True):
        for figure in count.figures:
            whole = row_of.get(figure.parent_figure_no or 0)
            if whole is not None and whole is not row and _is_split(text, row, whole):
                links[row.count_no] = whole.count_no
    return links


def _is_split(text: str, row: DisciplineCount, whole: DisciplineCount) -> bool:
    # 留置2人,已移送检察机关1人: what became of one of them is a count of its own kind.
    if row.kind == whole.kind or whole.kind in _GENERAL:
        return True
    between = text[min(row.char_end, whole.char_end) : max(row.char_start, whole.char_start)]
    return _REST in between or _PART.search(between) is not None


def _by_sentence(body: Body, rows: Sequence[DisciplineCount]) -> dict[int, int]:
    sentences: dict[int, list[DisciplineCount]] = {}
    for row in rows:
        sentences.setdefault(body.sentence(row.char_start).start, []).append(row)
    links: dict[int, int] = {}
    for start, together in sentences.items():
        if len(together) > 1:
            links |= _by_sum(body.text, together) | _by_mark(body.text, start, together)
    return links


def _by_mark(text: str, start: int, rows: Sequence[DisciplineCount]) -> dict[int, int]:
    links: dict[int, int] = {}
    whole, last = None, None
    at = start
    for row in rows:
        mark = _PART.search(text, at, row.char_start)
        # 约谈2名副局长(其中1名主持工作),…组织处理2人: a bracket's parts end with it.
        if mark is not None and not (mark[0][0] == "(" and ")" in text[mark.end() : row.char_start]):
            whole = last
        if whole is not None and _fits(row, whole):
            links[row.count_no] = whole.count_no
        at, last = row.char_end, row
    return links


def _by_sum(text: str, rows: Sequence[DisciplineCount]) -> dict[int, int]:
    # 已办结65件244人,正在办理22件26人,依规依纪依法处理干部87件270人: parts are told by both of their sums.
    links: dict[int, int] = {}
    for place, whole in enumerate(rows):
        for run in (rows[max(0, place - _MOST_PARTS) : place][::-1], rows[place + 1 : place + 1 + _MOST_PARTS]):
            parts = run[: _summed(run, whole)]
            if parts and (whole.kind in _GENERAL or _REST in text[whole.char_end : parts[-1].char_start]):
                links |= {part.count_no: whole.count_no for part in parts}
    return links


def _summed(run: Sequence[DisciplineCount], whole: DisciplineCount) -> int:
    """How many rows at the head of the run add up to the whole; 0 where none do, or one alone."""
    persons = list(accumulate(row.persons or 0 for row in run))
    cases = list(accumulate(row.cases or 0 for row in run))
    for length in range(2, len(run) + 1):
        both = whole.cases is not None and all(row.cases is not None for row in run[:length])
        if persons[length - 1] == whole.persons and (not both or cases[length - 1] == whole.cases):
            return length
    return 0


def _by_heading(rows: Sequence[DisciplineCount]) -> dict[int, int]:
    # (二)组织处理情况(12人), then 卓文达等2人予以降职降薪: the entries of the list under it.
    links: dict[int, int] = {}
    heading = None
    for row in rows:
        # 诫勉谈话处理情况(27人) heads a part of (三)其他情况(260人).
        if (
            heading is not None
            and f"{row.section_path}.".startswith(f"{heading.section_path}.")
            and _fits(row, heading)
        ):
            links[row.count_no] = heading.count_no
        if row.rule_id == "discipline.heading":
            heading = row
    return links


def _fits(part: DisciplineCount, whole: DisciplineCount) -> bool:
    pairs = [(part.persons, whole.persons), (part.cases, whole.cases)]
    known = [(small, great) for small, great in pairs if small is not None and great is not None]
    return bool(known) and all(small <= great for small, great in known)


def _repeats(body: Body, rows: Sequence[DisciplineCount]) -> dict[int, int]:
    """Rows that state an earlier one's number of the same kind: 399人次 stands three times in one notice.

    A small number must share five characters of the clause's own words: 立案1人 of two matters are two.
    """
    alike: dict[tuple[str, int | None, bool], list[DisciplineCount]] = defaultdict(list)
    for row in rows:
        of_persons = row.persons is not None
        alike[row.kind, row.persons if of_persons else row.cases, of_persons].append(row)
    links: dict[int, int] = {}
    for (_, number, _), group in alike.items():
        # Most numbers stand once: the words around them need no second look.
        if len(group) > 1:
            links |= _of_one_matter(body, group, telling=number is not None and number >= _TELLING)
    return links


def _of_one_matter(body: Body, rows: Sequence[DisciplineCount], *, telling: bool) -> dict[int, int]:
    first: dict[str, DisciplineCount] = {}
    links: dict[int, int] = {}
    for row in rows:
        for words in _matter(body, row, telling=telling):
            earlier = first.setdefault(words, row)
            if earlier is row or row.count_no in links or not _same_period(earlier, row):
                continue
            if body.sentence(earlier.char_start) != body.sentence(row.char_start):
                links[row.count_no] = links.get(earlier.count_no, earlier.count_no)
    return links


def _matter(body: Body, row: DisciplineCount, *, telling: bool) -> Iterator[str]:
    if telling:
        yield ""  # the number alone is enough
        return
    yield from _runs_before(body, row)
    clause = body.clause(row.char_start)
    start, end = max(clause.start, row.char_start - _SIGHT), min(clause.end, row.char_end + _SIGHT)
    yield from matter_grams(body.text[start:end])


def _runs_before(body: Body, row: DisciplineCount) -> Iterator[str]:
    """Every run of ten characters of the sentence before the count: 发现政策制度落实、干部担当…等方面问题10个,立案7人."""
    sentence = body.sentence(row.char_start)
    start = max(sentence.start, row.char_start - _SIGHT_BEFORE)
    for words in _DIGITS.split(body.text[start : row.char_start]):
        for at in range(len(words) - _RUN + 1):
            yield words[at : at + _RUN]


def _same_period(first: DisciplineCount, second: DisciplineCount) -> bool:
    one, other = (first.period_start, first.period_end), (second.period_start, second.period_end)
    return None in (*one, *other) or one == other
