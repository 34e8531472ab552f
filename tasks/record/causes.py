"""Why a text differs: whether its publisher changed it, or only how it is shown, encoded or read."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from schemas.history import Difference
from schemas.values import NoticePage
from tasks.text import squeezed

# What a wrong decoding leaves: replacement and private-use characters, 锟斤拷, lone question marks between Han (已完?),
# &ldquo; and &#8220; escaped twice (their ; is a stop, and may be left out of a quote), Latin-1 letters in a row (ä¸­).
_DAMAGE = re.compile(
    "[\ufffd\ue000-\uf8ff]+|锟斤拷|烫烫烫?|(?<=[\u4e00-\u9fff])\\?+(?=[\u4e00-\u9fff])|&(?:[a-z]{2,8}|#\\d{2,6});?"
    "|[\u0080-\u00b6\u00b8-\u00d6\u00d8-\u00ff]{2,}"
)
# A damaged stretch stands for no more characters than this a sign of it.
_WIDEST = 4
# The line stands on so many notices of one site.
_EVERYWHERE = 2
_FURNITURE_KINDS = frozenset({"paragraph_added", "paragraph_dropped"})
# Furniture is no sentence: 上一篇:关于召开会议的通知
_SENTENCE_END = ("。", ";")


def cause_of(difference: Difference, furniture: frozenset[str]) -> str:
    """The cause of one difference between two texts of one page.

    ``furniture``: lines that other notices of the site carry as well.
    """
    if is_mended(difference.before or "", difference.after or ""):
        return "encoding_fix"
    words = difference.after or difference.before or ""
    lines = [squeezed(line) for line in words.split("\n")]
    if difference.kind in _FURNITURE_KINDS and all(line in furniture for line in lines):
        return "template_change"
    return "source_revision"


def is_mended(before: str, after: str) -> bool:
    """Whether one side has damaged characters where the other has whole ones, and nothing else differs."""
    ours, theirs = squeezed(before), squeezed(after)
    return _fills(ours, theirs) or _fills(theirs, ours)


def furniture_of(pages: Iterable[tuple[str, NoticePage]]) -> Mapping[str, frozenset[str]]:
    """By site, the lines that stand on pages of more than one notice (ids given with the pages), and are no sentence."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[tuple[str, str, str]] = set()
    for notice_id, page in pages:
        site = page.capture.source_id
        for line in {squeezed(line) for line in page.page.text.split("\n")}:
            if line and not line.endswith(_SENTENCE_END) and (site, notice_id, line) not in seen:
                seen.add((site, notice_id, line))
                counts[site][line] += 1
    return {
        site: frozenset(line for line, count in found.items() if count >= _EVERYWHERE) for site, found in counts.items()
    }


def _fills(damaged: str, whole: str) -> bool:
    """Whether ``whole`` is ``damaged`` with each damaged stretch filled in."""
    parts = _DAMAGE.split(damaged)
    if len(parts) == 1 or _DAMAGE.search(whole):
        return False
    gaps = [_WIDEST * len(match[0]) for match in _DAMAGE.finditer(damaged)]
    if not whole.startswith(parts[0]):
        return False
    position = len(parts[0])
    for part, gap in zip(parts[1:-1], gaps, strict=False):
        found = whole.find(part, position, position + gap + len(part))
        if found < 0:
            return False
        position = found + len(part)
    rest = len(whole) - position - len(parts[-1])
    return whole.endswith(parts[-1]) and 0 <= rest <= gaps[-1]
