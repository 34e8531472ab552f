"""The few inline styles that change what a reader reads: hidden nodes, inline nodes made blocks, Word's list numbers."""

import re

from selectolax.lexbor import LexborNode

from tasks.extract.query import every
from tasks.extract.rows import LINE

# style="display:none", style="visibility: hidden", style="mso-hide:all"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
# <span style="display: block;">
_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|table|grid)", re.IGNORECASE)
# <span style="mso-list:Ignore">1.<span style="font:7.0pt …">&nbsp;&nbsp; </span></span>
_WORD_NUMBER = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)
# "is" stands in display, visibility and mso-list (mso-hide comes with display:none), and in little else: on a page of
# Word spans each substring asked for costs half a parse.
_STYLED = '[hidden],[style*="is" i]'


def apply_styles(node: LexborNode) -> None:
    """Change the tree below ``node`` so that it reads as a browser shows it."""
    for inner in every(node, _STYLED):
        style = inner.attributes.get("style") or ""
        if inner.mem_id == node.mem_id or inner.parent is None:
            continue
        if is_hidden(inner):
            # Not recursive: unlinked is enough, and what hangs below may be next in this loop.
            inner.decompose(recursive=False)
        elif _WORD_NUMBER.search(style):
            _drop_padding(inner)
        elif _BLOCK.search(style):
            inner.insert_before(LINE)
            inner.insert_after(LINE)


def is_hidden(node: LexborNode) -> bool:
    """Whether the node itself says so; style sheets are not read."""
    attributes = node.attributes
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and _HIDDEN.search(style) is not None


def is_inside_hidden(node: LexborNode) -> bool:
    """Whether the node or one of its ancestors is hidden."""
    at: LexborNode | None = node
    while at is not None and not at.is_document_node:
        if is_hidden(at):
            return True
        at = at.parent
    return False


def _drop_padding(number: LexborNode) -> None:
    for inner in every(number, "span"):
        if inner.mem_id != number.mem_id and not inner.text().strip():
            inner.decompose(recursive=False)
