"""Times as a notice tells them: full dates, 25年上半年, 截至7月20日, 今年以来, 省委巡视以来.

A date without its year takes it from the text before it in the paragraph, else from the day the notice speaks from:
never from today.
"""

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from tasks.parse.body import Body
from tasks.parse.dates import day_of, month_end
from tasks.parse.vocabulary import vocabulary

_DAY = dt.timedelta(days=1)
# 较2023年减少, 比8月下降: what a figure is compared with is not its time.
_BASELINES = frozenset("较比")
_NO_MONTH = frozenset(".0123456789每个")
# 计划2023年10月开标, 将于年内动建: nothing told before is of that day. 通报2019年以来发生的违纪违法案件: the time of the
# cases, not of what was done about them. 如清明节前组织…,累计参加300余人次: an example.
_ASIDE = re.compile(r"(?:通报|查处|,如)$|(?:计划|预计|力争|争取|确保|拟|将[于在]|预期|限期)[^,。;:”]{0,2}$")
# 列入2024年老旧小区改造项目, 制定2025年产业发展工作方案, 十四中扩建、2023年无障碍设施改造提升工程: a year in a name.
_NAMING = re.compile(r"(?:列入|纳入|针对|制定|细化|编制|印发|梳理|谋划|完成|、)$")
_LISTING = ("列入", "纳入", "、")
# 对10家企业进行2016年度绩效考评 · 4家企业申报2025年度…企业 · 38家企业入选福建省2021年…名单: the year of what the figure before it is in.
_OF_WHAT_IS_BEFORE = re.compile(r"(?:进行|申报|入选|获评)[\u4e00-\u9fff]{0,3}$")
# 针对中秋、国庆等节假日期间易发多发的…问题: the time of the trouble, not of what was done about it.
_STOP = re.compile(r"[,。;:\n]")
_TROUBLE_REACH = 32
# 对2018年以来工程招投标线索进行梳理,8条线索全部办结,其中立案3件: the time of the clues, not of what was done about them.
_TOPIC = ("对", "围绕")
# One of these stands in each of them: most times are passed over at a look.
_ASIDE_SIGNS = frozenset("报处如划计争取保拟于在期")
_ASIDE_REACH = 6
_BARE = frozenset({"目前", "现阶段"})
_RANGE = frozenset("-—–~至到")
_LISTED = frozenset("、和及与")
_MOST_LISTED = 12
_JOINTS = _RANGE | _LISTED
_SKIPPED = r"“[^“”]{0,60}”|《[^《》]{1,120}》|【[^【】]{1,60}】|〔[^〔〕]{1,12}〕"
# 25年上半年, not 满10年, 近7年, 徒刑10年, 上访12年, 超过10年未交流
_SHORT_YEAR = r"(?<![\d.满近超过期刑访约逾续达长职第])(?P<y2>[0-3]\d)年(?!以[上下内]|[期的多余未内间]|时间|左右)"
_YEAR = (
    rf"(?:(?P<y4>(?:19|20)\d\d)\s?年|{_SHORT_YEAR}|(?P<named>今年|去年|前年|明年|本年|上年))"
    r"(?:年?(?P<edge>[底末]|初(?!步))|全年|度|[春夏秋冬]季)?"
)
_MONTH = r"(?:1[0-2]|0?[1-9])"
# 1—9月 · 4月至7月 · 7月18日 · 10月14日—15日 · 10月上旬 · 4月底 · 第一、二季度 · 前三季度 · 上半年
_PART = (
    rf"(?:(?P<m1>{_MONTH})(?:月份?)?[-—–~至](?P<m2>{_MONTH})\s?月(?!\s?\d{{1,2}}\s?日)份?"
    rf"|(?P<m>{_MONTH})\s?月(?:份|\s?(?P<d>[0-3]?\d)\s?日(?:[-—–~至](?P<d2>[0-3]?\d)日)?|(?P<third>[上中下]旬|[初底末]))?"
    r"|第?(?P<q1>[一二三四])(?:[、和至](?P<q2>[一二三四]))?季度|前(?P<quarters>[二两三])个?季度|(?P<half>[上下])半年)"
)
_YEARS = r"(?P<from>(?:19|20)\d\d)年?[-—–~至](?P<to>(?:19|20)\d\d)年"  # 2017—2021年间
# 自2023年6月上线以来, 21年换届以来
_SINCE = r"[^,。;:、\d“”《》()的]{0,8}以来|来(?![自到源访信函])|至今|起(?![诉草步到源])|开始|以后|之后|后(?![续期备三])"
_UNTIL = r"以前|之前|前(?![期往来后三述列沿])"
# What a time begins with: nearly every place of a text is passed over at a look.
_FIRST = (
    r"[“《【〔\d现到今去前明本上下第一二三四五六七八九十近两年目截至自从巡整集反省市区中元春清端国节全]"
    r")(?=[“《【〔]|\d{1,4}(?:[年月\s]|[-—–~至]\d)|[今去前明本上]年|截[至止]|[自从至到](?:[\d今去本此省市区巡])|[上下]半年"
    r"|第?[一二三四](?:季|[、和至][一二三四]季)|前[二两三]|目前|现阶|近[二两三四五六七八九十]|[二两三四五六七八九]年以|年[内底末度]|全年|巡[视察]"
    r"|反馈|集中整|整改|[省市区]委巡|[省中]巡|中央巡|春节|清明|端午|五一|中秋|国庆|元旦|七一|节假|两节|第?[一二三四五六七八九十]{1,3}届"
)
_NAMES = (
    "y4",
    "y2",
    "named",
    "edge",
    "m1",
    "m2",
    "m",
    "d",
    "d2",
    "third",
    "q1",
    "q2",
    "quarters",
    "half",
    "from",
    "to",
)
_ALONE = tuple(
    f"{name}_" if name in {"m1", "m2", "m", "d", "d2", "third", "q1", "q2", "quarters", "half"} else name
    for name in _NAMES
)
_LOOK = re.compile(r"\(\?<?[=!][^()]*\)")  # (?<=预计), (?!期)
_QUARTERS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4}
_COUNTS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_NAMED_YEARS = {"今": 0, "本": 0, "去": -1, "上": -1, "前": -2, "明": 1}
_THIRDS = {"上": (1, 10), "初": (1, 10), "中": (11, 20), "下": (21, 31), "底": (21, 31), "末": (21, 31)}


