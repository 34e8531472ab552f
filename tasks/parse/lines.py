"""The kept text as lines with their places and numbers."""

from dataclasses import dataclass
from functools import lru_cache

from schemas.quick import quick
from tasks.parse.marks import Mark, mark_of


@quick
@dataclass(frozen=True, slots=True)
class Line:
    """One block of the page; ``text[start:end]`` of the kept text. ``mark`` is the number it opens with, if any."""

    text: str
    start: int
    end: int
    mark: Mark | None

    def opens(self, kind: str) -> bool:
        """Whether the line opens with a number of that kind."""
        return self.mark is not None and self.mark.kind == kind


# A page is asked what kind it is, and then read: the lines are the same.
@lru_cache(maxsize=2)
def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a kept text, in order."""
    lines = []
    start = 0
    for part in text.split("\n"):
        end = start + len(part)
        if part:
            lines.append(Line(part, start, end, mark_of(part)))
        start = end + 1
    return tuple(lines)
