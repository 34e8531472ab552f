"""What a body is called behind the place whose it is: a fixed term, or its lines of work and a form (渣土 · 处置 · 中心)."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from tasks.parse.vocabulary import vocabulary

Terms = Mapping[str, tuple[str, ...]]
_MOST_WORDS = 8
_JOINT = frozenset("和与")
# 建设部门, 审计办理, 服务中心城区: the form is the beginning of another word.
_GOES_ON = frozenset({
    *("部门", "部分", "部署", "部位", "办理", "办法", "办公", "办好", "办结", "办案", "办事", "办学", "局面", "局部"),
    *("处理", "处置", "处分", "处罚", "处于", "处级", "所有", "所属", "所在", "所需", "所长", "站位", "院区", "院士"),
    *("心城", "心镇", "心组", "心任", "心工", "队伍", "队员", "会议", "会场", "会同", "会计", "会员", "委员", "委托"),
    *("台账", "台阶", "台商", "台胞", "组织", "组成", "组建", "室内", "校区", "校园", "馆藏", "社区", "社会", "厅级"),
})  # fmt: skip


def by_opening(terms: list[str]) -> Terms:
    """The terms by their first two characters (the term itself where it is one), longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in terms:
        found[term[:2]].append(term)
    return {opening: tuple(sorted(some, key=len, reverse=True)) for opening, some in found.items()}


@cache
def terms_of(*classes: str) -> Terms:
    """The terms of the classes of ``organisations``."""
    return by_opening([row[1] for row in vocabulary("organisations") if row[0] in classes])


@cache
def forms_of_committees() -> Terms:
    """The forms of bodies behind 委: 部, 组 and the like, besides those of every body."""
    return terms_of("form", "party_form")


@cache
def _words() -> frozenset[str]:
    return frozenset(row[0] for row in vocabulary("lines_of_work"))


@cache
def _lines_of_work() -> Mapping[str, tuple[int, ...]]:
    """The lengths of the lines of work that begin with two characters, longest first."""
    return {
        word[:2]: tuple(sorted({len(one) for one in _words() if one[:2] == word[:2]}, reverse=True))
        for word in _words()
    }


@cache
def openings_of_bodies() -> frozenset[str]:
    """The first two characters of whatever a body of a division can begin with."""
    return frozenset(word[:2] for word in (*_lines_of_work(), *terms_of("body")))


@cache
def openings_of_departments() -> frozenset[str]:
    """The first two characters of whatever can follow 委."""
    return frozenset(word[:2] for word in (*_lines_of_work(), *(term[1:] for term in _of_committee() if term != "委")))


@cache
def _of_committee() -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary("organisations") if row[0] == "body" and row[1].startswith("委"))


def term_at(text: str, at: int, terms: Terms) -> int:
    """Where the longest of the terms that begins at a place ends; the place itself where none does."""
    for words in terms.get(text[at : at + 2], ()):
        if text.startswith(words, at):
            return at + len(words)
    return at + 1 if text[at : at + 1] in terms else at


def word_at(text: str, at: int) -> int:
    """Where the longest line of work that begins at a place ends; the place itself where none does."""
    for size in _lines_of_work().get(text[at : at + 2], ()):
        if text[at : at + size] in _words():
            return at + size
    return at


def composed_at(text: str, at: int, forms: Terms) -> int:
    """Where a body composed of lines of work and a form ends: 渣土 · 处置 · 中心; the place itself where none stands."""
    found, end = at, word_at(text, at)
    if end == at:
        return at
    for _ in range(_MOST_WORDS):
        form = term_at(text, end, forms)
        if form > end and text[form - 1 : form + 1] not in _GOES_ON:
            found = form
        after = word_at(text, end)
        if after == end and text[end : end + 1] in _JOINT:
            # 住房和城乡建设局, 城市管理与园林事务部
            after = word_at(text, end + 1)
            after = end if after == end + 1 else after
        if after == end:
            break
        end = after
    return found


def all_work(words: str) -> bool:
    """Whether words are lines of work throughout, so that they name nobody: 中医肿瘤, 城管."""
    at = 0
    while at < len(words):
        after = word_at(words, at)
        if after == at:
            return False
        at = after
    return True
