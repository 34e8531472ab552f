"""Handlings: each naming of what can be done to a person, with the verb before it and the kinds coordinated with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tasks.parse.body import Span
from tasks.parse.discipline_terms import KIND_TERMS

# 问责 is said of persons by name too (对…董建峰进行问责处理); 免予处分 is no punishment.
_GENERAL = (
    r"问责(?!建议|机制|情况|规定)|处分(?<!免予处分)(?<!免于处分)(?<!不予处分)(?<!组织处分)(?!条例|规定|情况|决定)"
)
# 开除党籍、开除公职 · 党内严重警告、政务记大过 · 警告处分,并给予政务记过: one verb for two kinds
_COORDINATED = re.compile(r"(?:处分|处理)?(?:、|和|及|并)(?:处以|给予|予以)?")
_COORDINATION = 6
# 诫勉谈话3人 · 立案查处7人 · 处分1人: a count deals with nobody by name
_COUNTED = re.compile(
    r"(?:处分|处理|查处|审查|调查|帮助|和|了|共|共计|干部|人员|案件){0,4}[\d两二三四五六七八九十]{1,4}[人名位件起]"
)
# 拟给予, 建议给予, 不予: not done to anyone
_UNDONE = re.compile(
    r"(?:建议|拟|不予|不得|免予|免于|拒绝|避免|防止|可以|应当)(?:对[^,。;]{0,20})?(?:予以|给予|作出|进行)?$"
)
_DAY = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?"
# 于2023年9月20日进行, 均被予以, 分别受到, 依纪依法给予, 并予以党纪
_VERB = re.compile(
    rf"(?:(?:于{_DAY},?)?(?:已|均|都|也|后|再次|分别|先后|一并|一同|严肃|及时|依法|依规|依纪|依规依纪|依纪依法|依规依纪依法){{0,3}}"
    r"(?:被|受到|受)?(?:予以|给予|处以|进行|作出|实施|开展|采取)?了?(?:党纪|政务|集体|集中|严肃|一并){0,2})$"
)
_VERB_LENGTH = 30
# All that such words are made of: where the words before a kind hold another, the search begins behind it.
_VERB_SIGNS = (
    "0123456789年月日,于已均都也后再次分别先一并同严肃及时依法规纪被受到予以给处进行作出实施开展采取了党政务集体中"
)


@dataclass(frozen=True, slots=True)
class Handling:
    """Kinds under one verb: ``verb`` is where the words of doing begin, the first kind's start where there are none."""

    verb: int
    kinds: tuple[Span, ...]
    passive: bool
    severally: bool  # 张三、李四分别受到党内警告、政务警告处分: one kind each

    @property
    def start(self) -> int:
        """First character of the first kind."""
        return self.kinds[0].start

    @property
    def end(self) -> int:
        """One past the last kind."""
        return self.kinds[-1].end


@cache
def _terms() -> re.Pattern[str]:
    # Each alternative begins with a plain character: that lets the search skip to the next of them.
    return re.compile(f"{KIND_TERMS}|{_GENERAL}")


def kind_starts(text: str, start: int, end: int) -> list[int]:
    """Where ``start:end`` names a kind: one pass over a text finds the few sentences to read."""
    return [term.start() for term in _terms().finditer(text, start, end)]


def handlings_in(veiled: str, start: int, end: int) -> Iterator[Handling]:
    """The handlings of ``start:end``, in order, without those that are only counted, advised or refused."""
    for kinds in _groups(veiled, start, end):
        first, last = kinds[0].start, kinds[-1].end
        if _COUNTED.match(veiled, last, end):
            continue
        floor = max(start, first - _VERB_LENGTH)
        if _UNDONE.search(veiled, floor, first):
            continue
        near = floor + len(veiled[floor:first].rstrip(_VERB_SIGNS))
        verb = _VERB.search(veiled, near, first)
        words = verb[0] if verb else ""
        yield Handling(first - len(words), kinds, "被" in words or "受" in words, "分别" in words)


def is_undone(veiled: str, start: int, opener: int) -> bool:
    """Whether the words before an opener only advise it: 建议给予赵六党内警告处分."""
    return _UNDONE.search(veiled, max(start, opener - _VERB_LENGTH), opener) is not None


def _groups(veiled: str, start: int, end: int) -> Iterator[tuple[Span, ...]]:
    group: list[Span] = []
    for term in _terms().finditer(veiled, start, end):
        if group and term.start() == group[-1].end:
            # 党内警告处分: the kind has its name already
            continue
        if group and not _joined(veiled, group[-1].end, term.start()):
            yield tuple(group)
            group = []
        group.append(Span(*term.span()))
    if group:
        yield tuple(group)


def _joined(veiled: str, start: int, end: int) -> bool:
    return end - start <= _COORDINATION and _COORDINATED.fullmatch(veiled, start, end) is not None
