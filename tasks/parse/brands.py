"""Firms named without 公司 or 集团: where a sentence lists them as firms, they are firms wherever else they stand."""

import re
from collections.abc import Iterator
from functools import cache

from tasks.parse.anchors import starts_of
from tasks.parse.bodies import all_work
from tasks.parse.firms import firm_start, is_trade
from tasks.parse.offices import Office, before_words
from tasks.parse.vocabulary import vocabulary

# 和瑞基因、福州数据技术研究院等5家企业, 新中冠等重点直播电商企业: the list stands before, what it lists behind.
_HEAD = re.compile(
    r"等(?:多|\d{1,3}|[一二三四五六七八九十]{1,3})?[家个]?(?:[^\s,。;:、等在与和对为向的]{0,10}?)(?:企业|公司|运营商)(?![主])"
)
# 和瑞基因、长鑫电动工具4家企业, 移动、电信、联通三大运营商: read from 家 and 大.
_COUNTED = re.compile(r"[家大][^\s,。;:、等在与和对为向的]{0,8}?(?:企业|公司|运营商)(?![主])")
_NUMBER = re.compile(r"(?:\d{1,3}|[两二三四五六七八九十])\Z")
# 东方银星、国药康养等总部经济型项目15项, 福光股份、中建海峡、德诚珠宝等6个项目在峰会上集中签约, 海尔婴童、中车株洲等前来落地
_DRAWN = re.compile(
    r"等(?:\d{1,3}个[^\s,。;:、]{0,6}?项目|[^\s,。;:、]{0,8}?型项目|(?:项目)?(?:前来|先后|相继)(?:落地|落户|入驻))"
)
_DRAWING = re.compile(r"引进|引入|吸引|签约|落地|落户|入驻|并与")
# 以贝瑞基因为龙头, 比特大陆(湛华)为龙头
_LEADING = ("为龙头", "为示范", "为链主")
_ITEM = re.compile(r"[\u4e00-\u9fff]{2,10}(?:\([\u4e00-\u9fff]{2,4}\))?\Z")
_MOST_ITEMS = 12
# Each name is looked for in the whole text: no notice has as many.
_MOST_NAMES = 200
_REACH = 100
_AHEAD = 20
_NO_FIRM = re.compile(
    r"[的了等其被将名并把使让已均还也各该本类性型级]|有关|相关|重点|龙头|国有|民营|中小|上市|骨干|外资|合资|个体|企业|行业|产业|项目|街道|社区|部门|单位|人员|干部"
    r"|(?:经济|领域|方面|场地|公寓|工程|基地|平台|广场|总部|园区?|[局办委站所期城馆楼港街路]|中心|学[校院]|大学|医院|[镇乡村区县市省])$"
)
_STOPS = frozenset(",。;:!?\n")
_SHORT_NAME = 2
_LONGEST = 12


_STOP = re.compile(r"[,。;\n]")


@cache
def _fields() -> tuple[str, ...]:
    return tuple(row[1] for row in vocabulary("enterprises") if row[0] == "field")


def brands_of(text: str, firms: list[Office]) -> Iterator[Office]:
    """Firms by the company they keep: in a list of firms, or where a list of firms has named them."""
    spans = set(_listed(text, {firm.end for firm in firms if firm.kind == "enterprise"}))
    for start, end in spans:
        yield Office("enterprise", start, end, text[start:end], None, None, "enterprise_listed")
    for name in sorted({text[start:end] for start, end in spans})[:_MOST_NAMES]:
        for at in starts_of(text, name):
            # 朴朴电商: what the firm deals in may follow.
            end = at + len(name) + _field(text, at + len(name))
            # 朴朴智慧零售服务, 快速联通: two characters may be part of anything.
            if len(name) > _SHORT_NAME or end > at + len(name):
                yield Office("enterprise", at, end, text[at:end], None, None, "enterprise_listed")


def _field(text: str, at: int) -> int:
    return next((len(words) for words in _fields() if text.startswith(words, at)), 0)


def _listed(text: str, firm_ends: set[int]) -> Iterator[tuple[int, int]]:
    for at in starts_of(text, "等"):
        ahead = text[at : at + _AHEAD]
        if ("企业" in ahead or "公司" in ahead or "运营商" in ahead) and _HEAD.match(text, at):
            yield from _brands(_items(text, at), text, firm_ends)
        elif ("项目" in ahead or "落" in ahead) and (drawn := _DRAWN.match(text, at)):
            yield from _projects(text, at, drawn.end(), firm_ends)
    for at in starts_of(text, "家", "大"):
        number = _NUMBER.search(text, max(0, at - 3), at)
        if number and _COUNTED.match(text, at):
            items = _items(text, number.start())
            if len(items) > 1:
                yield from _brands(items, text, firm_ends)
    for at in starts_of(text, *_LEADING):
        start = firm_start(text, at, [])
        if start is not None and 2 <= at - start <= _LONGEST and not _is_institution(text, (start, at)):
            name = text[start:at]
            if not all_work(name) and not is_trade(name.removesuffix("中心")):
                yield start, at


def _projects(text: str, end: int, after: int, firm_ends: set[int]) -> Iterator[tuple[int, int]]:
    low = max(text.rfind(stop, max(0, end - _REACH), end) for stop in ",。;\n")
    stop = _STOP.search(text, after, after + 20)
    if not _DRAWING.search(text, max(0, low), stop.start() if stop else after):
        return
    items = _items(text, end)
    brands = list(_brands(items, text, firm_ends))
    # Projects are named in many ways: where one of them is no firm's name, none is taken for one.
    if all(span in brands or span[1] in firm_ends or _is_institution(text, span) for span in items):
        yield from brands


def _items(text: str, end: int) -> list[tuple[int, int]]:
    """The items of the list that ends at ``end``, last first; the first item without the verb before it."""
    low = max(0, end - _REACH)
    items: list[tuple[int, int]] = []
    for _ in range(_MOST_ITEMS):
        mark = text.rfind("、", low, end)
        found = _ITEM.search(text, max(low, mark + 1, end - 24), end)
        if found is None:
            return items
        start, first = found.start(), found.start() != mark + 1
        cut = None
        for word in before_words("verb").finditer(text, start, end):
            if word[0] != "和" or word.start() > start:
                cut = word.end()
        if cut is not None:
            start, first = cut, True
        elif first and text[start - 1] not in _STOPS:
            return items
        items.append((start, end))
        if first or mark < 0:
            return items
        end = mark
    return items


def _brands(items: list[tuple[int, int]], text: str, firm_ends: set[int]) -> Iterator[tuple[int, int]]:
    for start, end in items:
        if end not in firm_ends and _is_brand(text[start:end]):
            yield start, end


def _is_institution(text: str, span: tuple[int, int]) -> bool:
    return text.endswith(("大学", "学院", "医院", "研究院"), *span)


def _is_brand(name: str) -> bool:
    plain = name.partition("(")[0]
    return len(plain) >= 2 and not _NO_FIRM.search(plain) and not all_work(plain) and not is_trade(plain)
