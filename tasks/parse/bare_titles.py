"""Rules named without 《》: a verb that makes or revises one, then a specific name that ends in a rule noun.

Some notices print no 《》 at all: 制定沙县区驻村干部管理办法. 建立健全制度 names no rule.
"""

import re
from dataclasses import dataclass
from functools import cache

from tasks.parse.actions import action_of
from tasks.parse.vocabulary import vocabulary

_MAKING = (
    "制定",
    "制订",
    "出台",
    "印发",
    "下发",
    "制发",
    "修订",
    "修改",
    "起草",
    "草拟",
    "编制",
    "废止",
    "停止执行",
    "研究通过",
    "审议通过",
)
# 完善规范财政涉农资金管理制度: 规范 alone governs no rule.
_ALONG = ("完善规范", "健全规范", "完善", "健全", "建立")
_NEVER_FIRST = "实施"  # 制定实施…办法; alone it carries out what is made already
# 未制定出台规范的招聘制度: not made. 严格按照机构编制工作条例: the staff, not the drawing up.
_NO_VERB, _LONGEST_NO = ("未", "未制定", "未建立", "机构"), 3
_CLAUSE = 70
_STOP = re.compile(r"[,。;:!?《》\n]")
# 制度改革, 方案制定工作 go on: a noun ends a name only here.
_END = "(?=[、,。;:(\\n)]|和|以?及|与|等|并|$)"
# Words before the name that are none of it: 制定了, 制定细化意识形态工作考核方案
_LEAD = re.compile(r"^(?:了|好|细化|分解|及|我[省市县区旗]|本[省市县区]|自身)+")
# What a name of a rule never begins with (制定的113条措施, 修订完善我区相关管理规定, 制定“六个一”措施) or holds (制定3份
# 专项整改方案, 党建工作指导员队伍等制度, 建立健全内部审计制度等18条措施).
_NO_NAME = re.compile(
    r"^(?:的|全区|有关|相关|各|更加|一系列|和|及|并|以|相应|规范性|\d{1,4}[个项条])"
    r"|\d份|一批|一些|多项|等(?!级)|建立|健全|有关|的制度$|规章制度$|制度流程$|台账(?=[、“])|(?:问题整改|办理|销号)清单$|^全面从严治党责任"
)
# Words of any plan; what is left is what it is about: 整改提升方案, 工作方案, 配套实施细则 are about nothing.
_GENERAL = re.compile(
    r"工作|实施|专项|整改|提升|相关|有关|具体|配套|长效|若干|落实|制定|完善|规章|各项|化解|问题|反馈|稳控|常态化?|长效化|动态|考核|管理|监督|推进|行动|资金"
)
# What opens a name whose verb stands behind it. 启动 and 推进 say that it is only begun.
_LAST_OPENED = re.compile(r"(?s:.*)(启动|推进|完成|对)")
_BEGUN = frozenset({"启动", "推进"})
# So many characters of its own make a name: fewer behind a verb of making (招投标管理实施细则) than behind one of upkeep or
# before a noun of daily use (区领导挂钩制度; not 动态监管机制).
_ABOUT = 2
_ABOUT_LONG = 4
# What the whole notice is about is enough of a name: 制定巡视整改工作方案. So is one that all know: 建立权责清单.
_KNOWN = re.compile(r"巡[视察](?:反馈问题)?整改(?:工作)?方案|(?:权责|权力|负面)清单|[日周月季年](?:报告|例会|通报)制度")
# 制定了强化业务培训、建立健全内部审计制度等18条措施: what is listed are measures.
_MEASURES = re.compile(r"等\d{1,4}[条项](?:整改)?措施")
_STAGE = re.compile(r"\((?:试行|暂行|草案|征求意见稿)\)")


@dataclass(frozen=True, slots=True)
class BareTitle:
    """``text[start:end]`` is the name; ``verb_start:verb_end`` the words that govern it; ``list_end`` the last name's end.

    ``begun``: 启动…编制 says that it is not made yet.
    """

    start: int
    end: int
    verb_start: int
    verb_end: int
    list_end: int
    begun: bool = False


@cache
def _verbs() -> re.Pattern[str]:
    first, words = "|".join((*_MAKING, *_ALONG)), "|".join((*_MAKING, *_ALONG, _NEVER_FIRST))
    return re.compile(f"(?:{first})(?:{words})*")


