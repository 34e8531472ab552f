"""Near-duplicates: documents a second, peak memory and how well, beside datasketch and rensa on the same documents; and
what a run of 50 new notices costs on stores of each size.

Run from the repository: ``make bench``, or ``.venv/bin/python tests/bench/bench_identify.py --documents 1000 10000``. The
documents are made by a seed from the five notices: half of what they say is said by many, as in real ones; each stands in
one to four copies, cut, misspelt or in other widths. Each method runs in a process of its own, on text alone: that keys
keep rounds and siblings apart is scored in ``tests/score_identity.py``. Trust the ratios, not the figures.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from notices import NAMES, SAMPLE  # noqa: E402

from tasks.identify import IdentityLog, Index, KnownNotices, sketch  # noqa: E402
from tasks.identify.cluster import cluster  # noqa: E402
from tasks.identify.edge import TEXT, edges  # noqa: E402
from tasks.identify.key import NoticeKey  # noqa: E402
from tasks.identify.overlap import candidates  # noqa: E402
from tasks.identify.segment import Entry  # noqa: E402
from tasks.identify.vertex import Vertex  # noqa: E402
from tasks.text import kept_text  # noqa: E402

SEED = 7
SIZES = (1_000, 10_000, 100_000)
NEW = 50
# Of the others: what their own guides start from, and a threshold for them: at 0.5 both find fewer of the cut copies.
PERMUTATIONS, THRESHOLD, GRAM = 128, 0.3, 8
_UNITS = ["万元", "个", "项", "件", "人", "次", "场", "家", "起", "户", "亩"]
_SLICE = 12  # of 8-grams of a slice this long, five are the notices' own and seven stand nowhere else

Groups = list[int]


@dataclass(frozen=True, slots=True)
class Document:
    """A text and the number of the notice it is a copy of."""

    notice: int
    text: str


def documents(count: int, characters: int) -> Iterator[Document]:
    """So many documents, the same ones for every method."""
    words = "".join(kept_text((SAMPLE / "notices" / f"{name}.txt").read_text("utf-8")) for name in NAMES)
    source = np.array(list(words.replace("\n", "")))
    rng = np.random.default_rng(SEED)
    made = notice = 0
    while made < count:
        text = _notice(source, characters, rng)
        for copy in range(min(int(rng.integers(1, 5)), count - made)):
            yield Document(notice, text if copy == 0 else _copy(text, source, rng))
            made += 1
        notice += 1


def _notice(source: np.ndarray, characters: int, rng: np.random.Generator) -> str:
    starts = rng.integers(0, source.size - _SLICE, characters // _SLICE)
    body = source[(starts[:, None] + np.arange(_SLICE)).ravel()]
    parts = ["".join(body[at : at + 60]) for at in range(0, body.size, 60)]
    counts = rng.integers(2, 9000, len(parts))
    return "".join(f"{part}{count}{_UNITS[count % len(_UNITS)]}。" for part, count in zip(parts, counts, strict=True))


def _copy(text: str, source: np.ndarray, rng: np.random.Generator) -> str:
    way = rng.integers(0, 4)
    if way == 0:
        return text[: int(len(text) * rng.uniform(0.6, 0.95))]
    if way == 1:
        return text[int(len(text) * rng.uniform(0.05, 0.4)) :]
    if way == 2:
        return "\u3000\u3000" + text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789,:;()%"})
    letters = np.array(list(text))
    places = rng.integers(0, letters.size, letters.size // 200)
    letters[places] = source[rng.integers(0, source.size, places.size)]
    return "".join(letters)


def ours(texts: Iterator[str]) -> Groups:
    """The way of ``tasks.identify``, without keys."""
    new = [
        Vertex(NoticeKey(), sketch(text), body_sha256=str(number), length=len(text))
        for number, text in enumerate(texts)
    ]
    pairs = candidates([one.sketch for one in new], KnownNotices.none(), least=TEXT)
    grouping = cluster(new, edges(new, list(pairs), (), {}), IdentityLog())
    return _numbered(grouping.groups, len(new))


def with_datasketch(texts: Iterator[str]) -> Groups:
    """MinHash and its LSH."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    held: list[object] = []
    near = []
    for number, text in enumerate(texts):
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([gram.encode() for gram in _grams(text)])
        near += [(number, other) for other in index.query(made) if made.jaccard(held[other]) >= THRESHOLD]
        index.insert(number, made)
        held.append(made)
    return _joined(near, len(held))


