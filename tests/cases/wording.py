"""Sentences that stand in none of the five notices, to be put in the place of others."""

import random

_WHO = ("区民政局", "镇街两级", "各责任单位", "专项工作组", "牵头部门", "机关支部", "派驻机构", "基层网点")
_HOW = ("联合", "逐户", "分批", "提级", "常态化", "错峰", "定点", "交叉")
_DO = ("核验", "走访", "复盘", "清点", "会诊", "巡护", "轮训", "公示", "抽检", "比对")
_WHAT = (
    "殡葬服务台账",
    "村级票据存根",
    "网格驻点记录",
    "公车派遣单据",
    "防汛沙袋库存",
    "校园食堂菜单",
    "灌溉渠系管护",
    "老年助餐点位",
    "古厝修缮图纸",
    "渔船停泊秩序",
    "菜场摊位租约",
    "驿站志愿排班",
)
_WHY = ("压紧链条", "补齐短板", "摸清底数", "畅通渠道", "防止反弹", "便利群众", "厘清边界", "减轻负担")


def clause(rng: random.Random) -> str:
    """A clause of twelve characters or so, without a figure, a date, a status."""
    return f"{rng.choice(_WHO)}{rng.choice(_HOW)}{rng.choice(_DO)}{rng.choice(_WHAT)}"


def title(rng: random.Random) -> str:
    """What an item opens with."""
    return f"{rng.choice(_WHY)}{rng.choice(_HOW)}{rng.choice(_DO)}{rng.choice(_WHAT)}"


def sentence(rng: random.Random) -> str:
    """A sentence of some clauses and a count."""
    return f"{clause(rng)},{clause(rng)},{clause(rng)},{rng.choice(_WHY)},涉及点位{rng.randrange(3, 90)}处。"


def name(rng: random.Random) -> str:
    """A person's name that stands in none of them."""
    return rng.choice("韩冯袁邓曹彭曾萧") + rng.choice(("国栋", "雅琴", "志远", "思敏", "永康", "丽娟"))
