"""What walls and missing pages say of themselves: one phrase a line of a data file, with an example."""

from dataclasses import dataclass
from importlib.resources import files

from tasks.text import squeezed


@dataclass(frozen=True, slots=True)
class Phrase:
    """A term, folded, without white space, in lower case; and an example of a page that says it."""

    term: str
    example: str


def phrases(name: str) -> tuple[Phrase, ...]:
    """The rows of one of this package's phrase files, in order."""
    lines = files("tasks.fetch").joinpath(f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(Phrase(squeezed(term).lower(), example) for term, example in rows)


WALL_PHRASES = phrases("wall_phrases")
SOFT_NOT_FOUND_PHRASES = phrases("soft_not_found_phrases")


def said(known: tuple[Phrase, ...], text: str) -> str | None:
    """The first phrase that a text, without white space, says; null where it says none."""
    lower = text.lower()
    return next((phrase.term for phrase in known if phrase.term in lower), None)
