"""The page put together: template, style, script, words, and the packed data."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from tasks.publish.catalog import Published
from tasks.publish.page.data import SpanLine, core, spans_of
from tasks.publish.page.kept import NOTICES_OF, Kept, block, kept, packed, source_of
from tasks.publish.page.pieces import Span, chunks, notices_piece

NAME = "index.html"
_SCRIPTS = ("data.js", "view.js", "main.js")


def write_page(folder: Path, published: Published, before: Path | None = None) -> None:
    """Makes ``<folder>/index.html`` from the public Parquet in the folder.

    ``before``: the folder of the publication before; what its page holds of spans that are the same is taken over.

    Raises:
        OSError: what the file system refuses.
    """
    spans = spans_of(published)
    old = kept(before / NAME if before else None)
    head, between, tail = _template(packed(core(folder, published, spans)))
    with (folder / NAME).open("wb") as file:
        file.write(head.encode())
        for span in spans:
            file.writelines(_notices(folder, span, source_of(published, span.name), old))
        file.write(between.encode())
        for span in spans:
            if span.held:
                file.writelines(_rows(folder, span, source_of(published, span.name), old))
        file.write(tail.encode())


def _notices(folder: Path, span: SpanLine, source: str, old: Kept) -> Iterator[bytes]:
    found = list(old.of(span.name, source, rows=False))
    yield from found
    if not found:
        yield block(NOTICES_OF + span.name, source, notices_piece(Span(folder=folder, name=span.name)))


def _rows(folder: Path, span: SpanLine, source: str, old: Kept) -> Iterator[bytes]:
    found = False
    for one in old.of(span.name, source, rows=True):
        found = True
        yield one
    for kind, number, columns in chunks(Span(folder=folder, name=span.name)) if not found else ():
        yield block(f"{kind}_{span.name}_{number}", source, columns)


def _template(packed_core: str) -> tuple[str, str, str]:
    """What stands before the notices, between them and their rows, and behind."""
    filled = _part("page.html")
    for place, text in (
        ("/*STYLE*/", _part("style.css")),
        ("/*WORDS*/", json.dumps(words(), ensure_ascii=False).replace("</", "<\\/")),
        ("/*SAY*/", _part("say.js")),
        ("/*CORE*/", packed_core),
        ("/*SCRIPT*/", "\n".join(_part(name) for name in _SCRIPTS)),
    ):
        filled = filled.replace(place, text)
    head, _, rest = filled.partition("/*NOTICES*/\n")
    between, _, tail = rest.partition("/*CHUNKS*/\n")
    return head, between, tail


@cache
def words() -> dict[str, tuple[str, str]]:
    """The words for kinds and states of the data: key to Chinese and English."""
    lines = (files("tasks.publish.page") / "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {key: (chinese, english) for key, chinese, english in rows}


def _part(name: str) -> str:
    return (files("tasks.publish.page") / "parts" / name).read_text(encoding="utf-8")
