"""The page put together: template, style, script, words, and the packed data."""

import base64
import gzip
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from tasks.publish.catalog import Published
from tasks.publish.page.data import PageData, page_data

NAME = "index.html"
_SCRIPTS = ("say.js", "data.js", "view.js", "main.js")
_PACKED = '<script id="{id}" type="application/gzip">{data}</script>\n'


def write_page(folder: Path, published: Published) -> None:
    """Makes ``<folder>/index.html`` from the public Parquet in the folder.

    Raises:
        OSError: what the file system refuses.
    """
    data = page_data(folder, published)
    with (folder / NAME).open("w", encoding="utf-8", newline="\n") as file:
        head, tail = _template(data).split("/*CHUNKS*/")
        file.write(head)
        for chunk_id, rows in data.chunks:
            file.write(_PACKED.format(id=chunk_id, data=packed(rows)))
        file.write(tail)


def _template(data: PageData) -> str:
    filled = _part("page.html")
    for place, text in (
        ("/*STYLE*/", _part("style.css")),
        ("/*WORDS*/", json.dumps(words(), ensure_ascii=False).replace("</", "<\\/")),
        ("/*CORE*/", packed(data.core)),
        ("/*SCRIPT*/", "\n".join(_part(name) for name in _SCRIPTS)),
    ):
        filled = filled.replace(place, text)
    return filled


def packed(data: object) -> str:
    """JSON, gzipped, in base64: it holds no character that ends a script."""
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    # No time in the header: the same release gives the same page.
    return base64.b64encode(gzip.compress(plain, compresslevel=6, mtime=0)).decode("ascii")


@cache
def words() -> dict[str, tuple[str, str]]:
    """The words for kinds and states of the data: key to Chinese and English."""
    lines = (files("tasks.publish.page") / "words.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {key: (chinese, english) for key, chinese, english in rows}


def _part(name: str) -> str:
    return (files("tasks.publish.page") / "parts" / name).read_text(encoding="utf-8")
