"""What the words around a title say was done with it: made, revised, issued, repealed, studied, or nothing."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from tasks.parse.vocabulary import vocabulary

# The strongest of a run names it: 制定印发 is made, 修订印发 is revised, 学习贯彻 is studied.
_RANK = ("made", "revised", "issued", "repealed", "studied", "finished", "cited")
_REACH = 30
# 制定出台我区《…》, 学习省纪委办公厅《…》: the owner stands between verb and title. 严格依照新制定的《…》: made, then cited.
_GAP = re.compile(r"(?:了|好|对|的)?[^,。;:、的]{0,12}")
_TO_LAST_STOP = re.compile(r"(?s:.*)[,。;:!?》)\n]")
_PLANNED = re.compile(  # 拟出台 · 正在制定 · 计划2023年10月底印发 · 抓紧修订 · 将于近期印发
    r"(?:拟(?<!模拟)(?<!草拟)(?!定)|正在|正(?=抓紧|研究|组织)|计划|准备|即将|将(?=于|适时|尽快|制|出|印|修)|抓紧|加快(?!推))[^,。;:]{0,10}$"
)
_DRAFT = re.compile(r"(?:\([^()\n]{1,20}\))?(?:初稿|草案|征求意见稿)")  # 《…(暂行)》初稿,计划2023年10月底印发实施
_DRAFTED = frozenset({"起草", "草拟", "拟定"})


@dataclass(frozen=True, slots=True)
class Action:
    """``text[start:end]`` are the words that say it; null places where the title is only cited."""

    action: str
    start: int | None
    end: int | None
    state: str
    rule: str


CITED = Action("cited", None, None, "done", "cited")


@cache
def _verbs() -> dict[str, str]:
    return {row[1]: row[0] for row in vocabulary("regulation_actions")}


@cache
def _run() -> str:
    # 按照出台的《…》: a preposition is no part of the run of verbs behind it.
    words = sorted(_verbs(), key=len, reverse=True)
    verb = "(?:" + "|".join(word for word in words if _verbs()[word] != "basis") + ")"
    basis = "|".join(word for word in words if _verbs()[word] == "basis")
    return f"(?:{basis}|{verb}(?:(?:并|及|、)?{verb}){{0,3}})"


@cache
def _before() -> re.Pattern[str]:
    # Most places are passed over at a look.
    first = "".join(sorted({word[0] for word in _verbs()}))
    return re.compile(f"(?=[{first}]){_run()}")


@cache
def _behind() -> re.Pattern[str]:
    # 《…》已于5月18日印发, · 《…》的修订。 · 《…》等重点内容补学; · 《…》等纳入领导干部理论学习; 依据《A》制定《B》 is none.
    return re.compile(
        r"(?:\([^()\n]{1,20}\))?(?:等[^,。;:《\n]{0,20}?)?"
        r"(?:已|均|也|现|正式|全部|的|专题|集中|拟|于|[\d月日份底初]){0,10}"
        rf"(?P<run>{_run()})(?=[,。;、)\n]|$|工作|情况|内容)"
    )


@cache
def _verb() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_verbs(), key=len, reverse=True)))


@lru_cache(maxsize=1024)
def _words(run: str) -> tuple[str, ...]:
    return tuple(_verb().findall(run))


@lru_cache(maxsize=1024)  # a few dozen runs of verbs make up nearly all
def action_of(run: str) -> str:
    """The action a run of verbs names: 制定印发 is made."""
    classes = {_verbs()[verb] for verb in _words(run)}
    return next((rank for rank in _RANK if rank in classes), "cited")


def action_on(text: str, start: int, end: int, floor: int) -> Action:
    """What is done with the titles of ``text[start:end]``; no word before ``floor`` counts.

    The verb right before them, else the verb right behind.
    """
    before = _action_before(text, start, end, floor)
    if before and before.action not in {"cited", "finished"}:
        return before
    match = _behind().match(text, end, min(len(text), end + 60))
    behind = action_of(match["run"]) if match else "cited"
    # 执行《…》, 落实《…》: what follows is another matter.
    if match and behind not in {"cited", "finished"} and (before is None or before.action == "finished"):
        planned = "拟" in text[end : match.start("run")]
        return Action(behind, match.start("run"), match.end("run"), "planned" if planned else "done", "verb_behind")
    if before and before.action == "finished":
        return Action("made", before.start, before.end, before.state, before.rule)
    return CITED


def _action_before(text: str, start: int, end: int, floor: int) -> Action | None:
    low = max(floor, start - _REACH)
    stop = _TO_LAST_STOP.match(text, low, start)
    low = stop.end() if stop else low
    last = None
    for match in _before().finditer(text, low, start):
        last = match
    if last is None or text.rfind("【", low, last.start()) > text.rfind("】", low, start):
        return None  # 【学习《决定》每日问答】: a programme's name
    if not _GAP.fullmatch(text, last.end(), start):
        return None
    action = action_of(last[0])
    drafted = _DRAFTED.issuperset(_words(last[0]))
    planned = drafted or _DRAFT.match(text, end) or _PLANNED.search(text, low, last.start())
    # 均已发《补正通知书》: 已 tells the verb from 发现, and is none of it.
    begin = last.start() + last[0].startswith("已")
    return Action(action, begin, last.end(), "planned" if planned else "done", "verb_before")
