"""What the notice itself says of completion. Mixed evidence is the rule: it is ``partly``, never one label by keyword."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_CUES = Path(__file__).with_name("status_cues.tsv")
_CLAUSE_END = re.compile(r"[,。;]")
# In 「9笔尚未清欠款项共计805.17万元已全部清欠到位」 the end of the clause settles what its beginning leaves open.
_SETTLED = re.compile(r"已全部|均已|已经?全部|全部(?:办结|完成)")
_OPEN = frozenset({"ongoing", "planned", "not_done"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A status and the span of the words that decide it; no span where nothing is said."""

    status: str
    start: int | None
    end: int | None


@cache
def _grammar() -> tuple[re.Pattern[str], tuple[str, ...]]:
    rows = [
        row.split("\t") for row in _CUES.read_text(encoding="utf-8").splitlines() if row and not row.startswith("#")
    ]
    pattern = "|".join(f"({row[1]})" for row in rows)
    return re.compile(pattern), tuple(row[0] for row in rows)


def status_of(text: str, start: int, end: int) -> Evidence:
    """The status of ``text[start:end]``.

    Source: the status words counted in five notices, kept with an example each in ``status_cues.tsv``.
    """
    pattern, classes = _grammar()
    found = [
        (classes[(match.lastindex or 1) - 1], match.start(), match.end())
        for match in pattern.finditer(text, start, end)
    ]
    found = [cue for cue in found if cue[0] not in _OPEN or not _settled_later(text, cue[2], end)]
    kinds = {cue[0] for cue in found}
    if not kinds:
        return Evidence("unstated", None, None)
    first, last = found[0], found[-1]
    if "done" in kinds and kinds & _OPEN:
        return Evidence("partly", first[1], last[2])
    for status in ("done", "ongoing", "not_done", "planned", "nothing_found"):
        if status in kinds:
            cue = next(cue for cue in found if cue[0] == status)
            return Evidence(status, cue[1], cue[2])
    return Evidence("unstated", None, None)


def _settled_later(text: str, position: int, end: int) -> bool:
    stop = _CLAUSE_END.search(text, position, end)
    return _SETTLED.search(text, position, stop.start() if stop else end) is not None