@dataclass(frozen=True, slots=True)
class Period:
    """A time expression: ``text[start:end]``, its first and last day, and how they were had.

    A bound is null where it is open (截至 has no first day, 以来 no last) or cannot be known. ``aside``: a day planned
    for, or the time of a thing spoken of, neither that of other figures. ``named``: a year in the name of a plan or a
    project, which does not go on (and ``listed``: 列入2024年…项目, the time of no figure at all). ``topic``: the time of a
    thing spoken of, which goes on to the first figure alone. ``adverbial``: it can say the time of what stands before it (滞纳金已于2025年5月全额入库).
    ``bare``: 目前 alone dates nothing, for a notice is often signed months after it was written; yet no time before it
    goes on. ``members``: the times of a list (2023年、2024年), which 分别 tells apart.
    """

    start: int
    end: int
    first: dt.date | None
    last: dt.date | None
    precision: str | None
    source: str
    aside: bool = False
    named: bool = False
    listed: bool = False
    topic: bool = False
    adverbial: bool = False
    bare: bool = False
    members: "tuple[Period, ...]" = ()


@dataclass(frozen=True, slots=True)
class _Time:
    first: dt.date | None
    last: dt.date | None
    precision: str | None
    source: str


_UNREAD = _Time(None, None, None, "unresolved")


@cache
def _grammar() -> re.Pattern[str]:
    words = "|".join(row[1] for row in vocabulary("periods"))
    return re.compile(
        rf"(?={_FIRST})(?:(?P<word>{words})|{_SKIPPED}"
        rf"|(?P<opening>截至|截止到?|自从?|从|(?<=[,。;:])[至到])?(?P<date>{_YEARS}|{_YEAR}{_PART}?|(?P<alone>{_alone(_PART)}))"
        rf"(?:(?P<since>{_SINCE})|(?P<until>{_UNTIL})|期间|间|内)?)"
    )


def _alone(part: str) -> str:
    # The same parts with no year before them (6月19日, 上半年): a group's name must be its own.
    return re.sub(r"\(\?P<(\w+)>", r"(?P<\1_>", part)


@cache
def _words() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # What stands around a word was seen when it was found: its own letters tell the line.
    return tuple((row[0], re.compile(_LOOK.sub("", row[1]))) for row in vocabulary("periods"))


@lru_cache(maxsize=256)
def _kind(words: str) -> str:
    return next(kind for kind, pattern in _words() if pattern.fullmatch(words))