def with_rensa(texts: Iterator[str]) -> Groups:
    """Its R-MinHash and LSH."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=32)
    held: list[object] = []
    near = []
    for number, text in enumerate(texts):
        made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        made.update(list(_grams(text)))
        near += [(number, other) for other in index.query(made) if made.jaccard(held[other]) >= THRESHOLD]
        index.insert(number, made)
        held.append(made)
    return _joined(near, len(held))


METHODS: dict[str, Callable[[Iterator[str]], Groups]] = {
    "tongbao": ours,
    "datasketch": with_datasketch,
    "rensa": with_rensa,
}


def _grams(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[at : at + GRAM] for at in range(len(plain) - GRAM + 1)}


def _numbered(groups: Sequence[Sequence[int]], count: int) -> Groups:
    labels = [0] * count
    for number, group in enumerate(groups):
        for place in group:
            labels[place] = number
    return labels


def _joined(pairs: Sequence[tuple[int, int]], count: int) -> Groups:
    parent = list(range(count))
    for one, other in pairs:
        parent[_root(parent, one)] = _root(parent, other)
    return [_root(parent, number) for number in range(count)]


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def measure(method: str, count: int, characters: int) -> dict[str, float]:
    """One method on so many documents, in this process. Making the documents is not counted; time is of the processor."""
    made = list(documents(count, characters))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    labels = METHODS[method](document.text for document in made)
    took = time.process_time() - start
    there = _pairs(Counter(document.notice for document in made))
    told = _pairs(Counter(labels))
    both = _pairs(Counter(zip(labels, (document.notice for document in made), strict=True)))
    return {
        "seconds": took,
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
        "precision": both / told if told else 1.0,
        "recall": both / there if there else 1.0,
    }


def _pairs(groups: Counter[object]) -> int:
    return sum(size * (size - 1) // 2 for size in groups.values())


def run_on_store(count: int, characters: int) -> dict[str, float]:
    """What 50 new texts cost against an index on disk of so many notices."""
    made = documents(count + NEW, characters)
    with tempfile.TemporaryDirectory() as folder:
        index = Index.open(Path(folder) / "index", "bench", 0)
        batch = [
            Entry(notice_id=f"n{number}", revision=1, body_sha256=str(number), sketch=sketch(document.text))
            for number, document in zip(range(count), made, strict=False)
        ]
        index.add(batch, 1)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        fresh = [sketch(document.text) for document in made]
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        goes = []
        for _ in range(5):
            start = time.process_time()
            known = KnownNotices(Index.open(Path(folder) / "index", "bench", 1), IdentityLog())
            list(candidates(fresh, known, least=TEXT))
            goes.append(time.process_time() - start)
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"milliseconds": min(goes) * 1000, "megabytes": peak, "index_megabytes": size / 2**20}


def _child(*arguments: object) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def main() -> None:
    """Print both tables, or be one of the processes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, nargs="+", default=SIZES)
    parser.add_argument("--characters", type=int, default=2_500)
    parser.add_argument("--child", nargs=3)
    given = parser.parse_args()
    if given.child:
        what, count, characters = given.child[0], int(given.child[1]), int(given.child[2])
        found = run_on_store(count, characters) if what == "store" else measure(what, count, characters)
        print(json.dumps(found))
        return
    print(f"documents of {given.characters:,} characters; memory above that of the documents themselves")
    print(f"{'documents':>10}  {'method':12}{'docs/s':>9}{'ratio':>8}{'MB':>8}{'precision':>11}{'recall':>9}{'F1':>8}")
    for count in given.documents:
        own: float | None = None
        for method in METHODS:
            found = _child(method, count, given.characters)
            speed = count / found["seconds"]
            own = own or speed
            precision, recall = found["precision"], found["recall"]
            f1 = 2 * precision * recall / (precision + recall)
            print(
                f"{count:10,}  {method:12}{speed:9,.0f}{speed / own:8.2f}{found['megabytes']:8,.0f}"
                f"{precision:11.4f}{recall:9.4f}{f1:8.4f}",
                flush=True,
            )
    print(
        f"\n{NEW} new texts against a store; the index opened anew\n{'stored':>10}{'ms':>9}{'ratio':>8}{'MB':>8}{'index MB':>10}"
    )
    first: float | None = None
    for count in given.documents:
        found = _child("store", count, given.characters)
        first = first or found["milliseconds"]
        print(
            f"{count:10,}{found['milliseconds']:9.1f}{found['milliseconds'] / first:8.2f}{found['megabytes']:8,.0f}"
            f"{found['index_megabytes']:10,.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
