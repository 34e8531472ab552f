"""Strings around the article as they should have been: one line, folded, without the markup some templates leave."""

import html
import re

from tasks.extract.blanks import as_shown
from tasks.text import fold_widths, visible

# ArticleTitle of ccdi t20220816_211540: <p><span style="font-size: 23px;">深度关注|…</span></p>, itself escaped.
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)
# Left by a template whose field is unset.
_NOTHING = frozenset(["", "无", "null", "NULL", "None", "undefined", "-", "--", "/"])


def clean(value: str | None) -> str | None:
    """The value on one line, folded, unescaped, its markup dropped; None when nothing is left."""
    if not value or value.isspace():
        return None
    if "&" in value:
        # Twice: lexbor has resolved one level, the editor escaped once and the template once more.
        value = html.unescape(html.unescape(value))
    if "<" in value:
        value = _MARKUP.sub("", value)
    if "\n" in value:
        value = as_shown(value)
    value = fold_widths(" ".join(visible(value).split()))
    return None if value in _NOTHING else value
