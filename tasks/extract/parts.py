"""The texts of an article's pages, joined to the text it was before it was cut."""

import re
from collections.abc import Sequence

# What a pager shows: 「上一页 1 2 3 下一页」 「首页 | 尾页」 「共 3 页」
_PAGER_LINE = re.compile(r"(?:\s|\||\[|\]|<|>|»|«|首页|上一?页|下一?页|尾页|末页|[共第]\s*\d{1,3}\s*页|\d{1,3})++")
# Lines a later page repeats of the first one's head: title, source, time, buttons.
_HEAD = 12


def trimmed(texts: Sequence[str]) -> list[str]:
    """The text each page adds, in order; empty for a page that only repeats an earlier one.

    A later page's head that the first one has too, the foot they share, and the words of the pager are left out.
    """
    pages = [tuple(line for line in text.split("\n") if not _PAGER_LINE.fullmatch(line)) for text in texts]
    # A site that sends the first page under every number sends one page.
    distinct = list(dict.fromkeys(pages))
    foot = _shared_foot(distinct)
    added: list[str] = []
    for number, lines in enumerate(pages):
        if lines in pages[:number]:
            added.append("")
            continue
        head = 0
        while number and head < len(lines) and head < _HEAD and lines[head] in pages[0][:_HEAD]:
            head += 1
        last = lines == distinct[-1]
        added.append("\n".join(lines[head:] if last else lines[head : len(lines) - foot]))
    return added


def _shared_foot(pages: Sequence[Sequence[str]]) -> int:
    if len(pages) < 2:
        return 0
    shortest = min(map(len, pages))
    for count in range(shortest):
        if len({page[-1 - count] for page in pages}) > 1:
            return count
    return shortest
