"""Reads one file of the kind named, from standard input, and writes its lines as JSON: run in a process of its own.

A hostile file may make any reader loop or grow. Here it meets the limits of the process, and the run goes on.
"""

import io
import json
import sys

_MEMORY = 2_000_000_000
_CPU_SECONDS = 45
_MOST_PAGES = 500
_MOST_CHARACTERS = 3_000_000


def main() -> None:
    """One JSON object: ``pages`` of lines, and ``fault`` where the file could not be read."""
    _limit()
    read = {"pdf": _pdf, "docx": _docx}[sys.argv[1]]
    body = sys.stdin.buffer.read()
    pages: list[list[str]] = []
    fault = None
    try:
        pages = read(body)
    # Readers of file formats raise whatever their code meets in a damaged file; the row says what.
    except Exception as error:  # noqa: BLE001
        fault = f"It could not be read ({type(error).__name__}: {str(error)[:200]})."
    json.dump({"pages": pages, "fault": fault}, sys.stdout)


def _limit() -> None:
    try:
        import resource  # noqa: PLC0415
    except ImportError:  # Windows: the timeout of the caller is the only limit there
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))


def _pdf(body: bytes) -> list[list[str]]:
    from pypdf import PdfReader  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(body))
    if len(reader.pages) > _MOST_PAGES:
        msg = f"{len(reader.pages)} pages, more than {_MOST_PAGES}"
        raise ValueError(msg)
    pages = []
    characters = 0
    for page in reader.pages:
        text = page.extract_text()
        characters += len(text)
        if characters > _MOST_CHARACTERS:
            msg = f"more than {_MOST_CHARACTERS} characters"
            raise ValueError(msg)
        pages.append(text.splitlines())
    return pages


def _docx(body: bytes) -> list[list[str]]:
    from docx import Document  # noqa: PLC0415
    from docx.table import Table  # noqa: PLC0415

    lines: list[str] = []
    for block in Document(io.BytesIO(body)).iter_inner_content():
        if isinstance(block, Table):
            lines += [" ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
        else:
            lines += block.text.splitlines()
        if sum(map(len, lines[-1:])) > _MOST_CHARACTERS:
            msg = f"more than {_MOST_CHARACTERS} characters"
            raise ValueError(msg)
    return [lines]


if __name__ == "__main__":
    main()
