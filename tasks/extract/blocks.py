"""A node's blocks to lines: one paragraph, one line, whatever the body is made of.

What is no block is taken out of the tree, and the text nodes that then lie side by side are joined: each text node left
is a block, and lexbor gives them all in one call. Where cells or line ends of the source count, the node is written out
instead: lexbor writes canonical HTML (``<`` and ``>`` escaped in texts and attributes, names in lower case), so that a
regular expression reads its tags exactly.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from tasks.extract.blanks import as_shown, kept
from tasks.extract.rows import CELL, LINE, ROW, lines_of_rows

# fmt: off
_BLOCKS = frozenset([
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section",
    "summary", "ucapcontent", "ul",
])
# fmt: on
_TABLE = frozenset(["table", "tbody", "tfoot", "thead", "tr"])
_CELLS = frozenset(["td", "th"])
# Their text is written out as it stands, tags and all.
_VERBATIM = frozenset(["noembed", "noframes", "plaintext", "xmp"])
_WRITTEN_OUT = _TABLE | _CELLS | _VERBATIM | {"pre"}
_STAY = _BLOCKS | _WRITTEN_OUT

# "<p style=…>", "</div>", "<br>". Of a table most tags are its own: no block begins with t, and a look tells.
_BLOCK = re.compile(rf"</?(?!t)(?:p|{'|'.join(sorted(_BLOCKS - {'p'}))})(?: [^>]*)?>")
_ROW = re.compile(rf"</?(?:{'|'.join(sorted(_TABLE))})(?: [^>]*)?>")
_CELL = re.compile(r"<t[dh](?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_PREFORMATTED = re.compile(r"<pre(?: [^>]*)?>.*?</pre>", re.DOTALL)


def text_of(node: LexborNode) -> str:
    """The node's kept text: one block a line, widths folded, no empty lines. Takes the tree below the node apart."""
    if _leave_blocks(node) & _WRITTEN_OUT:
        return kept(_marked_text(node.inner_html or ""))
    node.merge_text_nodes()
    return kept("\n".join(_blocks(node.text(separator=LINE))))


def _leave_blocks(node: LexborNode) -> set[str]:
    """Take comments and inline nodes away, the text of these kept in their place; the names of the nodes that stay."""
    stay = set()
    for each in list(node.traverse())[1:]:
        name = each.tag or ""
        if name in _STAY:
            stay.add(name)
        elif each.is_comment_node:
            each.decompose(recursive=False)
        else:
            each.unwrap(delete_empty=True)
    return stay


def _marked_text(html: str) -> str:
    """Canonical HTML without comments to lines of text; blanks as a browser shows them, characters not folded yet."""
    if "<pre" in html:
        html = _PREFORMATTED.sub(_break_lines, html)
    html = _CELL.sub(CELL, _ROW.sub(ROW, _BLOCK.sub(LINE, html)))
    # &amp; last, or the text "&amp;lt;" would be read twice.
    text = as_shown(_TAG.sub("", html))
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if CELL in text:
        text = LINE.join(lines_of_rows(text.split(ROW)))
    return text.replace(ROW, "\n").replace(LINE, "\n")


def _blocks(text: str) -> Iterator[str]:
    """The blocks between the breaks as a browser shows them."""
    for blank in "\r\f":
        text = text.replace(blank, " ")
    for block in text.split(LINE):
        # Most are the line ends of the source between two tags.
        if block and not block.isspace():
            yield as_shown(block) if "\n" in block else block


def _break_lines(preformatted: re.Match[str]) -> str:
    return preformatted[0].replace("\n", "<br>")
