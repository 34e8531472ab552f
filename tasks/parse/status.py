"""What the notice itself says of completion. Mixed evidence is the rule: it is ``partly``, never one label by keyword."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from tasks.parse.vocabulary import vocabulary

# No cue begins with another character: looked at first, it spares nine places of ten the whole list.
_FIRST = "未暂无剩其正加有持稳序积尚仍分阶计按拟预力将下均已全完整销清"
_CLAUSE_END = re.compile(r"[,。;]")
# In 「9笔尚未清欠款项共计805.17万元已全部清欠到位」 the end of the clause settles what its beginning leaves open.
_SETTLED = re.compile(r"已全部|均已|已经?全部|全部(?:办结|完成)")
_OPEN = frozenset({"ongoing", "planned", "not_done"})


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
    pattern = "|".join(f"({row[1]})" for row in rows)
    return re.compile(f"(?=[{_FIRST}])(?:{pattern})"), tuple(row[0] for row in rows)


def cues_of(text: str) -> list[Cue]:
    """Every cue of the text, in order. What a clause leaves open and then settles is no cue.

    Source: the status words counted in five notices, kept with an example each in ``status_cues.tsv``.
    """
    pattern, kinds = _grammar()
    found = (Cue(kinds[(match.lastindex or 1) - 1], match.start(), match.end()) for match in pattern.finditer(text))
    return [cue for cue in found if cue.kind not in _OPEN or not _settled_later(text, cue.end)]


def status_of(cues: list[Cue], start: int, end: int) -> Evidence:
    """The status that the cues between two places of the text give."""
    first = bisect_left(cues, start, key=_start)
    found = [cue for cue in cues[first : bisect_left(cues, end, key=_start)] if cue.end <= end]
    kinds = {cue.kind for cue in found}
    if "done" in kinds and kinds & _OPEN:
        done = next(cue for cue in found if cue.kind == "done")
        rest = next(cue for cue in found if cue.kind in _OPEN)
        return Evidence("partly", done.start, done.end, rest.start, rest.end)
    for status in ("done", "ongoing", "not_done", "planned", "nothing_found"):
        if status in kinds:
            cue = next(cue for cue in found if cue.kind == status)
            return Evidence(status, cue.start, cue.end)
    return Evidence("unstated")


def _start(cue: Cue) -> int:
    return cue.start


def _settled_later(text: str, position: int) -> bool:
    stop = _CLAUSE_END.search(text, position)
    return _SETTLED.search(text, position, stop.start() if stop else len(text)) is not None
