"""Numbers with their units: one compiled grammar over the masked text, Decimal throughout.

Source: the traps of five notices. 2.2亿 in binary floating point is 220000000.00000003.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tasks.parse.marks import chinese_number
from tasks.parse.vocabulary import vocabulary

_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_BEFORE = {
    "about": ("大约", "将近", "接近", "大概", "约", "近"),
    "over": ("突破", "超过", "高于", "大于", "逾", "超"),
    "at_least": ("不少于", "不低于", "不小于", "至少", "满"),
    "below": ("不超过", "不高于", "不多于", "不足", "低于", "少于", "小于", "未满", "至多"),
}
# Longest first, by its last character: read only where that stands right before the number.
_QUALIFIERS: dict[str, list[tuple[str, str]]] = {}
for _qualifier, _words in _BEFORE.items():
    for _word in _words:
        _QUALIFIERS.setdefault(_word[-1], []).append((_word, _qualifier))
for _list in _QUALIFIERS.values():
    _list.sort(key=lambda pair: -len(pair[0]))
# 签约14个项目, 节约5万元, 附近3公里: no qualifier but the end of a word.
_NO_QUALIFIER = (
    "签约",
    "节约",
    "违约",
    "履约",
    "预约",
    "邀约",
    "集约",
    "合约",
    "制约",
    "附近",
    "最近",
    "就近",
    "临近",
    "邻近",
    "赶超",
    "反超",
    "届满",
    "期满",
    "圆满",
)
_AFTER = {"以上": "at_least", "左右": "about", "以下": "below", "以内": "below"}
# Without 一: 一个, 一批, 一项 count nothing. Without 十 alone: 十街道 is a name.
_COUNTED = frozenset(
    (
        "个",
        "名",
        "位",
        "项",
        "次",
        "场",
        "家",
        "条",
        "份",
        "类",
        "批",
        "批次",
        "轮",
        "支",
        "所",
        "处",
        "座",
        "件",
        "起",
        "期",
        "种",
        "方面",
        "大类",
    )
)
_NUMERAL = "[二两三四五六七八九十百千][一二两三四五六七八九十百千零]{0,5}"
# 第三批, 几个, 数十家, 前十名, 后三名
_ORDINAL_SIGNS = frozenset("第一几数前后“届")
# 十三届五次全会, 四种形态, 两个维护, 三支一扶: names, though no quotes stand around them
_NAMED = re.compile(r"全会|全体会|形态|维护|确立|意识|自信|务必|全面|一扶|责任")
# 全市排名第4 · 居全市第3名 · 位列全市各区县第一名 · 暂列全市第一
_RANKED = re.compile(r"(?:排名|排在|居|(?<=[位名暂前并])列)[^,。;、\d]{0,10}$")
_RANK_REACH = 14
# 累计纳统49.83亿, 合同金额100万以上: a sum though 元 is left out. 浏览量达50万 is none.
_MONEY = re.compile(r"[资金额款费税售贷债罚]|纳统|营收|收入|产值|支出|投入")
_INDEX = re.compile(r"系数|指数|比值|低于|高于")  # 差异系数0.485,已低于0.5的标准值
_MONEY_REACH = 12
# 18 digits (schemas.figures): of the value as printed 6 behind the point, in the base unit 3. 135万亿元 is the largest real one.
_VALUE_BOUND, _VALUE_DECIMALS = Decimal(10) ** 12, 6
_AMOUNT_BOUND, _AMOUNT_DECIMALS = Decimal(10) ** 15, 3
_SPAN_WORDS = ("满", "徒刑", "上访", "期", "任职", "持续", "连续", "长达")
_STOPS = re.compile(r"[,。;:、\n]")


@dataclass(frozen=True, slots=True)
class _Measure:
    norm: str
    factor: Decimal


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit; ``start`` and ``end`` count in the text it was found in.

    ``value`` and ``high`` are as printed, ``amount`` and ``amount_high`` in the base unit ``norm``.
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    norm: str
    amount: Decimal
    amount_high: Decimal | None
    qualifier: str | None
    rule_id: str

    @property
    def in_range(self) -> bool:
        """Whether the columns of a figure hold it exactly."""
        return (
            _held(self.value, _VALUE_BOUND, _VALUE_DECIMALS)
            and _held(self.amount, _AMOUNT_BOUND, _AMOUNT_DECIMALS)
            and (self.high is None or _held(self.high, _VALUE_BOUND, _VALUE_DECIMALS))
            and (self.amount_high is None or _held(self.amount_high, _AMOUNT_BOUND, _AMOUNT_DECIMALS))
        )


def _held(value: Decimal, bound: Decimal, decimals: int) -> bool:
    return value < bound and int(value.as_tuple().exponent) >= -decimals


@cache
def _units() -> dict[str, _Measure]:
    return {row[0]: _Measure(row[1], Decimal(row[2])) for row in vocabulary("units")}


@cache
def _measure(scale: str, unit: str) -> _Measure:
    known = _units()[unit]
    factor = known.factor
    for sign in scale:
        factor *= _SCALES[sign]
    return _Measure(known.norm, factor)


@cache
def _grammar() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    after = "|".join(_AFTER)
    # One optional blank inside a decimal (47. 84平方公里) and one before its unit (2 艘): the page's, not the number's.
    number = r"\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,15}(?:\.\s?\d{1,6})?(?!\d)"
    return re.compile(
        rf"(?=[\d二两三四五六七八九十百千第])(?<![\d.])"
        rf"(?:(?:(?P<low>{number})(?:%?[-—–~至](?P<high>{number}))?|(?P<chinese>{_NUMERAL}))"
        rf"\s?(?P<inner>[余多])?(?P<scale>万亿|千亿|百亿|千万|百万|十万|[十百千万亿])?(?P<outer>[余多])?\s?"
        rf"(?:(?P<unit>{units})(?P<after>{after})?|(?P<bare>(?=[,。;、)\n]|以[上下]|的标准|$))(?P<limit>以[上下])?)"
        r"|第(?P<ordinal>\d{1,4}|[一二三四五六七八九十]{1,3})(?:名|位)?(?![轮期批季次届项条号类种]))"
    )


def numbers_in(masked: str) -> tuple[Number, ...]:
    """Every number with a unit in a masked text (``tasks.parse.masks``), in order."""
    found = []
    for match in _grammar().finditer(masked):
        if match["ordinal"]:
            number = _rank(match, masked)
        elif match["chinese"]:
            number = _chinese(match, masked)
        else:
            number = _figure(match, masked)
        if number is not None:
            found.append(number)
    return tuple(found)


def _rank(match: re.Match[str], masked: str) -> Number | None:
    start = match.start()
    if not _RANKED.search(masked, max(0, start - _RANK_REACH), start):
        return None
    digits = match["ordinal"]
    value = Decimal(int(digits) if digits.isdigit() else chinese_number(digits))
    return Number(start, match.end(), value, None, "名", "名", value, None, None, "figure.rank")


def _figure(match: re.Match[str], masked: str) -> Number | None:
    low, high, inner, scale, outer, unit, after, limit = match.group(
        "low", "high", "inner", "scale", "outer", "unit", "after", "limit"
    )
    scale = scale or ""
    start, qualifier = _qualified(masked, match.start())
    if unit is None:
        return _bare(match, masked, start, qualifier, limit)
    if unit == "年" and not (len(low) < 4 and (qualifier or high or masked.endswith(_SPAN_WORDS, 0, start))):
        # 满10年, 超过10年, 近7年, 徒刑10年, 2-3年: a span of years. 25年, 2023年: a date.
        return None
    measure = _measure(scale, unit)
    value = Decimal(low.replace(",", "").replace(" ", ""))
    norm = measure.norm
    if unit in {"位", "名"} and masked.endswith(("上升", "前进", "提升", "下降", "后退"), 0, start):
        norm = "位次"  # 排名较上年前进1位, 满意度较2020年上升39名
    if after:
        qualifier = _AFTER[after]
    elif inner or outer:
        qualifier = "over"
    top = Decimal(high.replace(",", "").replace(" ", "")) if high else None
    return Number(
        start,
        match.end(),
        value,
        top,
        scale + unit,
        norm,
        value if measure.factor == 1 and "." not in low else plain(value * measure.factor),
        plain(top * measure.factor) if top is not None else None,
        qualifier,
        "figure.range" if high else "figure.number",
    )


def _bare(match: re.Match[str], masked: str, start: int, qualifier: str | None, limit: str | None) -> Number | None:
    low, scale = match["low"], match["scale"] or ""
    before = _STOPS.split(masked[max(0, start - _MONEY_REACH) : match.start()])[-1]
    if limit:
        qualifier = _AFTER[limit]
    if scale[-1:] in {"万", "亿"}:
        unit, rule_id = ("元", "figure.bare_scale") if _MONEY.search(before) else ("", "figure.unitless")
    elif "." in low and not scale and _INDEX.search(before):
        unit, rule_id = "", "figure.unitless"
    else:
        return None
    measure = _measure(scale, unit) if unit else _Measure("", _measure(scale, "元").factor)
    value = Decimal(low.replace(",", "").replace(" ", ""))
    end = match.end()
    return Number(start, end, value, None, scale, measure.norm, plain(value * measure.factor), None, qualifier, rule_id)


def _chinese(match: re.Match[str], masked: str) -> Number | None:
    numeral, unit, scale = match["chinese"], match["unit"], match["scale"] or ""
    vague = match["inner"] or match["outer"]
    # 七千多名, 百余名, 三个小组 are counts; 第二轮, 三重一大, 四风, 十街道, 两会 are names.
    if unit not in _COUNTED or masked[match.start() - 1 : match.start()] in _ORDINAL_SIGNS:
        return None
    if not vague and not _counts(match, masked, numeral, unit):
        return None
    start, qualifier = _qualified(masked, match.start())
    measure = _measure(scale, unit)
    value = Decimal(chinese_number(numeral))
    qualifier = _AFTER[match["after"]] if match["after"] else "over" if vague else qualifier
    return Number(
        start,
        match.end(),
        value,
        None,
        scale + unit,
        measure.norm,
        plain(value * measure.factor),
        None,
        qualifier,
        "figure.chinese",
    )


def _counts(match: re.Match[str], masked: str, numeral: str, unit: str) -> bool:
    if numeral in {"二", "百", "千"}:
        return False  # 二次破坏, 二轮土地延包, 二期: the second. 百名讲解员: a name
    if len(numeral) > 1 and not any(sign in numeral for sign in "十百千"):
        return False  # 两三个
    if unit == "期" and numeral != "两" and not masked.endswith("分", 0, match.start()):
        return False  # 三期已完工
    return not _NAMED.match(masked, match.end())


def _qualified(masked: str, start: int) -> tuple[int, str | None]:
    """Where the number begins with the qualifier before it, and what that says."""
    if start == 0:
        return start, None
    for word, qualifier in _QUALIFIERS.get(masked[start - 1], ()):
        if masked.endswith(word, 0, start):
            if len(word) == 1 and masked.endswith(_NO_QUALIFIER, 0, start):
                return start, None
            return start - len(word), qualifier
    # 每年至少召开2次: the verb stands between
    return start, "at_least" if masked[start - 3 : start - 2] == "少" and masked.startswith("至", start - 4) else None


def plain(value: Decimal) -> Decimal:
    """The value without trailing zeros and without an exponent."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
