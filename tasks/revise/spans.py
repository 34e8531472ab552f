"""Stretches of a kept text."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end]`` of a kept text."""

    start: int
    end: int

    def overlaps(self, other: "Span") -> bool:
        """Whether they share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words."""
        return text[self.start : self.end]


def any_overlap(span: Span | None, others: Iterable[Span]) -> bool:
    """Whether the span shares a character with one of the others; no span shares none."""
    return span is not None and any(span.overlaps(other) for other in others)