def periods_in(body: Body) -> tuple[Period, ...]:
    """Every time expression of the body's paragraphs, in order; dates joined by 至 or 、 are one.

    None from titles, quoted names and document numbers, and none that a figure is only compared with (较2023年).
    """
    text, spans = body.text, body.spans
    found: list[Period] = []
    at, year, before = -1, None, None
    printed, whole_year = True, 0
    for match in _grammar().finditer(text, body.start, body.end):
        if match.lastgroup is None:
            continue
        start = match.start()
        while at + 1 < len(spans) and spans[at + 1].start <= start:
            at, year, before = at + 1, None, None
        if at < 0 or start >= spans[at].end or _is_baseline(text, match):
            continue
        words = match["word"]
        if words:
            due = words.endswith(("底前", "末前"))
            told = _of_word(body, words, year)
            found.append(_placed(text, start, match.end(), told, due=due, bare=words in _BARE))
            before = None
            continue
        parts = _parts(match)
        if whole_year and year and ";" in text[whole_year:start]:
            year, whole_year = None, 0  # 24年三产占比提升…;公共机构1-6月总能耗: the year of one member of a list
        time = _time(body.anchor, match, parts, year)
        if time is None:
            continue
        if time.source == "from_text" and not printed:
            time = replace(time, source="from_anchor")  # 二季度…。1-7月…: neither is printed
        members: tuple[Period, ...] = ()
        if before and found[-1].end == start - 1 and text[start - 1] in _JOINTS:
            first = found.pop()
            if text[start - 1] in _LISTED:
                members = (*(first.members or (first,))[:_MOST_LISTED], _placed(text, start, match.end(), time))
            start, time = first.start, _joined(before, time, parts, text[start - 1])
        # 剩余隐患2023年10月底前整改到位: a day to be ready by. 2012年以前 is none.
        due = match["until"] is not None and match["until"] != "以前"
        naming = time.precision == "year" and time.first is not None and time.last is not None and "named" not in parts
        period = _placed(text, start, match.end(), time, due=due, naming=naming)
        found.append(replace(period, members=members) if members else period)
        known = time.last or time.first
        # 今年2月召开2020年度民主生活会,5月7日…: a 年度 names a plan or a meeting, not the year told of.
        if known and "年度" not in match["date"]:
            year, printed = known.year, time.source != "from_anchor"
            whole_year = match.end() if naming and not text.startswith(",", match.end()) else 0
        before = None if match["since"] or match["until"] else time
    return tuple(found)


def _is_baseline(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1]
    if before in _BASELINES or text.startswith("同期", match.end()):
        return True
    return match["alone"] is not None and before in _NO_MONTH


def _placed(
    text: str, start: int, end: int, time: _Time, *, due: bool = False, naming: bool = False, bare: bool = False
) -> Period:
    reach = max(0, start - _ASIDE_REACH)
    named = naming and not text.startswith(",", end) and _NAMING.search(text, reach, start) is not None
    spoken_of = text.rfind("针对", max(0, start - _TROUBLE_REACH), start)
    trouble = spoken_of >= 0 and _STOP.search(text, spoken_of, start) is None
    return Period(
        start,
        end,
        time.first,
        time.last,
        time.precision,
        time.source,
        aside=due
        or trouble
        or (not _ASIDE_SIGNS.isdisjoint(text[reach:start]) and _ASIDE.search(text, reach, start) is not None),
        # 2025年4月启动中医人才进养老机构工作,…引进20人: the day a work began is not the time of all that came of it.
        named=named
        or text.startswith("启动", end)
        or (text.startswith("“", end) and text.endswith("召开", reach, start)),
        listed=named and text.endswith(_LISTING, reach, start),
        topic=text.endswith(_TOPIC, reach, start),
        adverbial=text[start - 1] in "于在" or (naming and _OF_WHAT_IS_BEFORE.search(text, reach, start) is not None),
        bare=bare,
    )


def _of_word(body: Body, words: str, known: int | None) -> _Time:
    kind, anchor, header = _kind(words), body.anchor, body.header
    events = {
        "during_inspection": (header.inspected_from, header.inspected_to),
        "since_inspection": (header.inspected_from, None),
        "after_inspection": (header.inspected_to, None),
        "since_feedback": (header.feedback_on, None),
    }
    if kind in events:
        first, last = events[kind]
        return _Time(first, last, "day", "event") if first or last else _UNREAD
    if anchor is None or kind == "unstated" or words in _BARE:
        return _UNREAD
    if kind == "now":
        return _Time(None, anchor, "day", "relative")
    if kind == "years":
        count = next(_COUNTS[character] for character in words if character in _COUNTS)
        return _Time(day_of(anchor.year - count, anchor.month, min(anchor.day, 28)), anchor, "year", "relative")
    return _in_year(kind, words, anchor, known)


def _in_year(kind: str, words: str, anchor: dt.date, known: int | None) -> _Time:
    if kind == "year_end":
        first = None if words.endswith("前") else dt.date(anchor.year, 12, 1)
        return _Time(first, dt.date(anchor.year, 12, 31), "month", "relative")
    # 2023年7月以来…,预计全年销售额达200亿元: signed in January, the whole year is that of the text before.
    stated = kind == "whole_year" and known is not None and known <= anchor.year
    year = known if stated and known is not None else anchor.year
    return _Time(dt.date(year, 1, 1), dt.date(year, 12, 31), "year", "from_text" if stated else "relative")


