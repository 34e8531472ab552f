"""Cases of revisions: each edit by itself in every notice that has room for it, and several in one revision."""

import random
from collections.abc import Iterator, Sequence

from cases.draft import Draft, Line
from cases.revisions import EDITS, CannotEdit, Case, Desk, Event
from cases.texts import ORIGINS, text_of

# 台江's notice takes as long to read as the other four together.
_LONG = "taijiang"
# Edits that shift the numbers of all that follows are made alone: what else was renumbered could not be told.
_ALONE = frozenset({"section_renumbered", "item_renumbered", "measure_renumbered"})


# Edits of words, made in every section and part there is.
_EVERYWHERE = ("figure", "date", "item_reworded", "measure_reworded", "paragraph_reworded")


def revisions(seed: int, *, rounds: int = 4, mixed: int = 40) -> Iterator[Case]:
    """``rounds`` times each edit in each notice, edits of words in each section, ``mixed`` revisions of two to six edits."""
    rng = random.Random(seed)
    for number in range(rounds):
        for origin in ORIGINS:
            if origin.name == _LONG and number % 2:
                continue
            for edit in EDITS:
                case = _case(origin.name, [edit], rng)
                if case is not None:
                    yield case
    for origin in ORIGINS:
        for heading in range(len(_headings(Draft.of(text_of(origin.name))))):
            for edit in _EVERYWHERE:
                case = _case(origin.name, [edit], rng, heading=heading)
                if case is not None:
                    yield case
    together = [edit for edit in EDITS if edit not in _ALONE]
    for _ in range(mixed):
        case = _case(rng.choice(ORIGINS).name, rng.sample(together, rng.randrange(2, 7)), rng)
        if case is not None:
            yield case


def _headings(draft: Draft) -> list[Line]:
    return [line for line in draft.lines if line.level == "section" or (line.level == "part" and line.part != 2)]


def _case(name: str, edits: Sequence[str], rng: random.Random, *, heading: int | None = None) -> Case | None:
    text = text_of(name)
    desk = Desk(name, Draft.of(text), Draft.of(text), rng, set())
    if heading is not None:
        desk.within = frozenset(map(id, desk.now.block(_headings(desk.now)[heading])))
    events: list[Event] = []
    for edit in edits:
        try:
            events += EDITS[edit](desk)
        except CannotEdit:
            continue
    if not events:
        return None
    if not _ALONE & set(edits):
        desk.now.renumber()
    return Case(f"{name}: {', '.join(edits)}", desk.was.text, desk.now.text, tuple(events))
