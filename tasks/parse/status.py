"""What the notice itself says of completion. Mixed evidence is the rule: it is ``partly``, never one label by keyword."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from schemas.quick import quick
from tasks.parse.vocabulary import vocabulary

# What a clause only plans is not done in it; a timetable goes on to the end of its sentence: 「将于2021年9月…下闸蓄水,
# 2021年年底前通水长乐区,2022年上半年通水福清、平潭,完成补水线建设」.
_PLANNED = r"[^,。;\n]{0,40}(?:(?:,\d{4}年[^,。;\n]{0,40}){1,3}[^。;\n]{0,40})?"
_OPEN = ("ongoing", "not_done", "planned")
# Which words decide where no half of the matter is open: 「完成帮扶转化…未发现传教风险」 is done.
_ORDER = ("done", "nothing_found", *_OPEN)


@quick
@dataclass(frozen=True, slots=True)
class Evidence:
    """A status and the span of the words that decide it; no span where nothing is said.

    Of ``partly`` the span is of what is done, and ``rest`` of what is still open.
    """

    status: str
    start: int | None = None
    end: int | None = None
    rest_start: int | None = None
    rest_end: int | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that say how far something has come, and where they stand."""

    kind: str
    start: int
    end: int


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = vocabulary("status_cues")
    # The empty group behind a rule tells which one it was, and where its words end. A group around it would hide the
    # literal it begins with, and with it the quick look that passes over nine places of ten.
    rules = (f"{row[1]}(){_PLANNED if row[0] == 'planned' else ''}" for row in rows)
    return re.compile("|".join(rules)), tuple(row[0] for row in rows)


def cues_of(text: str) -> list[Cue]:
    """Every cue of the text, in order: none inside “”, 《》 or a hope (确保…), none that only names things (已整治的小区).

    Source: the status words counted in five notices, kept with an example each in ``status_cues.tsv``.
    """
    pattern, kinds = _grammar()
    cues = []
    for match in pattern.finditer(text):
        rule = match.lastindex or 1
        if kinds[rule - 1] != "none":
            cues.append(Cue(kinds[rule - 1], match.start(), match.end(rule)))
    return cues


def status_of(cues: list[Cue], spans: Iterable[tuple[int, int]]) -> Evidence:
    """The status that the cues inside the spans of the text give together. Shape: spans in reading order."""
    found = [cue for start, end in spans for cue in _between(cues, start, end)]
    first = {cue.kind: cue for cue in reversed(found)}
    done = first.get("done")
    still_open = [cue for cue in found if cue.kind in _OPEN]
    if done and still_open:
        # 「已完成项目162项,剩余13个项目…」: what is left of a matter is said behind what is done of it.
        rest = next((cue for cue in still_open if cue.start > done.start), still_open[0])
        return Evidence("partly", done.start, done.end, rest.start, rest.end)
    for kind in _ORDER:
        if kind in first:
            return Evidence(kind, first[kind].start, first[kind].end)
    return Evidence("unstated")


def _between(cues: list[Cue], start: int, end: int) -> list[Cue]:
    first = bisect_left(cues, start, key=_start)
    return [cue for cue in cues[first : bisect_left(cues, end, lo=first, key=_start)] if cue.end <= end]


def _start(cue: Cue) -> int:
    return cue.start
