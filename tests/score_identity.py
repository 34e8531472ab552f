"""How well notices are told apart and their changes told, on labelled cases made by a seed.

Run from the repository: ``.venv/bin/python tests/score_identity.py``. Thresholds were frozen on one seed of the generator
(``tests/cases``); scores are of another. ``--seed N`` takes any other; ``--misses`` prints what was got wrong.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
TESTS = REPOSITORY / "tests"
sys.path[:0] = [str(REPOSITORY), *(str(TESTS / part) for part in ("", "identify", "record", "revise"))]

from cases import REPORTED_ON  # noqa: E402
from cases.corpus import Labelled, corpus, runs_of  # noqa: E402
from cases.making import revisions  # noqa: E402
from cases.revisions import Case, Event  # noqa: E402
from cases.skins import encodings, older_rules, templates  # noqa: E402
from cases.texts import text_of  # noqa: E402
from identify_notices import page, stored  # noqa: E402
from record_pages import Archived, known, page_of, steps  # noqa: E402

from schemas.history import Difference  # noqa: E402
from schemas.values import NoticePage  # noqa: E402
from tasks.extract import read  # noqa: E402
from tasks.identify import KnownNotices, identify  # noqa: E402
from tasks.revise import compare  # noqa: E402


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, how many were told, how many there are."""

    right: int
    told: int
    there: int

    @property
    def precision(self) -> float:
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.there if self.there else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.told + self.there) if self.told + self.there else 1.0


@dataclass(slots=True)
class Events:
    """Right, missed and false events by kind, and the cases they were in."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def score(self, kinds: Iterable[str] | None = None) -> Score:
        """Of some kinds; of all where none is named."""
        chosen = set(kinds) if kinds is not None else {*self.right, *self.missed, *self.false}
        right = sum(self.right[kind] for kind in chosen)
        return Score(
            right,
            right + sum(self.false[kind] for kind in chosen),
            right + sum(self.missed[kind] for kind in chosen),
        )


def clusters(texts: Sequence[Labelled], pages: Sequence[NoticePage], runs: int) -> Score:
    """Pairs of copies of one notice: told as such, and being such. ``runs``: how many runs bring the texts."""
    ids: dict[str, str] = {}
    known_notices = KnownNotices.none()
    for some in runs_of(pages, runs):
        assigned = identify(some, known_notices)
        known_notices = stored(assigned, known_notices)
        ids |= {one.page.page.url: one.notice_id for one in assigned}
    told = [known_notices.log.home(ids[one.url]) for one in texts]
    both = Counter(zip(told, (one.notice for one in texts), strict=True))
    return Score(_pairs(both), _pairs(Counter(told)), _pairs(Counter(one.notice for one in texts)))


def _pairs(groups: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in groups.values())


def events(cases: Iterable[Case]) -> Events:
    """Compare each case, and hold what is told against what was done."""
    found = Events()
    for case in cases:
        left = list(compare(_parsed(case.before), _parsed(case.after)))
        for event in case.events:
            told = next((one for one in left if fits(event, one)), None)
            if told is None:
                found.missed[event.kind] += 1
                found.misses.append(f"{case.name}: missed {event}")
            else:
                left.remove(told)
                found.right[event.kind] += 1
        for one in left:
            found.false[one.kind] += 1
            found.misses.append(f"{case.name}: false {one.kind} {one.before!r} {one.after!r}"[:300])
    return found


def _parsed(text: str) -> object:
    return page(text, "https://a.example/1.htm").parsed


def fits(event: Event, told: Difference) -> bool:
    """Whether an event is the one: its kind, and its words on both sides."""
    sides = ((event.before, told.before), (event.after, told.after))
    return event.kind == told.kind and all(_fits(wanted, words, exact=event.exact) for wanted, words in sides)


def _fits(wanted: str | None, words: str | None, *, exact: bool) -> bool:
    if wanted is None:
        return True
    if words is None:
        return False
    return wanted == words if exact else wanted in words or words in wanted


def silent(seed: int) -> Counter[tuple[str, str]]:
    """Events of the public, and revisions, by what was done to the page: template, encoding, parser."""
    found: Counter[tuple[str, str]] = Counter()
    for case in (*templates(seed), *encodings(seed)):
        before, after = (page_of(read(body, "http://own.example/b")) for body in (case.before, case.after))
        _count(found, case.way, steps(known(before), after, archive=Archived(behind=before)))
    for name, older in older_rules(seed):
        now = page(text_of(name), "http://own.example/b")
        kept = page(older, "http://own.example/b")
        now, kept = page_of(now.page), page_of(kept.page)
        # The store holds what older rules kept; the archive, and the site, the same bytes as ever.
        _count(found, "parser", steps(known(kept), replace(now), archive=Archived(behind=now)))
    return found


def _count(found: Counter[tuple[str, str]], way: str, recorded: Sequence[object]) -> None:
    found[way, "cases"] += 1
    for one in recorded:
        found[way, "public events"] += len(one.differences)  # type: ignore[attr-defined]
        found[way, f"revision: {one.cause or 'none'}"] += 1  # type: ignore[attr-defined]


def main(arguments: list[str]) -> None:
    """Print every score."""
    seed = int(arguments[arguments.index("--seed") + 1]) if "--seed" in arguments else REPORTED_ON
    texts = corpus(seed, copies=6)
    print(f"seed {seed}: {len(texts)} texts of {len({one.notice for one in texts})} notices")
    pages = [page(one.text, one.url) for one in texts]
    for runs in (1, 6):
        one = clusters(texts, pages, runs)
        print(
            f"near-duplicate clusters, {runs} run{'s' if runs > 1 else ' '}: precision {one.precision:.4f}  recall {one.recall:.4f}"
        )
    made = list(revisions(seed))
    found = events(made)
    print(f"\n{len(made)} revisions\n{'typed events':22}{'there':>7}{'precision':>11}{'recall':>9}{'F1':>8}")
    for kind in sorted({*found.right, *found.missed, *found.false}):
        one = found.score([kind])
        print(f"{kind:22}{one.there:7}{one.precision:11.3f}{one.recall:9.3f}{one.f1:8.3f}")
    one = found.score()
    print(f"{'all':22}{one.there:7}{one.precision:11.3f}{one.recall:9.3f}{one.f1:8.3f}\n")
    for (way, what), count in sorted(silent(seed).items()):
        print(f"{way:10}{what:30}{count:5}")
    if "--misses" in arguments:
        print(*found.misses, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
