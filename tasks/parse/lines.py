"""The kept text as lines with their places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One block of the page; ``text[start:end]`` of the kept text."""

    text: str
    start: int
    end: int


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a kept text, in order."""
    lines = []
    start = 0
    for part in text.split("\n"):
        lines.append(Line(part, start, start + len(part)))
        start += len(part) + 1
    return tuple(line for line in lines if line.text)
