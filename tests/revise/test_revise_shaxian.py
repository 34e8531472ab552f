"""The edits of one real revision, found as they were made and nothing else."""

import pytest
from revise_texts import ITEM, changes, edited, kinds, line_of, renumbered, text_of

NEW = "1.规范公务用车管理。开展公务用车专项检查,对12个单位的台账逐一核对,发现问题已移交主管部门处理。"


@pytest.fixture(scope="module")
def revised() -> str:
    text = edited(
        text_of("shaxian"),
        ("27.05万元", "28.15万元"),
        ("剩余40.4万元已签订协议书分期收回", "剩余40.4万元已全部收回"),
    )
    lines = text.split("\n")
    lines.insert(line_of(lines, "69.") + 1, NEW)
    lines.pop(line_of(lines, "42."))
    moved = lines.pop(line_of(lines, "20."))
    lines.insert(line_of(lines, "22.") + 1, moved)
    return "\n".join(renumbered(lines, ITEM))


def test_five_edits_are_five_events_and_renumbering_is_none(revised: str) -> None:
    assert kinds(changes(text_of("shaxian"), revised)) == [
        "status_changed",
        "figure_changed",
        "item_moved",
        "item_dropped",
        "item_added",
    ]


def test_each_event_says_where_and_what_in_both_languages(revised: str) -> None:
    status, figure, moved, dropped, added = changes(text_of("shaxian"), revised)
    assert (status.before, status.after) == ("剩余40.4万元已签订协议书分期收回", "剩余40.4万元已全部收回")
    assert status.note_zh == "第2项:整改状态由部分完成改为已完成"
    assert (figure.before, figure.after) == ("27.05万元", "28.15万元")
    assert figure.note_zh == "第8项:数据由27.05万元改为28.15万元"
    assert figure.note_en == "Item 8: figure changed from 27.05万元 to 28.15万元"
    assert (moved.item_no_before, moved.item_no_after) == (20, 22)
    assert moved.note_en == "Item 20 moved; it is now item 22"
    assert (dropped.path_before, dropped.path_after, dropped.item_no_before) == ("p2.s4.i42", None, 42)
    assert (added.path_before, added.path_after, added.item_no_after) == (None, "p2.s5.i69", 69)


def test_the_way_back_is_the_same_five_events_turned_round(revised: str) -> None:
    assert sorted(kinds(changes(revised, text_of("shaxian")))) == [
        "figure_changed",
        "item_added",
        "item_dropped",
        "item_moved",
        "status_changed",
    ]


def test_a_removal_without_renumbering_leaves_the_other_items_alone() -> None:
    lines = text_of("shaxian").split("\n")
    lines.pop(line_of(lines, "42."))
    assert kinds(changes(text_of("shaxian"), "\n".join(lines))) == ["item_dropped"]


def test_of_sections_that_change_places_the_lighter_one_moved_with_its_items_in_one_event() -> None:
    lines = text_of("shaxian").split("\n")
    third, fourth, fifth = (line_of(lines, f"({mark})“") for mark in "三四五")
    swapped = [
        *lines[:third],
        lines[fourth].replace("(四)", "(三)"),
        *lines[fourth + 1 : fifth],
        lines[third].replace("(三)", "(四)"),
        *lines[third + 1 : fourth],
        *lines[fifth:],
    ]
    found = changes(text_of("shaxian"), "\n".join(renumbered(swapped, ITEM)))
    assert kinds(found) == ["section_moved"]
    assert (found[0].path_before, found[0].path_after) == ("p2.s4", "p2.s3")
    assert found[0].note_zh == "第二部分(四)标题移位,现为第二部分(三)标题"
