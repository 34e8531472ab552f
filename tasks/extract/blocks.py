"""A node's blocks to lines: one paragraph, one line, whatever the body is made of.

What is no block is taken out of the tree, and the text nodes that then lie side by side are joined: each text node left
is a block, and lexbor gives them all in one call; rows and cells leave a mark. Where line ends of the source count, the
node is written out instead: lexbor writes canonical HTML (``<`` and ``>`` escaped in texts and attributes, names in
lower case), so that a regular expression reads its tags exactly.
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
_LAID_OUT = _TABLE | _CELLS
# The text of the first four is written out as it stands, tags and all; of the last the line ends count.
_WRITTEN_OUT = frozenset(["noembed", "noframes", "plaintext", "xmp", "pre"])

_STAY = _BLOCKS | _LAID_OUT | _WRITTEN_OUT

# "<p style=…>", "</div>", "<br>"
_BLOCK = re.compile(rf"</?(?:p|{'|'.join(sorted(_BLOCKS - {'p'}))})(?: [^>]*)?>")
_ROW = re.compile(rf"</?(?:{'|'.join(sorted(_TABLE))})(?: [^>]*)?>")
_CELL = re.compile(r"<t[dh](?: [^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_PREFORMATTED = re.compile(r"<pre(?: [^>]*)?>.*?</pre>", re.DOTALL)


def text_of(node: LexborNode) -> str:
    """The node's kept text: one block a line, widths folded, no empty lines. Takes the tree below the node apart."""
    stay = _leave_blocks(node)
    if not stay.isdisjoint(_WRITTEN_OUT):
        text = as_shown(_written_out(node.inner_html or ""))
    else:
        node.merge_text_nodes()
        if stay.isdisjoint(_LAID_OUT):
            return kept("\n".join(_blocks(node.text(separator=LINE, skip_empty=True))))
        text = as_shown(node.text(separator=LINE))
    if CELL in text:
        text = LINE.join(lines_of_rows(text.split(ROW)))
    return kept(text.replace(ROW, "\n").replace(LINE, "\n"))


def _leave_blocks(node: LexborNode) -> set[str]:
    """Take comments and inline nodes away, the text of these kept in their place, and mark rows and cells.

    Returns the names of the nodes that stay.
    """
    stay = set()
    for each in list(node.traverse())[1:]:
        name = each.tag or ""
        if name in _STAY:
            stay.add(name)
            if name in _CELLS:
                each.insert_before(CELL)
            elif name in _TABLE:
                each.insert_before(ROW)
                each.insert_after(ROW)
        elif each.is_comment_node:
            each.decompose(recursive=False)
        else:
            each.unwrap(delete_empty=True)
    return stay


def _written_out(html: str) -> str:
    """Canonical HTML without comments to text, with the marks of blocks, rows and cells also where tags are text."""
    if "<pre" in html:
        html = _PREFORMATTED.sub(_break_lines, html)
    html = _CELL.sub(CELL, _ROW.sub(ROW, _BLOCK.sub(LINE, html)))
    text = _TAG.sub("", html)
    # &amp; last, or the text "&amp;lt;" would be read twice.
    return text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _blocks(text: str) -> Iterator[str]:
    """The blocks between the breaks as a browser shows them."""
    for blank in "\r\f":
        text = text.replace(blank, " ")
    for block in text.split(LINE):
        # 「&nbsp;」 alone
        if block and not block.isspace():
            yield as_shown(block) if "\n" in block else block


def _break_lines(preformatted: re.Match[str]) -> str:
    return preformatted[0].replace("\n", "<br>")
