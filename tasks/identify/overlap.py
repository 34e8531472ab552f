"""Pairs of texts that share enough: an inverted index of rare hashes, asked by what is new."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from tasks.identify.known import KnownNotices
from tasks.identify.sketch import Hashes, Sketch, shared

# A hash in more texts than this is a formula of all such notices: 0.8 % of the hashes held 51 % of the rows.
COMMON = 100
# Texts that share fewer sampled grams (about 500 characters) say nothing of each other.
FEWEST_GRAMS = 8
# New texts asked of the index at once: bounds the join's memory on a first run over a whole archive.
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts share, 0 to 1: of the smaller's grams and figures, and of the larger's. Null: no figures.

    ``count``: hashes shared, of both kinds.
    """

    grams: float
    figures: float | None
    of_larger: float
    figures_of_larger: float | None
    count: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that share grams: a new one by position, and a later new one by position or a known notice by id."""

    new: int
    other: int | str
    shared: Overlap


def overlap(left: Sketch, right: Sketch) -> Overlap:
    """Compare two sketches."""
    grams = shared(left.grams, right.grams)
    figures = shared(left.figures, right.figures)
    small, large = sorted((left.grams.size, right.grams.size))
    few, many = sorted((left.figures.size, right.figures.size))
    return Overlap(
        grams=grams / small if small else 0.0,
        figures=figures / few if few else None,
        of_larger=grams / large if large else 0.0,
        figures_of_larger=figures / many if many else None,
        count=grams + figures,
    )


def candidates(new: Sequence[Sketch], known: KnownNotices) -> Iterator[Pair]:
    """Pairs of new texts, and of new texts and known notices, with what they share of their rare hashes.

    Costs by what is new: one scan of the stored hashes, then only rows that match.
    """
    rows = _rows(new)
    if rows.is_empty():
        return
    matched = known.hashed(rows["hash"])
    common = _common(rows, matched)
    rare = rows.join(common, on="hash", how="anti")
    held = matched.join(common, on="hash", how="anti")
    ours = [_without(text, common["hash"].sort().to_numpy()) for text in new]
    for start in range(0, len(new), _BATCH):
        batch = rare.filter(pl.col("text").is_between(start, start + _BATCH - 1), pl.col("kind") == "gram")
        for left, right in _sharing(batch, rare, "text").filter(pl.col("text") < pl.col("text_right")).iter_rows():
            yield Pair(left, right, overlap(ours[left], ours[right]))
        pairs = list(_sharing(batch, held, "notice_id").iter_rows())
        theirs = _rare_sketches({notice_id for _, notice_id in pairs}, known, rows)
        for left, notice_id in pairs:
            yield Pair(left, notice_id, overlap(ours[left], theirs[notice_id]))


def _rows(texts: Sequence[Sketch]) -> pl.DataFrame:
    parts = [
        pl.DataFrame({"hash": hashes}, schema={"hash": pl.Int64}).select(
            pl.lit(position, pl.Int64).alias("text"), pl.lit(kind).alias("kind"), "hash"
        )
        for position, text in enumerate(texts)
        for kind, hashes in (("gram", text.grams), ("figure", text.figures))
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema={"text": pl.Int64, "kind": pl.String, "hash": pl.Int64})


def _common(*parts: pl.DataFrame) -> pl.DataFrame:
    """Hashes that stand in too many texts."""
    every = pl.concat([part.select("hash") for part in parts])
    return every.group_by("hash").len().filter(pl.col("len") > COMMON).select("hash")


def _sharing(batch: pl.DataFrame, others: pl.DataFrame, name: str) -> pl.DataFrame:
    """Pairs (text, other) that share enough grams, in order."""
    right = f"{name}_right" if name == "text" else name
    pairs = batch.join(others.filter(pl.col("kind") == "gram"), on="hash").group_by("text", right).len()
    return pairs.filter(pl.col("len") >= FEWEST_GRAMS).select("text", right).sort("text", right)


def _rare_sketches(ids: set[str], known: KnownNotices, rows: pl.DataFrame) -> Mapping[str, Sketch]:
    """Sketches of notices without the hashes that stand in too many texts."""
    prints = known.prints(ids)
    common = _common(rows, known.hashed(prints["hash"]))["hash"].sort().to_numpy()
    return {notice_id: _without(text, common) for notice_id, text in known.sketches(ids).items()}


def _without(text: Sketch, common: Hashes) -> Sketch:
    return Sketch(
        np.setdiff1d(text.grams, common, assume_unique=True), np.setdiff1d(text.figures, common, assume_unique=True)
    )
