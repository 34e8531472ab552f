"""What became of a matter counted before: 发现问题10个,推动整改9个 names a whole and its part without 其中."""

import re
from decimal import Decimal

from tasks.parse.matters import Matters

_VERBS = "办结|解决|化解|整改到位|完成整改|整改|清偿|销号|答复"
_REACH = 16
# Right before the part. What may stand between verb and number is so general that it names no other matter.
_OUTCOME = re.compile(
    rf"(?:{_VERBS}|已完成)(?:问题|隐患|线索|项目节点|项目|任务)?$"  # 发现问题10个,推动整改9个 · 137条…清单已完成129条
    r"|成功[\u4e00-\u9fff]{2}$|正式(?:运营|投产|投用)$"  # 已申请入驻96家,成功入驻73家 · 入驻企业73家,正式运营42家
    r"|已给予[\u4e00-\u9fff]{0,6}处分$|已移送[\u4e00-\u9fff]{2}机关$"  # 立案查处7人,已给予党纪政务处分2人 · 留置2人,已移送检察机关1人
    r"|提出暂缓或否定性意见$"  # 回复党风廉政意见1436人次,提出暂缓或否定性意见11人次
)
_RESULT = re.compile(rf"(?:{_VERBS}|完成)[\u4e00-\u9fff]{{0,8}}$")  # 办结信访件7件
_NAMED = re.compile(rf"(?:{_VERBS})([\u4e00-\u9fff]{{3,10}})$")  # 检控类初次举报52件…。已办结检控类初次举报36件
_FOUND_TRUE = re.compile(r"属实$")  # 已办结36件,…。经查属实或部分属实16件
_FOUND = re.compile(r"发现$")  # 对16家单位开展巡察工作,共发现8家单位存在…问题
_OF_THE_LOOKED_AT = re.compile(r"经(?:梳理|排查|摸排|核查|统计),$")  # 对39名近亲属人员情况进行…分析。经梳理,18名…
_RUNNING = re.compile(r"累计[^,。;\d]{0,12}$")
_NEW = re.compile(r"新[^,。;\d]{0,12}$")
_DESCRIBED = re.compile(r"([\u4e00-\u9fff]{2,6})的([\u4e00-\u9fff]{2,4})")  # 11个长期参与的议事协调机构
_RATE = re.compile(r"(?:率|占比)(?:达[到成]?|为|约)?$")
_HAN = re.compile(r"[\u4e00-\u9fff]{4}")
_SHARED, _NOUN = 2, 4
# The last characters of the cues: most figures are passed over at a look.
_OUTCOME_ENDS = frozenset("结决解位改偿号复成题患索点目务营产用分关见")


def outcome(matters: Matters, at: int) -> bool:
    """Link the figure at ``at`` as what became of one before it, if its words say so."""
    whole = _told(matters, at)
    if whole is None:
        text, number = matters.text, matters.numbers[at]
        if text.find("累计", max(0, number.start - _REACH), number.start) >= 0:
            return _of_running(matters, at)
        described = _DESCRIBED.match(text, number.end)
        whole = _described(matters, at, described) if described else None
    if whole is None:
        return False
    matters.link([at], whole)
    return True


def _told(matters: Matters, at: int) -> int | None:
    text, start = matters.text, matters.numbers[at].start
    low = max(0, start - _REACH)
    last = text[start - 1]
    if last in _LOOKS:
        return _LOOKS[last](matters, at, low)
    if (last in _OUTCOME_ENDS or text.startswith("成功", start - 4)) and _OUTCOME.search(text, low, start):
        return _counted_before(matters, at, stops=0)
    if text.find("办结", low, start) >= 0 and (named := _NAMED.search(text, low, start)):
        return _named_before(matters, at, named[1])
    return None


def _if_true(matters: Matters, at: int, low: int) -> int | None:
    told = _FOUND_TRUE.search(matters.text, low, matters.numbers[at].start)
    return _counted_before(matters, at, stops=1) if told else None


def _if_found(matters: Matters, at: int, low: int) -> int | None:
    return _looked_at(matters, at) if _FOUND.search(matters.text, low, matters.numbers[at].start) else None


def _if_gone_through(matters: Matters, at: int, low: int) -> int | None:
    told = _OF_THE_LOOKED_AT.search(matters.text, low, matters.numbers[at].start)
    return _gone_through(matters, at) if told else None


def _if_named(matters: Matters, at: int, _low: int) -> int | None:
    return _same_noun(matters, at)