def _parts(match: re.Match[str]) -> dict[str, str]:
    values = match.group(*(_NAMES if match["alone"] is None else _ALONE))
    return {name: value for name, value in zip(_NAMES, values, strict=True) if value}


def _time(anchor: dt.date | None, match: re.Match[str], parts: dict[str, str], known: int | None) -> _Time | None:
    year, source = _year(anchor, parts, known)
    if source == "unresolved":
        return _UNREAD
    days = _days(year, parts) if year else None
    if days is None:
        return None
    first, last, precision = days
    if source == "from_text" and anchor and first > anchor:
        # 谋划26年县乡换届配备;…7月开展的干部调配: the year before it is of a plan
        year, source = _year(anchor, parts, None)
        first, last, precision = _days(year, parts) or days
    if match["until"]:
        # 2021年底前 ends with its last day, 2012年以前 before its first
        stated = "third" in parts or "edge" in parts or "d" in parts
        return _Time(None, last if stated else first - _DAY, precision, source)
    opening = match["opening"]
    if opening and opening[0] in "截至到":
        return _Time(None, last, precision, source)
    return _Time(first, None if match["since"] or opening else last, precision, source)


def _year(anchor: dt.date | None, parts: dict[str, str], known: int | None) -> tuple[int, str]:
    """The year of the parts and how it was had; 0 where it is no year but a span (12年)."""
    if "y4" in parts or "from" in parts:
        return int(parts.get("y4") or parts["from"]), "printed"
    short, named = parts.get("y2"), parts.get("named")
    if short is None and named is None and known is not None:
        return known, "from_text"
    if anchor is None:
        return 0, "unresolved"
    if short:
        year = 2000 + int(short)
        return (year if anchor.year - 10 <= year <= anchor.year + 2 else 0), "two_digit"
    if named:
        return anchor.year + _NAMED_YEARS[named[0]], "relative"
    return anchor.year - (_begins(parts) > anchor.month), "from_anchor"


def _begins(parts: dict[str, str]) -> int:
    """The month a notice must have been signed in, or after, to speak of these months as of its own year."""
    if "m1" in parts or "m" in parts:
        return int(parts.get("m1") or parts["m"])
    low, high, _ = _months(parts)
    # 上半年, in a notice signed in January, is that of the year before: half of it must be over.
    return (low + high + 1) // 2


def _days(year: int, parts: dict[str, str]) -> tuple[dt.date, dt.date, str] | None:
    """First day, last day and precision; null for a day no calendar has."""
    if "to" in parts:
        return dt.date(year, 1, 1), dt.date(int(parts["to"]), 12, 31), "year"
    if "m" in parts:
        return _in_month(year, parts)
    low, high, precision = _months(parts)
    return dt.date(year, low, 1), month_end(year + (high < low), high), precision


def _months(parts: dict[str, str]) -> tuple[int, int, str]:
    if "m1" in parts:
        return int(parts["m1"]), int(parts["m2"]), "month"
    if "q1" in parts:
        return 3 * _QUARTERS[parts["q1"]] - 2, 3 * _QUARTERS[parts.get("q2") or parts["q1"]], "quarter"
    if "quarters" in parts:
        return 1, 3 * _QUARTERS[parts["quarters"]], "quarter"
    if "half" in parts:
        return (1, 6, "half_year") if parts["half"] == "上" else (7, 12, "half_year")
    if "edge" in parts:
        return (1, 1, "month") if parts["edge"] == "初" else (12, 12, "month")
    return 1, 12, "year"


def _in_month(year: int, parts: dict[str, str]) -> tuple[dt.date, dt.date, str] | None:
    month, end = int(parts["m"]), month_end(year, int(parts["m"]))
    if "d" in parts:
        first = day_of(year, month, int(parts["d"]))
        last = day_of(year, month, int(parts.get("d2") or parts["d"]))
        return (first, last, "day") if first and last else None
    if "third" not in parts:
        return dt.date(year, month, 1), end, "month"
    low, high = _THIRDS[parts["third"][0]]
    return dt.date(year, month, low), dt.date(year, month, min(high, end.day)), "ten_days"


def _joined(before: _Time, time: _Time, parts: dict[str, str], sign: str) -> _Time:
    last = time.last
    dated = {"y4", "y2", "named", "from"} & parts.keys()
    if last and before.last and not dated and sign in _RANGE and last < before.last:
        # 2024年10月21日至2月3日 ends in the year after
        last = day_of(last.year + 1, last.month, last.day) or last
    return _Time(before.first, last, before.precision, before.source)
