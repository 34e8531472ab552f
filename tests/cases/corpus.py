"""A labelled corpus: many notices, several copies of each, and what each text is."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cases.relatives import next_round, own_inspection, sibling, stranger
from cases.reposts import REPOSTS
from cases.texts import ORIGINS, text_of

# 台江's notice is seven times as long as the others': one family of it says all it has to say.
_LONG = "taijiang"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text, the notice it is a copy of, how it was made, and its address."""

    text: str
    notice: str
    made: str
    url: str


def corpus(seed: int, *, copies: int = 4, siblings: int = 4) -> list[Labelled]:
    """Texts with their notices, in an order of the seed's."""
    rng = random.Random(seed)
    texts = [
        Labelled(REPOSTS[made](words, rng), notice, made, f"https://{made}.example/{number}/{copy}.htm")
        for number, (notice, words) in enumerate(_originals(rng, siblings))
        for copy, made in enumerate(_ways(rng, copies))
    ]
    rng.shuffle(texts)
    return texts


def _ways(rng: random.Random, copies: int) -> list[str]:
    return ["same", *rng.sample([name for name in REPOSTS if name != "same"], copies - 1)]


def _originals(rng: random.Random, siblings: int) -> Iterator[tuple[str, str]]:
    for origin in ORIGINS:
        yield origin.name, text_of(origin.name)
        few = 1 if origin.name == _LONG else siblings
        for neighbour in origin.neighbours[:few]:
            yield f"{origin.name} sibling {neighbour}", sibling(origin, neighbour, rng)
        for share in (0.3, 0.8) if origin.name == _LONG else (0.3, 0.45, 0.6, 0.8):
            yield f"{origin.name} next {share}", next_round(origin, share, rng)
        share = rng.uniform(0.3, 0.8)
        yield f"{origin.name} own {share:.2f}", own_inspection(origin, share, rng)
        if origin.name != _LONG:
            yield f"{origin.name} stranger", stranger(origin, origin.neighbours[-1], rng)


def runs_of(texts: Sequence[Labelled], count: int) -> list[Sequence[Labelled]]:
    """The corpus as so many runs, in order."""
    size = -(-len(texts) // count)
    return [texts[start : start + size] for start in range(0, len(texts), size)]
