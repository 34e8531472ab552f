"""The five notices as the parser keeps them, and the words that name each one's body."""

from dataclasses import dataclass
from functools import cache

from notices import SAMPLE

from tasks.text import kept_text


@dataclass(frozen=True, slots=True)
class Origin:
    """A real notice: where its body's name stands, and districts of the same city that could have had its template."""

    name: str
    stem: str
    neighbours: tuple[str, ...]
    team: tuple[str, str]  # as printed, and another
    feedback: str
    on_site: str
    signed: str | None


ORIGINS = (
    Origin(
        "changle",
        "长乐",
        ("晋安", "仓山", "马尾", "鼓楼", "福清", "闽侯"),
        ("省委巡视八组", "省委巡视三组"),
        "2025年2月20日",
        "2024年10月21日至11月30日",
        "2025年12月25日",
    ),
    Origin(
        "luojiang",
        "洛江",
        ("丰泽", "鲤城", "泉港", "晋江", "石狮", "惠安"),
        ("省委巡视二组", "省委巡视六组"),
        "2025年2月21日",
        "2024年8月20日至9月29日",
        "2025年12月25日",
    ),
    Origin(
        "shaxian",
        "沙县",
        ("三元", "永安", "明溪", "清流", "宁化", "大田"),
        ("省委巡视七组", "省委巡视九组"),
        "2025年2月20日",
        "2024年8月18日至9月30日",
        "2025年12月25日",
    ),
    Origin(
        "binhai",
        "滨海新城",
        ("江阴港城", "三江口片", "高新园区", "琅岐海岛"),
        ("市委巡察一组", "市委巡察五组"),
        "2021年3月25日",
        "2020年10月28日至11月30日",
        None,
    ),
    Origin(
        "taijiang",
        "台江",
        ("晋安", "仓山", "马尾", "鼓楼"),
        ("省委巡视四组", "省委巡视十组"),
        "2023年7月18日",
        "2023年4月17日至5月29日",
        "2024年1月26日",
    ),
)
NAMED = {origin.name: origin for origin in ORIGINS}


@cache
def text_of(name: str) -> str:
    """The kept text of one of the five, from its opening to its last line of the notice: no page furniture."""
    lines = kept_text((SAMPLE / "notices" / f"{name}.txt").read_text(encoding="utf-8")).split("\n")
    opening = next(place for place, line in enumerate(lines) if line.startswith("根据"))
    ends = [
        place
        for place, line in enumerate(lines)
        if line.startswith(("欢迎广大", "联系电话", "2025年12月25日", "2024年1月26日"))
    ]
    return "\n".join(lines[opening : max(ends) + 1])
