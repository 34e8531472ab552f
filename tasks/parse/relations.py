"""Which figure is a part of which (其中, 含, 剩余), and which two count the same matter (48起49人).

Exact sums are evidence: 「51个…已完成14个…剩余37个」 needs no word that says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tasks.parse.body import Body
from tasks.parse.numbers import Number

# Rates, spans and ages have no parts, and none of them counts a matter.
_UNCOUNTED = frozenset({"%", "个百分点", "倍", "年", "岁", "天", "小时", "个月", ""})
# What may stand between two figures of one matter: 53处、面积2.08万平方米 · 项目8个、总投资6.5亿元 · 6起,处罚金额约10万元
_SAME_MATTER = re.compile(
    r"[、,(]?(?:共|共计|合计|涉及|共涉及|面积|总面积|总?投资额?|年度投资|总额|总计|资金|金额|金额总计|涉及金额|涉及面积|处罚金额|清退金额|惠及|受众)?"
)
_LONGEST_BETWEEN = 8
_LOOK_BACK = 10
_TOTAL_REACH = 12
_LEAD_REACH = 24
_NOT_A_PART = ("累计", "不含", "另", "共有")
_TOTAL = re.compile(r"(?:共|共计|合计|总计|总额)[^,。;、\d]{0,8}$")
_REST = re.compile(r"(?:剩余|其余|其他|另有)[^,。;、\d]{0,8}$")
_OF_THEM = re.compile(r"中(?:,[^,。;\d]{0,14}的)?(?:已?有|共有)$")
_PROGRESS = re.compile(r"完成|正|剩余|其余|未|暂|在建")
_FEWEST = 5
_SLACK = Decimal("1.2")
_EVENTS = frozenset({"次", "场", "人次"})
_CLAUSE_STOP = re.compile(r"[,。;:、]")
_UNCOUNTED_ROLES = frozenset({"rank", "change", "threshold", "share"})


@dataclass(frozen=True, slots=True)
class Relations:
    """By position in the sequence of figures: the place of its whole, and of its partner; null where it has none."""

    parents: tuple[int | None, ...]
    partners: tuple[int | None, ...]


@dataclass(slots=True)
class _Listing:
    """An open 其中: its first figure, whether a colon lets it run over semicolons, and what its parts come to."""

    at: int
    long: bool
    sums: dict[int, Decimal]


@dataclass(slots=True)
class _Paragraph:
    """The figures ``low`` to ``high`` of one paragraph, and what is known of them so far."""

    text: str
    numbers: Sequence[Number]
    counted: Sequence[bool]
    low: int
    high: int
    parents: list[int | None]
    partners: list[int | None]

    def pair(self) -> None:
        """48起49人, 10笔8.18万元, 53处、面积2.08万平方米: each the other's partner."""
        for at in range(self.low, self.high - 1):
            first, second = self.numbers[at], self.numbers[at + 1]
            gap = second.start - first.end
            if gap > _LONGEST_BETWEEN or self.partners[at] is not None or first.norm == second.norm:
                continue
            if not (self.counted[at] and self.counted[at + 1]):
                continue
            if gap == 0 or (gap > 1 and _SAME_MATTER.fullmatch(self.text, first.end, second.start)):
                self.partners[at], self.partners[at + 1] = at + 1, at

    def part(self) -> None:
        """Link each part to its whole, in one walk over the figures."""
        listing: _Listing | None = None
        bracket = -1
        told: set[str] = set()
        for at in range(self.low, self.high):
            start, norm = self.numbers[at].start, self.numbers[at].norm
            between = self.text[self.numbers[at - 1].end if at > self.low else max(0, start - 2) : start]
            opened, closed = between.rfind("("), between.rfind(")")
            if opened > closed:
                bracket = start - len(between) + opened
            elif closed >= 0:
                bracket = -1
            first = norm not in told
            if self.counted[at]:
                told.add(norm)
            stop, named = between.rfind("。"), between.rfind("其中")
            if named > stop and bracket < 0:
                listing = _Listing(at=at, long=between[named + 2 : named + 3] == ":", sums={})
            elif stop >= 0 or (listing and not listing.long and ";" in between):
                listing = None
            if first or not self.counted[at]:
                continue
            if bracket >= 0:
                self.parents[at] = self._bracketed(at, bracket)
                continue
            if self.parents[at] is not None or (listing and self._listed(at, listing, between)):
                continue
            if between.endswith("有") and _OF_THEM.search(between) and self._fits(at - 1, at):
                self.parents[at] = at - 1
            elif not self._summed(at, between):
                self._totalled(at)

    def _fits(self, whole: int, part: int) -> bool:
        return (
            self.counted[whole]
            and self.numbers[whole].norm == self.numbers[part].norm
            and self.numbers[whole].amount >= self.numbers[part].amount
        )

    def _limit(self, whole: int) -> Decimal:
        # 750余场: its parts come to 756
        number = self.numbers[whole]
        return number.amount * _SLACK if number.qualifier else number.amount

    def _earlier(self, at: int) -> range:
        return range(at - 1, max(self.low, at - _LOOK_BACK) - 1, -1)

    def _like(self, other: int, at: int) -> bool:
        return self.counted[other] and self.numbers[other].norm == self.numbers[at].norm

    def _bracketed(self, at: int, bracket: int) -> int | None:
        """640.40万元(含违约金0.26万元), 28件28人(自主14件): the whole stands right before the bracket."""
        lead = self.text[bracket + 1 : min(self.numbers[at].start, bracket + _LEAD_REACH)]
        if any(word in lead for word in _NOT_A_PART):
            return None
        for whole in self._earlier(at):
            if self.numbers[whole].start > bracket:
                continue
            if _CLAUSE_STOP.search(self.text, self.numbers[whole].end, bracket):
                return None
            if self.numbers[whole].norm == self.numbers[at].norm:
                told = sum(self.numbers[part].amount for part in range(whole + 1, at) if self.parents[part] == whole)
                fits = self._fits(whole, at) and told + self.numbers[at].amount <= self._limit(whole)
                return whole if fits else None
        return None

    def _listed(self, at: int, listing: _Listing, between: str) -> bool:
        """750余场,其中进机关108场、进学校60场…: all of one list, and of later clauses what still fits in the whole."""
        whole = self._named_whole(at, listing)
        if whole is None:
            return False
        told = listing.sums.get(whole, Decimal(0))
        one_list = "、" in between and "," not in between and ";" not in between
        if told + self.numbers[at].amount > self._limit(whole) and not one_list:
            # 285名…其中处级8人、科级277人,已给予党纪政务处分13人、组织处理12人,其他处理260人: split a second time
            return told == self.numbers[whole].amount and self._split_again(at, whole)
        listing.sums[whole] = told + self.numbers[at].amount
        self.parents[at] = whole
        return True

    def _named_whole(self, at: int, listing: _Listing) -> int | None:
        for whole in self._earlier(listing.at):
            if not self._like(whole, at):
                continue
            words = self.text[self.numbers[whole].end : self.numbers[listing.at].start]
            stops = words.count("。")
            if stops > 1 or (stops == 1 and "。其中" not in words):
                return None
            if self.numbers[whole].amount >= self.numbers[at].amount:
                return whole
        return None

    def _split_again(self, at: int, whole: int) -> bool:
        reach = min(self.high, at + _LOOK_BACK)
        end = self.text.find("。", self.numbers[at].start, self.numbers[reach - 1].start)
        parts = [part for part in range(at, reach) if self._like(part, at)]
        parts = [part for part in parts if end < 0 or self.numbers[part].start < end]
        if len(parts) < 2 or sum(self.numbers[part].amount for part in parts) != self.numbers[whole].amount:
            return False
        self._link(parts, whole)
        return True

    def _summed(self, at: int, between: str) -> bool:
        """51个…已完成14个…剩余37个: figures after a whole that come to exactly it."""
        rest = _REST.search(between) is not None
        told, parts = self.numbers[at].amount, [at]
        for whole in self._earlier(at):
            if not self._like(whole, at):
                continue
            words = self.text[self.numbers[whole].end : self.numbers[at].start]
            if not rest and "。" in words.replace("。其中", ""):
                return False
            if len(parts) > 1 and self.numbers[whole].amount == told and self._trusted(parts, whole, rest=rest):
                self._link(parts, whole)
                return True
            parent = self.parents[whole]
            if parent is None or self.numbers[parent].amount == told + self.numbers[whole].amount:
                told += self.numbers[whole].amount
                parts.append(whole)
        return False

    def _trusted(self, parts: list[int], whole: int, *, rest: bool) -> bool:
        # Two parts may come to a third number by chance (培训7场,座谈3场,调研4场): the words must tell of progress.
        if rest or len(parts) > 2:
            return True
        number, first, last = self.numbers[whole], self.numbers[parts[1]], self.numbers[parts[0]]
        text = self.text
        words = text[number.end : first.start] + text[first.end : last.start] + text[last.end : last.end + 4]
        return number.amount >= _FEWEST and number.norm not in _EVENTS and bool(_PROGRESS.search(words))

    def _totalled(self, at: int) -> None:
        """13宗2186亩、…6宗644亩、…1178亩,共获批土地20宗4008亩: the total stands behind its parts."""
        glued = self.partners[at] == at - 1 and self.numbers[at - 1].end == self.numbers[at].start
        head = self.numbers[at - 1 if glued else at].start
        parts = self._before(at, head)
        if _TOTAL.search(self.text, max(0, head - _TOTAL_REACH), head):
            if len(parts) > 2:
                self._link(parts, at)
            return
        # 已办结65件244人,正在办理22件26人,…处理干部87件270人: both numbers of the pair come out
        pair = self._before(at - 1, head) if glued and parts else []
        if pair:
            self._link(parts, at)
            self._link(pair, at - 1)

    def _before(self, at: int, head: int) -> list[int]:
        """The figures of the same sentence right before ``head`` that come to exactly this one, two at least."""
        told, parts = Decimal(0), []
        for part in self._earlier(at):
            if "。" in self.text[self.numbers[part].end : head]:
                break
            if self._like(part, at) and self.parents[part] is None:
                told += self.numbers[part].amount
                parts.append(part)
            if told == self.numbers[at].amount and len(parts) > 1:
                return parts
        return []

    def _link(self, parts: list[int], whole: int) -> None:
        for part in parts:
            self.parents[part] = whole


def relations_of(body: Body, numbers: Sequence[Number], roles: Sequence[str]) -> Relations:
    """Wholes and partners of the figures, which must stand in the order of the text. No link leaves its paragraph."""
    parents: list[int | None] = [None] * len(numbers)
    partners: list[int | None] = [None] * len(numbers)
    counted = [
        number.norm not in _UNCOUNTED and role not in _UNCOUNTED_ROLES
        for number, role in zip(numbers, roles, strict=True)
    ]
    low = 0
    for span in body.spans:
        while low < len(numbers) and numbers[low].start < span.start:
            low += 1
        high = low
        while high < len(numbers) and numbers[high].start < span.end:
            high += 1
        if high - low > 1:
            paragraph = _Paragraph(body.masked, numbers, counted, low, high, parents, partners)
            paragraph.pair()
            paragraph.part()
        low = high
    return Relations(tuple(parents), tuple(partners))
