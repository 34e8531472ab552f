"""Every name of a person a text holds, dealt with or not: what an edition without persons must mask.

Wider than the sanctions: 沙县区委书记陈晓翔 leads the work, 赖悦心 is whom another failed to watch. A name is told by the
title before it, or by few words behind it; one without either, or with a post no vocabulary has, can be missed.
"""

import re
from functools import cache

from tasks.parse.sanctions.ground import COVER, ground_of
from tasks.parse.sanctions.people import free_name, name_after
from tasks.parse.sanctions.posts import title_ends
from tasks.parse.vocabulary import vocabulary

# Titles that more often end a phrase than a post: 干部信访件, 人员任用. Their names stand in the sanctions.
_LOOSE = re.compile(r"(?:干部|人员|员工|职工|职员|工人|成员|负责人|责任人|领导|当事人|法人)$")
_LONGEST_TITLE = 4
# What a free-standing name stands before: 林影等其余21名干部, 薛严锋全国基层名老中医药专家传承工作室, 文彬家庭林场.
_EDGE = r"(?<![\u4e00-\u9fff])|(?<=[对由和与及以])"
_OTHERS = r"等(?:其余|其他|另外)?\d{1,3}余?[人名位]"
_STUDIO = r"(?:全国|省级?|市级?|区级?|基层|名老?中?医|名师|名校长|劳模|劳动模范|技能大师|首席|传承)[^,;。、\n]{0,20}工作室|工作室"
_FOUNDED = r"(?<=推进)|(?<=建设)|(?<=成立)|(?<=设立)|(?<=打造)|(?<=创建)|(?<=依托)|(?<=发挥)"
_HOLDING = r"家庭(?:林场|农场|牧场)"
# 李某, 张某某, XX: masked by the notice itself
_MASKED = re.compile("[某X×]")


def names_in(text: str) -> frozenset[str]:
    """The names that stand right behind a post in a kept text. Linear in its length."""
    veiled = ground_of(text).veiled
    found = set()
    for at in title_ends(veiled, 0, len(veiled)):
        if _LOOSE.search(veiled, max(0, at - _LONGEST_TITLE), at):
            continue
        name = name_after(veiled, at)
        if name and not _MASKED.search(name):
            found.add(name.replace(COVER, ""))
    found |= {one[0] for one in _free().finditer(veiled) if not _MASKED.search(one[0])}
    return frozenset(found)


@cache
def _free() -> re.Pattern[str]:
    name = free_name()
    others = f"(?:{_EDGE}){name}(?={_OTHERS})"
    studio = f"(?:{_EDGE}|{_FOUNDED}){name}(?={_STUDIO})"
    return re.compile(f"{others}|{studio}|{name}(?={_HOLDING})")


def surname_of(name: str) -> str:
    """欧阳 of 欧阳修, 陈 of 陈国兰."""
    return name[:2] if len(name) > 2 and name[:2] in _compound() else name[:1]


@cache
def _compound() -> frozenset[str]:
    return frozenset(row[0] for row in vocabulary("surnames") if row[1] == "compound")
