"""A node's blocks to lines: one paragraph, one line, whatever the body is made of.

lexbor writes the node as canonical HTML (``<`` and ``>`` escaped in texts and attributes, names in lower case), so a
regular expression reads its tags exactly, at the speed of C and without recursion, where walking the tree in Python
costs three times as much.
"""

import re

from selectolax.lexbor import LexborNode

from tasks.extract.blanks import as_shown, kept
from tasks.extract.rows import CELL, LINE, ROW, lines_of_rows
from tasks.extract.styles import apply_styles

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


def text_of(node: LexborNode) -> str:
    """The node's kept text: one block a line, widths folded, no empty lines. Changes the tree below the node."""
    apply_styles(node)
    return kept(_marked_text(node.inner_html or ""))


def _marked_text(html: str) -> str:
    """Canonical HTML to lines of text; blanks as a browser shows them, characters not folded yet."""
    if "<!--" in html:
        html = _COMMENT.sub("", html)
    if "<pre" in html:
        html = _PREFORMATTED.sub(_break_lines, html)
    html = _BLOCK.sub(LINE, html)
    if "<t" in html:
        html = _CELL.sub(CELL, _TABLE.sub(ROW, html))
    text = as_shown(_TAG.sub("", html))
    # &amp; last, or the text "&amp;lt;" would be read twice.
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if CELL in text:
        text = LINE.join(lines_of_rows(text.split(ROW)))
    return text.replace(ROW, "\n").replace(LINE, "\n")


def _break_lines(preformatted: re.Match[str]) -> str:
    return preformatted[0].replace("\n", "<br>")
