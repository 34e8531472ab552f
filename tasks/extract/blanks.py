"""Blanks: those of the source as a browser shows them, and the layout inside a line."""

import re

from tasks.text import kept_text

# Written wide, or a quotation mark or dash that Chinese writes wide: a line end between two of them shows nothing.
_WIDE = r"\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·"
# Literal first, look back after: the search then jumps from line end to line end.
_WRAP = re.compile(rf"\n(?<=[{_WIDE}]\n)(?=[{_WIDE}])")
# The tab, and the no-break, ideographic and typographic spaces: layout within a line.
_SPACES = "\t\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


def as_shown(text: str) -> str:
    """The blanks of HTML source as a browser shows them: runs are one, a line end between wide characters is none.

    「同意\\n  在案」 is 「同意在案」, and 「47. 84」 keeps its space.
    """
    for blank in "\t\r\f":
        text = text.replace(blank, " ")
    text = _single(text, " ").replace(" \n", "\n").replace("\n ", "\n")
    return _WRAP.sub("", _single(text, "\n")).replace("\n", " ")


def kept(lines: str) -> str:
    """Lines as they are kept, runs of blanks inside a line made one space: HTML and plain text come out alike."""
    for space in _SPACES:
        if space in lines:
            lines = lines.replace(space, " ")
    return kept_text(_single(lines, " "))


def _single(text: str, blank: str) -> str:
    """Runs of ``blank`` made one: halving them is ten times faster here than a regular expression."""
    while blank * 2 in text:
        text = text.replace(blank * 2, blank)
    return text
