"""A node's blocks to lines: one paragraph, one line, whatever the body is made of.

lexbor writes the node as canonical HTML (``<`` and ``>`` escaped in texts and attributes, names in lower case), so a
regular expression reads its tags exactly, at the speed of C and without recursion, where walking the tree in Python
costs three times as much.
"""

import re

from selectolax.lexbor import LexborNode

from tasks.extract.rows import CELL, LINE, ROW, lines_of_row
from tasks.extract.styles import apply_styles
from tasks.text import kept_text

# <!--[if !supportLists]--> and <![endif]> of MS Word, template marks <!--<$[信息来源]>begin-->
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
# "<p style=…>", "</div>", "<br>"
_BLOCK = re.compile(
    r"</?(?:address|article|aside|blockquote|body|br|caption|center|dd|details|dialog|dir|div|dl|dt|fieldset|"
    r"figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|legend|li|main|menu|nav|ol|option|p|pre|search|section|"
    r"summary|ucapcontent|ul)(?: [^>]*)?>"
)
_TABLE = re.compile(r"</?(?:table|tbody|thead|tfoot|tr)(?: [^>]*)?>")
_CELL = re.compile(r"<t[dh](?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_PREFORMATTED = re.compile(r"<pre(?: [^>]*)?>.*?</pre>", re.DOTALL)
# Written wide, or a quotation mark or dash that Chinese writes wide: a line end between two of them shows nothing.
_WIDE = r"\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff“”‘’…—·"
# Literal first, look back after: the search then jumps from line end to line end.
_WRAP = re.compile(rf"\n(?<=[{_WIDE}]\n)(?=[{_WIDE}])")
# Ideographic, no-break and typographic spaces, and the tab: layout within a line.
_SPACES = "\t\u00a0\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"


def text_of(node: LexborNode) -> str:
    """The node's kept text: one block a line, widths folded, no empty lines. Changes the tree below the node."""
    apply_styles(node)
    return kept(_marked_text(node.inner_html or ""))


def kept(lines: str) -> str:
    """Lines as they are kept, runs of blanks inside a line made one space: HTML and plain text come out alike."""
    for space in _SPACES:
        if space in lines:
            lines = lines.replace(space, " ")
    return kept_text(_single(lines, " "))


def _marked_text(html: str) -> str:
    """Canonical HTML to lines of text; blanks as a browser shows them, characters not folded yet."""
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    if "<pre" in html:
        html = _PREFORMATTED.sub(_break_lines, html)
    html = _BLOCK.sub(LINE, html)
    if "<t" in html:
        html = _CELL.sub(CELL, _TABLE.sub(ROW, html))
    text = _wrapped(_TAG.sub("", html))
    # &amp; last, or the text "&amp;lt;" would be read twice.
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if CELL in text:
        text = LINE.join(lines_of_row(text.split(ROW)))
    return text.replace(ROW, "\n").replace(LINE, "\n")


def _wrapped(text: str) -> str:
    """Blanks of the source as a browser shows them: runs are one, and a line end between wide characters is none."""
    for blank in "\t\r\f":
        text = text.replace(blank, " ")
    text = _single(text, " ").replace(" \n", "\n").replace("\n ", "\n")
    return _WRAP.sub("", _single(text, "\n")).replace("\n", " ")


def _single(text: str, blank: str) -> str:
    """Runs of ``blank`` made one: halving them is ten times faster here than a regular expression."""
    while blank * 2 in text:
        text = text.replace(blank * 2, blank)
    return text


def _break_lines(preformatted: re.Match[str]) -> str:
    return preformatted[0].replace("\n", "<br>")
