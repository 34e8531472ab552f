"""Every name of a person a text holds, dealt with or not: what an edition without persons must mask.

Wider than the sanctions: 沙县区委书记陈晓翔 leads the work, 赖悦心 is whom another failed to watch. A name is told by the
title before it, so one without a post, or with a post no vocabulary has, can be missed.
"""

import re
from functools import cache

from tasks.parse.sanctions.ground import COVER, ground_of
from tasks.parse.sanctions.people import name_after
from tasks.parse.sanctions.posts import title_ends
from tasks.parse.vocabulary import vocabulary

# Titles that more often end a phrase than a post: 干部信访件, 人员任用. Their names stand in the sanctions.
_LOOSE = re.compile(r"(?:干部|人员|员工|职工|职员|工人|成员|负责人|责任人|领导|当事人|法人)$")
_LONGEST_TITLE = 4
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
    return frozenset(found)


def surname_of(name: str) -> str:
    """欧阳 of 欧阳修, 陈 of 陈国兰."""
    return name[:2] if len(name) > 2 and name[:2] in _compound() else name[:1]


@cache
def _compound() -> frozenset[str]:
    return frozenset(row[0] for row in vocabulary("surnames") if row[1] == "compound")
