"""The figures of one paragraph, as what links them sees them: what each counts, and what is known of its whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tasks.parse.numbers import Number

_SLACK = Decimal("1.2")
LOOK_BACK = 10
# Counting words one matter may be counted in: 175个项目…已完成项目162项,剩余13个.
KIN = frozenset({"个", "项", "条", "件"})


@dataclass(slots=True)
class Matters:
    """The figures ``low`` to ``high`` of one paragraph. ``counted``: what is neither a rate nor a span nor a limit.

    ``extras``: by the place of a figure, what its bracket says is in it and beyond its matter (含违约金0.26万元).
    ``linked``: the last place that was made a part.
    """

    text: str
    numbers: Sequence[Number]
    counted: Sequence[bool]
    low: int
    high: int
    parents: list[int | None]
    partners: list[int | None]
    extras: dict[int, Decimal] = field(default_factory=dict)
    linked: int = -LOOK_BACK

    def earlier(self, at: int) -> range:
        """The places before ``at``, nearest first."""
        return range(at - 1, max(self.low, at - LOOK_BACK) - 1, -1)

    def like(self, other: int, at: int) -> bool:
        """Whether both count in one unit."""
        return self.counted[other] and self.numbers[other].norm == self.numbers[at].norm

    def kin(self, other: int, at: int) -> bool:
        """Whether both may count one matter: in one unit, or in 个, 项, 条, 件."""
        norms = (self.numbers[other].norm, self.numbers[at].norm)
        return self.counted[other] and (norms[0] == norms[1] or KIN.issuperset(norms))

    def fits(self, whole: int, part: int) -> bool:
        """Whether the one can hold the other."""
        return self.like(whole, part) and self.numbers[whole].amount >= self.numbers[part].amount

    def limit(self, whole: int) -> Decimal:
        """The most the parts of a whole may come to: those of 750余场 come to 756."""
        number = self.numbers[whole]
        return number.amount * _SLACK if number.qualifier else number.amount

    def words(self, first: int, second: int) -> str:
        """What stands between two figures."""
        return self.text[self.numbers[first].end : self.numbers[second].start]

    def link(self, parts: Iterable[int], whole: int) -> None:
        """Make them parts of the whole, and their partners parts of its partner: 13宗2186亩 of 20宗4008亩."""
        other = self.partners[whole]
        for part in parts:
            self.parents[part] = whole
            self.linked = max(self.linked, part)
            beside = self.partners[part]
            if other is not None and beside is not None and self.parents[beside] is None and self.fits(other, beside):
                self.parents[beside] = other
