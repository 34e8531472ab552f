"""Numbers with their units: one pass of masks, one compiled grammar, Decimal throughout.

Source: the traps of five notices. 2.2亿 in binary floating point is 220000000.00000003.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tasks.parse.marks import chinese_number
from tasks.parse.vocabulary import vocabulary

_SCALES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "亿": Decimal(100_000_000),
}
# 近邻党建, 约谈, 超编, 超期, 超职数 are words: the mark counts only right before a number.
_BEFORE = {
    "about": ("大约", "共计约", "将近", "约", "近"),
    "over": ("突破", "超过", "逾", "超"),
    "at_least": ("不少于", "不低于", "至少"),
    "below": ("不超过", "不高于", "不足", "低于", "少于", "未满"),
}
_AFTER = {"以上": "at_least", "左右": "about", "以下": "below", "以内": "below"}
_QUALIFIERS = {word: qualifier for qualifier, words in _BEFORE.items() for word in words}
# Without 一: 一个, 一批, 一项 count nothing. Without 十 alone: 十街道 is a name.
_COUNTED = "个|名|位|项|次|场|家|条|份|类|批|轮|支|所|处|座|件|起|期|种|方面|小组|月"
_NUMERAL = "[二两三四五六七八九十百千]"
# Kinds of use, told by the words before the figure in its clause; the first that matches wins.
_ROLES = (
    ("forecast", re.compile(r"预计|有望|将达|可达|可突破|可实现|可新增")),  # 预计全年销售额达200亿元以上
    ("target", re.compile(r"目标|年度任务|下达|力争|达标线|标准值")),  # 2025年市级下达856亩年度任务
    ("planned", re.compile(r"计划(?!完成|招|生)|(?<!模)拟(?:于|新|投)|将(?:于|投|建)")),  # 按计划清退51.4万元
    (
        "share",
        re.compile(
            r"占(?!地|用|比提高|比提升)[^,。;]{0,16}$|比重(?:达|为)?$|完成率|办结率|满意率|整改率|入驻率|覆盖率"
        ),
    ),
)
_CHANGE = re.compile(
    r"(?:同比|环比|比增|增长|增加|下降|上升|提升|减少|降低|提高|回落|较[^,。;]{0,12})(?:均|了|约|近|超|达|到)?$"
)  # 同比增长20.1%
# What a figure can begin with: a digit, a numeral, or a qualifier.
_FIRST = r"\d二两三四五六七八九十百千大共将约近突超逾不至低少未"
_RANK = re.compile(  # 全市排名第4 · 居全市第3名 · 位列全市各区县第一名
    r"(?:排名|位列|位居|居|名列)[^,。;、\d]{0,10}?(第(\d{1,4}|[一二三四五六七八九十]{1,3})(?:名|位)?)(?!轮|期|批|季|次)"
)
_SENTENCE_BREAK = re.compile(r"[,。;:、\n]")
_THRESHOLD_UNITS = frozenset({"元", "亩", "平方米", "人", "岁", "年"})
_REACH = 24


@dataclass(frozen=True, slots=True)
class _Unit:
    norm: str
    factor: Decimal


@cache
def _units() -> dict[str, _Unit]:
    return {row[0]: _Unit(row[1], Decimal(row[2])) for row in vocabulary("units")}


@cache
def _grammar() -> re.Pattern[str]:
    before = "|".join(sorted(_QUALIFIERS, key=len, reverse=True))
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    after = "|".join(_AFTER)
    # One optional blank inside a decimal (47. 84平方公里) and one before its unit (2 艘): the page's, not the number's.
    number = r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\s?\d+)?"
    return re.compile(
        rf"(?=[{_FIRST}])(?P<before>{before})?"
        rf"(?:(?P<low>{number})(?:[-—–~至](?P<high>{number}))?|(?P<chinese>{_NUMERAL}{{1,6}}|百|千))"
        rf"\s?(?P<inner>[余多])?(?P<scale>万亿|千亿|百亿|千万|百万|十万|[十百千万亿])?(?P<outer>[余多])?\s?"
        rf"(?:(?P<unit>{units})|(?P<bare>(?=[,。;、\n]|以[上下]|$)))"
        rf"(?P<after>{after})?"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number with its unit; ``start`` and ``end`` count in the text it was found in."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    norm: str
    factor: Decimal
    qualifier: str | None
    role: str
    rule_id: str


def numbers_in(masked: str) -> tuple[Number, ...]:
    """Every number with a unit in a masked text (``tasks.parse.masks``), in order."""
    found = [(match.start(), match) for match in _grammar().finditer(masked)]
    found += [(match.start(1), match) for match in _RANK.finditer(masked)]
    numbers = (
        _rank(match) if match.re is _RANK else _figure(match, masked)
        for _, match in sorted(found, key=lambda at: at[0])
    )
    return tuple(number for number in numbers if number is not None)


def _rank(match: re.Match[str]) -> Number:
    digits = match[2]
    value = Decimal(int(digits) if digits.isdigit() else chinese_number(digits))
    return Number(
        start=match.start(1),
        end=match.end(1),
        value=value,
        high=None,
        unit="名",
        norm="名",
        factor=Decimal(1),
        qualifier=None,
        role="rank",
        rule_id="figure.rank",
    )


def _figure(match: re.Match[str], masked: str) -> Number | None:
    unit, scale = match["unit"], match["scale"] or ""
    if match["chinese"]:
        return _chinese(match, masked)
    if unit is None and not ((scale and scale[-1] == "亿") or scale == "万"):
        return None
    if unit is None:
        unit, rule_id = "", "figure.bare_scale"
    else:
        rule_id = "figure.range" if match["high"] else "figure.number"
    if unit == "年" and not _is_span(match, masked):
        return None
    known = _units()[unit or "元"]
    factor = known.factor
    for sign in scale:
        factor *= _SCALES[sign]
    return Number(
        start=match.start(),
        end=match.end(),
        value=_number(match["low"]),
        high=_number(match["high"]) if match["high"] else None,
        unit=scale + unit,
        norm=known.norm,
        factor=factor,
        qualifier=_qualifier(match),
        role=_role(match, masked, known.norm),
        rule_id=rule_id,
    )


def _chinese(match: re.Match[str], masked: str) -> Number | None:
    numeral, unit, scale = match["chinese"], match["unit"], match["scale"] or ""
    vague = match["inner"] or match["outer"]
    # 七千多名, 百余名, 三个小组 are counts; 第二轮, 三重一大, 四风, 十街道, 两会 are names.
    if (
        unit is None
        or unit not in _COUNTED.split("|")
        or masked[max(0, match.start() - 1) : match.start()] in tuple("第一两几数“")
    ):
        return None
    if numeral in {"十", "百", "千"} and not vague:
        return None
    try:
        value = Decimal(chinese_number(numeral + scale))
    except KeyError:
        return None
    known = _units()[unit]
    return Number(
        start=match.start(),
        end=match.end(),
        value=value,
        high=None,
        unit=unit,
        norm=known.norm,
        factor=known.factor,
        qualifier=_qualifier(match),
        role=_role(match, masked, known.norm),
        rule_id="figure.chinese",
    )


def _is_span(match: re.Match[str], masked: str) -> bool:
    # 满10年, 超过10年, 近7年, 徒刑10年, 2-3年: a span of years. 25年, 2023年: a date.
    before = masked[max(0, match.start() - 3) : match.start()]
    spans = match["before"] or match["high"] or before.endswith(("满", "徒刑", "上访", "期", "任职", "持续"))
    return bool(spans) and len(match["low"]) < 4


def _qualifier(match: re.Match[str]) -> str | None:
    if match["after"]:
        return _AFTER[match["after"]]
    if match["inner"] or match["outer"]:
        return "over"
    return _QUALIFIERS[match["before"]] if match["before"] else None


def _role(match: re.Match[str], masked: str, norm: str) -> str:
    window = masked[max(0, match.start() - _REACH) : match.start()]
    clause = _SENTENCE_BREAK.split(window)[-1]
    if _CHANGE.search(clause) and not clause.endswith(("提高到", "提高至", "降低到", "提升至", "降低至")):
        return "change"
    for role, pattern in _ROLES:
        if pattern.search(clause) and (role != "share" or norm == "%"):
            return role
    following = masked[match.end() : match.end() + 1]
    limit = match["after"] in {"以上", "以下", "以内"} or match["before"] in {"不少于", "不低于", "不超过", "不高于"}
    if limit and norm in _THRESHOLD_UNITS and following not in {",", "。", ";", ""}:
        return "threshold"
    return "actual"


def _number(printed: str) -> Decimal:
    return Decimal(printed.replace(",", "").replace(" ", ""))


def plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent."""
    trimmed = value.normalize()
    return trimmed.quantize(Decimal(1)) if trimmed == trimmed.to_integral_value() else trimmed
