"""Blanks: those of the source as a browser shows them, and the layout inside a line."""

import re

from tasks.text import fold_widths, visible

# Written wide, or a quotation mark or dash that Chinese writes wide: a line end between two of them shows nothing.
_WIDE = r"\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·"
# Literal first, look back after: the search then jumps from line end to line end.
_WRAP = re.compile(rf"\n(?<=[{_WIDE}]\n)(?=[{_WIDE}])")


def as_shown(text: str) -> str:
    """The blanks of HTML source as a browser shows them: runs are one, a line end between wide characters is none.

    「同意\\n  在案」 is 「同意在案」, and 「47. 84」 keeps its space.
    """
    for blank in "\t\r\f":
        text = text.replace(blank, " ")
    if "\n" in text:
        lines = (line.strip(" ") for line in text.split("\n"))
        text = _WRAP.sub("", "\n".join(filter(None, lines))).replace("\n", " ")
    return " ".join(filter(None, text.split(" "))) if "  " in text else text


def kept(lines: str) -> str:
    """Lines as they are kept, runs of blanks inside a line made one space: HTML and plain text come out alike."""
    # Splitting at white space folds, joins and trims the blanks of a line in one go.
    single = (" ".join(line.split()) for line in visible(lines).splitlines())
    return fold_widths("\n".join(filter(None, single)))
