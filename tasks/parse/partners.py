"""Two figures that count one matter: 48起49人, 10笔8.18万元, 53处、面积2.08万平方米."""

import re

from tasks.parse.matters import Matters

# What may stand between two figures of one matter: 项目8个、总投资6.5亿元 · 6起,处罚金额约10万元
_SAME_MATTER = re.compile(
    r"[、,(]?(?:共|共计|合计|涉及|共涉及|面积|总面积|总?投资额?|年度投资|总额|总计|资金|金额|金额总计|涉及金额|涉及面积|处罚金额|清退金额|惠及|受众)?"
)
_LONGEST_BETWEEN = 8
# A clause may stand between a matter and its sum: 136处欠租房产全部整改到位,涉及金额1754.83万元.
_FAR = 40
_EVENTS = frozenset({"期", "场", "场次", "次", "批", "批次", "轮"})
_BODIES = frozenset({"个", "家", "所", "支"})
_PEOPLE = frozenset({"人", "人次"})
# 8处房产暂未收回,面积0.1万平方米
_OF_AREA = re.compile(r"[^,。;:\d]{0,20}[,、](?:总|占地|涉及)?面积(?:共|约|达)?")
_OF_MONEY = re.compile(
    # 73个省市重点项目完成投资159.25亿元 · 9笔尚未清欠款项共计805.17万元
    r"[^,。;:\d]{0,14}(?:(?:完成|年度|总)投资额?|款项(?:共计|合计))"
    # 136处欠租房产全部整改到位,涉及金额1754.83万元 · 9个,未能提供规定资料,扣减土方外运金额373万元 · 11家,纳统额57.6亿元
    r"|[^。;:\d]{0,28},(?:(?:共|合计)?(?:涉及|涉案|扣减|兑现|清退|追缴)[\u4e00-\u9fff]{0,6}金额|金额|纳统额)(?:总计|共计|合计|达|为)?"
)
# 2场、参训200人次 · 5期活动、覆盖周边居民约450人次 · 4期,培训干部200余人 · 4场培训,共273人次
_ATTENDED = re.compile(
    r"[\u4e00-\u9fff]{0,8}[,、](?:共|共计|累计)?(?:参训|参加|参与|参会|覆盖|受众|惠及|培训|轮训|受教育)[\u4e00-\u9fff]{0,6}"
    r"|(?:培训|活动|讲座|会议?|宣讲|课),(?:共|共计|累计)"
)
# 20场警示教育会议,348名干部职工受警醒
_MET = re.compile(r"[\u4e00-\u9fff]{0,8}(?:会议?|活动|培训|讲座|课),")
_WERE_THERE = re.compile(r"[\u4e00-\u9fff]{0,8}(?:受|参加|参与|参训|到场)")
_MEMBERS = re.compile(
    r"党组织|党?支部|单位|部门|企业|村|社区|班子|街道|镇街|小组|团队|机构|学校"
)  # 225个党组织5509名党员干部
_INSPECTED = re.compile(
    r"(?:单位|企业|部门|机构),开展[\u4e00-\u9fff]{2,8}(?:共计|累计|共)"
)  # 76家单位,开展监督检查共计107次
_ASPECTS = re.compile(r"方面(?:共|的)?")  # 6个方面83个问题 · 5个方面共10条
_BENEFITED = re.compile(r"[,、](?:共)?惠及(?:企业|单位|商户)")  # 奖励项目22个,惠及企业159家

# By what the second figure counts.
_WORDS = {"元": _OF_MONEY, "平方米": _OF_AREA, "亩": _OF_AREA, "次": _INSPECTED, "家": _BENEFITED}


def pair(matters: Matters) -> None:
    """Make each two counts of one matter the other's partner."""
    for at in range(matters.low, matters.high - 1):
        if not matters.counted[at] or matters.partners[at] is not None:
            continue
        start, second = matters.numbers[at].end, at + 1
        if matters.text.startswith("(", start):
            start, second = _behind_bracket(matters, at)
        elif matters.numbers[second].start - start > _FAR:
            continue
        if second >= matters.high or not matters.counted[second] or matters.partners[second] is not None:
            continue
        if _is_one_matter(matters, at, start, second):
            matters.partners[at], matters.partners[second] = second, at


def _behind_bracket(matters: Matters, at: int) -> tuple[int, int]:
    """Where the words behind a figure go on, and the place of the next: 8人(死亡职工4人、困难职工2人),金额总计43260元."""
    end = matters.numbers[at].end
    close = matters.text.find(")", end, end + 2 * _FAR)
    second = at + 1
    while second < matters.high and matters.numbers[second].start < close:
        second += 1
    # 共投入(2批13个)…: nothing but a bracket that holds figures is passed over.
    return (close + 1, second) if second > at + 1 else (end, at + 1)


def _is_one_matter(matters: Matters, at: int, start: int, second: int) -> bool:
    one, other, text = matters.numbers[at].norm, matters.numbers[second].norm, matters.text
    end = matters.numbers[second].start
    gap = end - start
    if one == other or (one == "个" and text.startswith("方面", start)):
        return gap <= _LONGEST_BETWEEN and _ASPECTS.fullmatch(text, start, end) is not None
    if gap < 2:
        return gap == 0
    if gap <= _LONGEST_BETWEEN and _SAME_MATTER.fullmatch(text, start, end):
        return True
    if other in _PEOPLE:
        return gap <= _FAR and _has_people(matters, one, start, second)
    words = _WORDS.get(other)
    return words is not None and gap <= _FAR and words.fullmatch(text, start, end) is not None


def _has_people(matters: Matters, one: str, start: int, second: int) -> bool:
    text, number = matters.text, matters.numbers[second]
    if one in _BODIES:
        return _MEMBERS.fullmatch(text, start, number.start) is not None
    if one not in _EVENTS:
        return False
    if _ATTENDED.fullmatch(text, start, number.start):
        return True
    return bool(_MET.fullmatch(text, start, number.start) and _WERE_THERE.match(text, number.end))