def _counted_before(matters: Matters, at: int, *, stops: int) -> int | None:
    """The nearest figure that can hold this one, within the sentence or so many before."""
    for whole in matters.earlier(at):
        if not matters.kin(whole, at):
            continue
        words = matters.words(whole, at)
        if words.count("。") > stops or (not stops and ";" in words):
            return None
        if whole < at - 1 and not matters.like(whole, at):
            return None  # 51条任务清单,…调研85次、现场解决问题24个
        if matters.numbers[whole].amount >= matters.numbers[at].amount:
            return whole if stops or not _is_result(matters, whole) else _shared_whole(matters, whole, at)
    return None


def _shared_whole(matters: Matters, result: int, at: int) -> int | None:
    """The whole of the result before it: 45个问题已完成整改41个,正在整改4个. 办结信访件7件,办结线索5件 have none."""
    whole = matters.parents[result]
    if whole is None or not matters.kin(whole, at):
        return None
    told = sum(matters.numbers[part].amount for part in range(whole, at) if matters.parents[part] == whole)
    return whole if told + matters.numbers[at].amount <= matters.limit(whole) else None


def _is_result(matters: Matters, at: int) -> bool:
    start = matters.numbers[at].start
    return _RESULT.search(matters.text, max(0, start - _REACH), start) is not None


def _named_before(matters: Matters, at: int, name: str) -> int | None:
    for whole in matters.earlier(at):
        if matters.fits(whole, at) and matters.text.endswith(name, 0, matters.numbers[whole].start):
            return whole
    return None


def _looked_at(matters: Matters, at: int) -> int | None:
    """16家单位 of 共发现8家单位存在…: what was found among is counted in the same words."""
    end = matters.numbers[at].end
    noun = matters.text[end : end + _SHARED]
    for whole in matters.earlier(at):
        if matters.fits(whole, at):
            same = matters.text.startswith(noun, matters.numbers[whole].end) and "。" not in matters.words(whole, at)
            return whole if same and noun.isalpha() else None
    return None


def _same_noun(matters: Matters, at: int) -> int | None:
    """14个项目拆分问题, …。针对办公过渡点装修、外立面改造等2个项目拆分问题: some of them by name."""
    text, end = matters.text, matters.numbers[at].end
    noun = text[end : end + _NOUN]
    if _HAN.fullmatch(noun) is None:
        return None
    for whole in matters.earlier(at):
        number = matters.numbers[whole]
        if matters.fits(whole, at) and text.startswith(noun, number.end) and text[number.start - 1] != "等":
            return whole
    return None


def _gone_through(matters: Matters, at: int) -> int | None:
    for whole in matters.earlier(at):
        start = matters.numbers[whole].start
        if matters.fits(whole, at) and matters.text[start - 1] == "对":
            return whole
    return None


def _of_running(matters: Matters, at: int) -> bool:
    """已新收回被侵占房产1处…,累计收回被侵占房产53处: the new ones are among them all."""
    text, start = matters.text, matters.numbers[at].start
    if not _RUNNING.search(text, max(0, start - _REACH), start):
        return False
    for part in matters.earlier(at):
        before = matters.numbers[part].start
        if "。" in matters.words(part, at):
            return False
        if not matters.fits(at, part) or matters.parents[part] is not None:
            continue
        alike = text[before - _SHARED : before] == text[start - _SHARED : start]
        if alike and _NEW.search(text, max(0, before - _REACH), before):
            matters.link([part], at)
            return True
    return False


def _described(matters: Matters, at: int, words: re.Match[str]) -> int | None:
    """长期参与的16个议事协调机构 is the whole of 已对11个长期参与的议事协调机构."""
    text = matters.text
    for whole in matters.earlier(at):
        number = matters.numbers[whole]
        if (
            matters.fits(whole, at)
            and text.endswith(f"{words[1]}的", 0, number.start)
            and text.startswith(words[2], number.end)
        ):
            return whole
    return None


# By the last character before the number.
_LOOKS = {"实": _if_true, "现": _if_found, ",": _if_gone_through, "等": _if_named}


def rated(matters: Matters, at: int) -> None:
    """搜集意见864条,解决问题840个,办结率达97.22%: the share tells which is the whole and which its part."""
    rate = matters.numbers[at]
    if rate.norm != "%" or rate.qualifier or not _RATE.search(matters.text, max(0, rate.start - 8), rate.start):
        return
    part = next((place for place in matters.earlier(at) if matters.counted[place]), None)
    if part is None or matters.parents[part] is not None or "。" in matters.words(part, at):
        return
    exact = max(0, -int(rate.value.as_tuple().exponent))
    for whole in matters.earlier(part):
        amount = matters.numbers[whole].amount
        if not matters.kin(whole, part) or not matters.numbers[part].amount <= amount != 0:
            continue
        share = matters.numbers[part].amount * 100 / amount
        # A round share is met by chance: only of the figure right before.
        if abs(share - rate.value) < Decimal(1).scaleb(-exact) and (exact > 1 or whole == part - 1):
            matters.link([part], whole)
            return
