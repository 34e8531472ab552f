"""Which figure is a part of which: 其中, 含, 剩余, and exact sums.

Exact sums are evidence: 「51个…已完成14个…剩余37个」 needs no word that says so.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from tasks.parse.matters import KIN, LOOK_BACK, Matters
from tasks.parse.outcomes import outcome, rated

_TOTAL_REACH = 12
_LEAD_REACH = 24
_NOT_A_PART = ("累计", "不含", "另", "共有")
_TOTAL = re.compile(r"(?:共|共计|合计|总计|总额|所有)[^,。;、\d]{0,8}$")
_REST = re.compile(r"(?:剩余|其余|其他|另有)[^,。;、\d]{0,8}$")
_OTHERS = "其余"
_OF_THEM = re.compile(r"中(?:,[^,。;\d]{0,14}的)?(?:已?有|共有)$")
_PROGRESS = re.compile(r"完成|正|剩余|其余|未|暂|在建")
# 共移交信访件30件,其中纪检监察业务外6件,…。属纪检监察业务内的24件
_COMPLEMENT = re.compile(r"。(?:属|其他|余下|另)[^,。;\d]{0,20}$")
_LIST_STOP = re.compile(r"[,。;]")
_FEWEST = 5
_KINDRED = "个项条件"
_EVENTS = frozenset({"次", "场", "人次"})
_CLAUSE_STOP = re.compile(r"[,。;:、]")
_HEAD_STOP = re.compile(r".*[,。;:、]|.*其中", re.DOTALL)
_NARROWER, _HEAD_REACH = 3, 16


@dataclass(slots=True)
class _Listing:
    """An open 其中: its first figure, whether a colon lets it run over semicolons, and what its parts come to."""

    at: int
    long: bool
    sums: dict[int, Decimal]


@dataclass(slots=True)
class Parts(Matters):
    """The figures of one paragraph, and the ways to find their wholes.

    ``divided``: the places of those told as some of a whole (18名人员中有4名), whose own parts follow.
    """

    divided: set[int] = field(default_factory=set)

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
            kind = _KINDRED if norm in KIN else norm
            first = kind not in told
            if self.counted[at]:
                told.add(kind)
            elif norm == "%":
                rated(self, at)
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
            if between.endswith("有") and _OF_THEM.search(between) and self.fits(at - 1, at):
                self.parents[at] = at - 1
                self.divided.add(at)
            elif not (outcome(self, at) or self._summed(at, between) or self._completed(at, between)):
                self._totalled(at)

    def _bracketed(self, at: int, bracket: int) -> int | None:
        """640.40万元(含违约金0.26万元), 28件28人(自主14件): the whole stands right before the bracket."""
        lead = self.text[bracket + 1 : min(self.numbers[at].start, bracket + _LEAD_REACH)]
        if any(word in lead for word in _NOT_A_PART):
            return None
        for whole in self.earlier(at):
            if self.numbers[whole].start > bracket:
                continue
            if _CLAUSE_STOP.search(self.text, self.numbers[whole].end, bracket):
                return None
            if self.numbers[whole].norm == self.numbers[at].norm:
                told = sum(self.numbers[part].amount for part in range(whole + 1, at) if self.parents[part] == whole)
                if not self.fits(whole, at) or told + self.numbers[at].amount > self.limit(whole):
                    return None
                if lead.startswith("含"):
                    self.extras[whole] = self.extras.get(whole, Decimal(0)) + self.numbers[at].amount
                return whole
        return None

    def _listed(self, at: int, listing: _Listing, between: str) -> bool:
        """750余场,其中进机关108场、进学校60场…: all of one list, and of later clauses what still fits in the whole."""
        whole = self._named_whole(at, listing)
        if whole is None:
            return False
        told = listing.sums.get(whole, Decimal(0))
        one_list = "、" in between and "," not in between and ";" not in between
        if told + self.numbers[at].amount > self.limit(whole) and not one_list:
            # 285名…其中处级8人、科级277人,已给予党纪政务处分13人、组织处理12人,其他处理260人: split a second time
            return (told == self.numbers[whole].amount and self._split_again(at, whole)) or self._narrower(at, whole)
        listing.sums[whole] = told + self.numbers[at].amount
        self.parents[at] = whole
        self.linked = at
        return True

    def _narrower(self, at: int, whole: int) -> bool:
        """134件,其中检控类信访举报93件,…,检控类初次举报52件: the last is named as one kind of the one before."""
        before = next((part for part in self.earlier(at) if self.like(part, at)), None)
        if before is None or self.parents[before] != whole or not self.fits(before, at):
            return False
        one, other = self._head(before), self._head(at)
        if one[:_NARROWER] != other[:_NARROWER] or len(other) < _NARROWER or one[-2:] != other[-2:]:
            return False
        self.link([at], before)
        return True

    def _head(self, at: int) -> str:
        start = self.numbers[at].start
        return _HEAD_STOP.sub("", self.text[max(0, start - _HEAD_REACH) : start])

    def _named_whole(self, at: int, listing: _Listing) -> int | None:
        for whole in self.earlier(listing.at):
            if not self.like(whole, at):
                continue
            words = self.text[self.numbers[whole].end : self.numbers[listing.at].start]
            stops = words.count("。")
            if stops > 1 or (stops == 1 and "。其中" not in words):
                return None
            if self.numbers[whole].amount >= self.numbers[at].amount:
                return whole
        return None

    def _split_again(self, at: int, whole: int) -> bool:
        reach = min(self.high, at + LOOK_BACK)
        end = self.text.find("。", self.numbers[at].start, self.numbers[reach - 1].start)
        parts = [part for part in range(at, reach) if self.like(part, at)]
        parts = [part for part in parts if end < 0 or self.numbers[part].start < end]
        if len(parts) < 2 or sum(self.numbers[part].amount for part in parts) != self.numbers[whole].amount:
            return False
        self.link(parts, whole)
        return True

    def _summed(self, at: int, between: str) -> bool:
        """51个…已完成14个…剩余37个: figures after a whole that come to exactly it."""
        rest = _REST.search(between) is not None
        kindred = self.kin if rest else self.like
        told, extra, parts = self.numbers[at].amount, self.extras.get(at, Decimal(0)), [at]
        for whole in self.earlier(at):
            if not kindred(whole, at):
                continue
            if not rest and "。" in self.words(whole, at).replace("。其中", ""):
                return False
            amount = self.numbers[whole].amount
            # 1214.15万元,…已收回640.40万元(含违约金0.26万元),…剩余574.01万元: what is beyond the matter is no part of its sum.
            if len(parts) > 1 and amount in {told, told - extra} and self._trusted(parts, whole, rest=rest):
                self.link(parts, whole)
                return True
            parent = self.parents[whole]
            if parent is None or self.numbers[parent].amount == told + amount:
                told += amount
                extra += self.extras.get(whole, Decimal(0))
                parts.append(whole)
        return self._last_part(at)

    def _last_part(self, at: int) -> bool:
        """697个,完成整改688个,持续整改4个,未完成5个: with the parts told before it, it comes to their whole."""
        whole = self._completing(at) if at - self.linked <= LOOK_BACK else None
        if whole is None or "。" in self.words(whole, at) or self.numbers[whole].amount < _FEWEST:
            return False
        self.link([at], whole)
        return True

    def _completed(self, at: int, between: str) -> bool:
        """What is left of a whole: in words alone (其余30名), as the rest of a sum told before, or as the end of a list."""
        if _OTHERS in between and between.endswith(_OTHERS):
            whole = next((one for one in self.earlier(at) if self.fits(one, at) and one in self.parents), None)
        elif _COMPLEMENT.search(between):
            whole = self._completing(at)
        else:
            return "、" in between and self._itemised(at)
        if whole is None:
            return False
        self.link([at], whole)
        return True

    def _completing(self, at: int) -> int | None:
        for part in self.earlier(at):
            whole = self.parents[part]
            if whole is not None and whole < at and self.fits(whole, at):
                told = sum(self.numbers[one].amount for one in range(whole, at) if self.parents[one] == whole)
                return whole if told + self.numbers[at].amount == self.numbers[whole].amount else None
        return None

    def _itemised(self, at: int) -> bool:
        """12项清欠任务:已清偿10项、手续不全退件销号1件、司法程序1件: a list behind a colon that comes to the figure before it."""
        told, parts = self.numbers[at].amount, [at]
        for one in self.earlier(at):
            words = self.words(one, parts[-1])
            if ":" in words:
                if len(parts) > 2 and self.kin(one, at) and told == self.numbers[one].amount:
                    self.link(parts, one)
                    return True
                return False
            if not self.kin(one, at) or "、" not in words or _LIST_STOP.search(words):
                return False
            told += self.numbers[one].amount
            parts.append(one)
        return False

    def _trusted(self, parts: list[int], whole: int, *, rest: bool) -> bool:
        # Two parts may come to a third number by chance (培训7场,座谈3场,调研4场): the words must tell of progress.
        if rest or len(parts) > 2 or whole in self.divided:
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
                self.link(parts, at)
            return
        # 已办结65件244人,正在办理22件26人,…处理干部87件270人: both numbers of the pair come out
        pair = self._before(at - 1, head) if glued and parts else []
        if pair:
            self.link(parts, at)
            self.link(pair, at - 1)

    def _before(self, at: int, head: int) -> list[int]:
        """The figures of the same sentence right before ``head`` that come to exactly this one, two at least."""
        told, parts = Decimal(0), []
        for part in self.earlier(at):
            if "。" in self.text[self.numbers[part].end : head]:
                break
            if self.like(part, at) and self.parents[part] is None:
                told += self.numbers[part].amount
                parts.append(part)
            if told == self.numbers[at].amount and len(parts) > 1:
                return parts
        return []