@cache
def _nouns() -> re.Pattern[str]:
    nouns = sorted((row[1] for row in vocabulary("rule_nouns") if row[0] != "title"), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(nouns)}){_END}")


@cache
def _behind() -> re.Pattern[str]:
    nouns = sorted((row[1] for row in vocabulary("rule_nouns") if row[0] != "title"), key=len, reverse=True)
    return re.compile(
        f"(?P<name>(?P<noun>{'|'.join(nouns)})(?:\\(20\\d\\d-20\\d\\d年?\\))?)"
        "(?P<listed>(?:、[^,。;:、\n]{2,12}){0,3}等(?:制度|规划|办法))?(?:部分条款)?(?:进行(?:了|全面)?)?"
        "(?P<verb>编制|修订(?:完善)?|完善)"
    )


@cache
def _short() -> frozenset[str]:
    return frozenset(row[1] for row in vocabulary("rule_nouns") if row[0] in {"name", "bare_name"})


def bare_titles(text: str) -> tuple[BareTitle, ...]:
    """Every bare title, in order; some may stand inside 《》."""
    governed = [title for verb in _verbs().finditer(text) for title in _governed(text, verb)]
    starts = {title.start for title in governed}
    behind = [
        title for verb in _behind().finditer(text) if (title := _before(text, verb)) and title.start not in starts
    ]
    return tuple(sorted((*governed, *behind), key=lambda title: title.start))


def _before(text: str, verb: re.Match[str]) -> BareTitle | None:
    """The title a verb behind it governs: 对海荣产业园配套政策部分条款进行修订完善, 启动洛江住房发展专项规划(2025-2035)编制."""
    low = max(0, verb.start() - _CLAUSE // 2)
    opened = _LAST_OPENED.match(text, low, verb.start())
    if opened is None or _STOP.search(text, opened.end(), verb.start()):
        return None
    start, end = opened.end(), verb.end("name")
    if verb["listed"]:
        # 对社员身份认定办法、财务管理、资产管理等制度进行全面修订: the first of the list alone is named whole.
        end = min(end, verb.end("noun"))
    if len(_GENERAL.sub("", text[start : verb.start()])) < _ABOUT_LONG or _NO_NAME.search(text[start:end]):
        return None
    return BareTitle(start, end, verb.start("verb"), verb.end("verb"), end, begun=opened[1] in _BEGUN)


def _governed(text: str, verb: re.Match[str]) -> list[BareTitle]:
    if text.endswith(_NO_VERB, max(0, verb.start() - _LONGEST_NO), verb.start()):
        return []
    stop = _STOP.search(text, verb.end(), verb.end() + _CLAUSE)
    if stop is None or stop[0] == "《":
        return []
    at = verb.end()
    found: list[tuple[int, int]] = []
    for noun in _nouns().finditer(text, verb.end(), stop.start()):
        # 考核激励等制度: the noun is the whole list's.
        end, begin = noun.end(), at
        staged = _STAGE.match(text, end)
        at = (staged.end() if staged else end) + 1
        lead = _LEAD.match(text[begin:end])
        start = begin + (lead.end() if lead else 0)
        # 出台…保障机制、修订…监管办法: the next verb has its own names.
        if found and _verbs().match(text, start):
            break
        if _MEASURES.match(text, end):
            break
        if _is_specific(text[start:end], noun[0], verb[0]) and not _is_heading(text, verb, end):
            found.append((start, end))
        if text[end : end + 1] in {"等", "并"}:
            break
    last = found[-1][1] if found else 0
    return [BareTitle(start, end, verb.start(), verb.end(), last) for start, end in found]


def _is_heading(text: str, verb: re.Match[str], end: int) -> bool:
    # 30.完善区属国有企业管理制度。健全完善…: what the item is about; what was done follows.
    begins = text[verb.start() - 1 : verb.start()] in {".", ")"}
    return begins and text[end : end + 1] == "。" and text[end + 1 : end + 2] not in {"", "\n"}


def _is_specific(name: str, noun: str, verb: str) -> bool:
    # A quotation that does not end in the name is a list of slogans: “片区务虚会、下访活动、传帮带机制
    if _NO_NAME.search(name) or name.count("“") != name.count("”"):
        return False
    if _KNOWN.fullmatch(name):
        return True
    making = any(word in verb for word in _MAKING)
    about = len(_GENERAL.sub("", name.removesuffix(noun)))
    return about >= (_ABOUT if making and noun in _short() else _ABOUT_LONG) and action_of(verb) != "cited"
