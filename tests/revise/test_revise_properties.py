"""Whatever items are dropped, added and moved, and all renumbered: exactly that is found."""

from collections import Counter
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st
from revise_texts import ITEM, changes, kinds, renumbered, text_of

LINES = text_of("shaxian").split("\n")
ITEMS = [place for place, line in enumerate(LINES) if ITEM.match(line)]
TITLES = ("强化殡葬服务监管", "规范村级票据", "完善网格驻点回访", "做实公车抽查", "推动档案达标")
BODIES = ("组织核验台账", "逐户指导就业", "压降窗口等候", "增设河道值守", "公示采购清单", "轮训一线骨干")


@dataclass(frozen=True)
class Plan:
    dropped: list[int]
    moved: list[tuple[int, int]]
    added: list[tuple[int, str]]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    places = draw(st.lists(st.sampled_from(ITEMS), min_size=1, max_size=9, unique=True))
    ways = draw(st.lists(st.sampled_from(("drop", "move", "add")), min_size=len(places), max_size=len(places)))
    dropped = [place for place, way in zip(places, ways, strict=True) if way == "drop"]
    fixed = [place for place in ITEMS if place not in places]
    moved = [(p, draw(st.sampled_from(fixed))) for p, way in zip(places, ways, strict=True) if way == "move"]
    spots = [place for place, way in zip(places, ways, strict=True) if way == "add"]
    titles = draw(st.permutations(TITLES))
    added = []
    for spot, title in zip(spots, titles, strict=False):
        body = ",".join(draw(st.lists(st.sampled_from(BODIES), min_size=2, max_size=4, unique=True)))
        added.append((spot, f"1.{title}。{body}。"))
    return Plan(dropped, moved, added)


def carried_out(plan: Plan) -> str:
    gone = {*plan.dropped, *(place for place, _ in plan.moved)}
    lines: list[str] = []
    for place, line in enumerate(LINES):
        if place not in gone:
            lines.append(line)
        lines += [LINES[moved] for moved, target in plan.moved if target == place]
        lines += [new for spot, new in plan.added if spot == place]
    return "\n".join(renumbered(lines, ITEM))


@settings(max_examples=30, deadline=None)
@given(plans())
def test_drops_adds_and_moves_are_all_found_and_nothing_else(plan: Plan) -> None:
    found = changes(text_of("shaxian"), carried_out(plan))
    counts = Counter(kinds(found))
    assert set(counts) <= {"item_dropped", "item_added", "item_moved"}
    assert [c.item_no_before for c in found if c.kind == "item_dropped"] == sorted(
        ITEMS.index(place) + 1 for place in plan.dropped
    )
    assert counts["item_added"] == len(plan.added)
    # Two neighbours that changed places: either may be called moved, and the lighter one is.
    weight = sum(len(change.before or "") for change in found if change.kind == "item_moved")
    assert weight <= sum(len(LINES[place]) for place, _ in plan.moved) + 2 * counts["item_moved"]
