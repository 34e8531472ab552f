"""A text made ready for reading who was dealt with: what stands in brackets, quotes and titles covered over."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from tasks.parse.body import Span

# 人大工委原主任(主持鳌峰街道办事处工作,主管财政所工作)叶杰 · “近亲繁殖” · 《…谈话提醒工作的实施细则》: a comma in them parts
# no clause, and a kind in them deals with nobody.
_ASIDE = re.compile(r"\([^()\n]{0,120}\)|“[^“”\n]{0,60}”|《[^《》\n]{1,120}》")
COVER = "\ue001"


@dataclass(frozen=True, slots=True)
class Ground:
    """A text, and the same text character for character with its asides covered (U+E001)."""

    text: str
    veiled: str

    def words(self, span: Span) -> str:
        """The words of a span, as printed."""
        return self.text[span.start : span.end]


def ground_of(text: str, spans: Iterable[Span] | None = None) -> Ground:
    """The ground of a kept text, its asides covered within the spans (in order), else everywhere. Linear in its length.

    No aside crosses a line, so whole lines can be covered alone.
    """
    if spans is None:
        return Ground(text, _covered(text))
    pieces: list[str] = []
    behind = 0
    for span in spans:
        pieces += text[behind : span.start], _covered(text[span.start : span.end])
        behind = span.end
    return Ground(text, "".join((*pieces, text[behind:])))


def _covered(text: str) -> str:
    return _ASIDE.sub(lambda match: COVER * len(match[0]), text)


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without the stops and blanks at its edges; null where nothing is left."""
    while start < end and text[start] in ",;:、。 ":
        start += 1
    while end > start and text[end - 1] in ",;:、。 ":
        end -= 1
    return Span(start, end) if start < end else None
