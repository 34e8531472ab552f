"""Table rows to lines: layout tables hold paragraphs, data tables hold short cells."""

import re
from collections.abc import Iterator, Sequence

# Marks of the three breaks. Noncharacters: no encoding of a real page brings them.
LINE, ROW, CELL = "\ufdd0", "\ufdd1", "\ufdd2"

_PADDING = LINE + " \n\u00a0\u3000"
# A cell that is only a number, laid out beside its paragraph: 「1.」 「(一)」 「二、」 「（3）」
_NUMBER = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[)）.．、]{1,2}")
# Longer cells, or cells with sentences, are paragraphs.
_LONGEST_DATUM = 40
_SENTENCE = re.compile(r"[。；;！？]")


def lines_of_rows(rows: Sequence[str]) -> Iterator[str]:
    """The lines of rows whose cells start with ``CELL``: a row of data is one line, a paragraph a line of its own.

    A row is data when its cells, two or more, are short and so are those of a neighbouring row: two short paragraphs
    side by side (a signature and its date) are not.
    """
    # The blanks between two rows of the source are no row, and part no neighbours.
    cells = [each for row in rows if (each := _cells(row))]
    data = [False, *map(_are_data, cells), False]
    for at, row in enumerate(cells, 1):
        if data[at] and (data[at - 1] or data[at + 1]):
            yield " ".join(row).replace(LINE, "")
        else:
            yield from _with_numbers_joined(row)


def _cells(row: str) -> list[str]:
    return [cell for part in row.split(CELL) if (cell := part.strip(_PADDING))]


def _are_data(cells: Sequence[str]) -> bool:
    return len(cells) > 1 and not any(len(cell) > _LONGEST_DATUM or _SENTENCE.search(cell) for cell in cells)


def _with_numbers_joined(cells: Sequence[str]) -> Iterator[str]:
    number = ""
    for cell in cells:
        if _NUMBER.fullmatch(cell):
            if number:
                yield number
            number = cell
            continue
        yield number + cell
        number = ""
    if number:
        yield number
