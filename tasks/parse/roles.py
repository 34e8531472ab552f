"""What a figure is for: a result, a target, a limit, a share, a change."""

import re
from functools import cache

from tasks.parse.numbers import Number
from tasks.parse.vocabulary import vocabulary

_LIMITED = frozenset({"元", "亩", "平方米", "人", "岁", "年"})
_LIMITS = ("以上", "以下", "以内")
_FLOORS = ("不少于", "不低于", "不超过", "不高于")
_REACH = 20
_STOPS = frozenset(",。;、\n)")
# One of these stands in every word of change.
_CHANGE_SIGNS = frozenset("比增加降升少高落进较度")
_SPANS = frozenset({"年", "岁"})
_CHANGES = frozenset({"个百分点", "位次"})
_TERMS = frozenset({"个月", "天", "小时", "分钟"})
_TERM = re.compile(r"(?:限定|限期|时限为|期限为|(?<=合同)工期为)$")  # 限定3个月整改时限, 合同工期为14个月
_REQUIRED = re.compile(r"至少[\u4e00-\u9fff]{2}$")  # 每年至少召开2次专题会议
_TASKS = frozenset({"项", "条", "个"})  # 任务清单51条 counts tasks, 任务500米 sets one


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows = vocabulary("roles")
    change = "|".join(row[1] for row in rows if row[0] == "change")
    return re.compile("|".join(f"(?P<{row[0]}>{row[1]})" for row in rows if row[0] != "change")), re.compile(change)


def role_of(number: Number, raw: str, before: str, after: str, listed: str | None) -> str:
    """The role of a figure: ``before`` is its clause up to it, ``after`` the character behind it.

    ``listed`` is the role of the figure right before it in a list (分别下降13.3%、14.6%), null outside one.
    """
    if number.rule_id == "figure.rank":
        return "rank"
    if number.norm == "%" and listed in {"change", "share"}:
        return listed
    return _told(before, number.norm) or _of_unit(number, raw, before, after)


def _of_unit(number: Number, raw: str, before: str, after: str) -> str:
    """What the figure is where no word of its clause says so."""
    if number.norm in _CHANGES:
        return "change"
    if number.norm in _TERMS and (after == "内" or _TERM.search(before)):
        return "planned" if before.endswith("工期为") else "threshold"
    if number.norm == "年" and number.high is not None:
        return "planned"  # 分为2-3年报批及实施
    if number.qualifier == "at_least" and _REQUIRED.search(before):
        return "threshold"
    if number.norm == "%":
        return "share"  # 招商已完成90%, 抽取15%的项目
    return "threshold" if _is_limit(number, raw, after) else "actual"


def _told(before: str, norm: str) -> str | None:
    """What the words of the clause say: a forecast holds for all of it, all else for its own member of a list."""
    cues, changes = _cues()
    segment = before.rfind("、") + 1
    found: dict[str | None, str] = {}
    for match in cues.finditer(before):
        if match.start() >= segment or match.lastgroup == "forecast":
            found[match.lastgroup] = match[0]
    if "forecast" in found:
        return "forecast"
    if "target" in found:
        if norm == "%" and "完成" in before:
            return "share"  # 完成全年目标70%
        if not (norm in _TASKS and found["target"].startswith("任务")):
            return "target"
    if "planned" in found:
        return "planned"
    low = max(segment, len(before) - _REACH)
    if not _CHANGE_SIGNS.isdisjoint(before[low:]) and changes.search(before, low):
        return "change"
    return "share" if norm == "%" and "share" in found else None


def _is_limit(number: Number, raw: str, after: str) -> bool:
    # 400万元以上政府投资工程项目 · 35周岁以下占比84.2% · 100-400万元工程项目: a noun follows. 均已达到15万元以上。 is a result.
    if number.rule_id == "figure.unitless" and number.qualifier and after == "的":
        return True  # 低于0.5的标准值
    if number.norm not in _LIMITED or not after or after in _STOPS:
        return False
    if raw.endswith(_LIMITS) or raw.startswith(_FLOORS):
        return True
    if number.norm in _SPANS:
        return number.qualifier in {"over", "at_least", "below"}
    return number.norm == "元" and number.high is not None
