"""Vocabularies of the parser: one term or pattern a line, tab-separated, with a real example; ``#`` opens a comment."""

from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def vocabulary(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``name``.tsv in this folder, in order: order matters where patterns are tried one after another."""
    lines = (_HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))
