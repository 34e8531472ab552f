"""A notice as its editor has it: lines that can be struck, moved and put in, and are numbered anew afterwards."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PART = re.compile(r"^[一二三四五六]、")
SECTION = re.compile(r"^\([一二三四五六七八九十]+\)")
ITEM = re.compile(r"^\d{1,3}\.")
MEASURE = re.compile(r"^\(\d{1,3}\)")
_NUMERALS = "零一二三四五六七八九十"
_NUMBER = {"section": SECTION, "item": ITEM, "measure": MEASURE}


@dataclass(slots=True, eq=False)
class Line:
    """One paragraph. ``level``: part, section, item, measure or text."""

    words: str
    level: str
    part: int

    @property
    def mark(self) -> str:
        """Its printed number."""
        pattern = PART if self.level == "part" else _NUMBER.get(self.level)
        found = pattern.match(self.words) if pattern else None
        return found[0] if found else ""

    @property
    def bare(self) -> str:
        """Its words without the number."""
        return self.words[len(self.mark) :]


@dataclass(slots=True)
class Draft:
    """The lines of a notice. Only part 二 holds items and measures that are numbered anew."""

    lines: list[Line]
    restarts: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> "Draft":
        """Cut a text."""
        part, lines = 0, []
        for words in text.split("\n"):
            part += bool(PART.match(words))
            lines.append(Line(words, _level(words, part), part))
        draft = cls(lines)
        draft.restarts = {level: draft._restarts(level) for level in ("item", "measure")}
        return draft

    @property
    def text(self) -> str:
        """The text as it stands."""
        return "\n".join(line.words for line in self.lines)

    def all(self, level: str) -> list[Line]:
        """Lines of a level, those of part 二."""
        return [line for line in self.lines if line.level == level and line.part == 2]

    def block(self, head: Line) -> list[Line]:
        """A heading, item or measure with what stands under it."""
        order = ("part", "section", "item", "measure")
        ends = order[: order.index(head.level) + 1]
        place = self.lines.index(head)
        stop = next((at for at in range(place + 1, len(self.lines)) if self.lines[at].level in ends), len(self.lines))
        return self.lines[place:stop]

    def drop(self, block: list[Line]) -> None:
        """Strike lines."""
        self.lines = [line for line in self.lines if not any(line is one for one in block)]

    def put(self, block: list[Line], before: Line) -> None:
        """Put lines in."""
        place = next(at for at, line in enumerate(self.lines) if line is before)
        self.lines[place:place] = block

    def renumber(self) -> None:
        """Number sections, items and measures of part 二 anew, as the notice does it."""
        counts = {"section": 0, "item": 0, "measure": 0}
        for line in self.lines:
            for level in ("item", "measure"):
                if line.part == 2 and line.level in self.restarts[level]:
                    counts[level] = 0
            if line.part != 2 or line.level not in counts or (line.level != "section" and not line.mark):
                continue
            counts[line.level] += 1
            line.words = mark_of(line.level, counts[line.level]) + line.bare

    def _restarts(self, level: str) -> frozenset[str]:
        """At which headings numbers of the level begin anew."""
        above, previous = "part", False
        found = set()
        for line in self.lines:
            if line.part != 2:
                continue
            if line.level in {"section", "item"} and line.level != level:
                above = line.level
            elif line.level == level:
                if previous and int(re.sub(r"\D", "", line.mark)) == 1:
                    found.add(above)
                previous = True
        return frozenset(found)


def mark_of(level: str, number: int) -> str:
    """A printed number."""
    if level == "section":
        return f"({_NUMERALS[number]})"
    return f"{number}." if level == "item" else f"({number})"


def _level(words: str, part: int) -> str:
    if PART.match(words):
        return "part"
    if part == 2:
        for level, pattern in _NUMBER.items():
            if pattern.match(words) and (level != "section" or len(words) < 90):
                return level
    return "text"


def body(draft: Draft) -> Iterator[Line]:
    """The paragraphs between the opening and the closing."""
    stop = next((at for at, line in enumerate(draft.lines) if line.words.startswith("欢迎广大")), len(draft.lines))
    yield from draft.lines[1:stop]
