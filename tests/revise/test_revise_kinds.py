"""One edit, one event: every kind, told once."""

import re

import pytest
from growth import LINEAR, TIMES, growth
from revise_texts import ITEM, MEASURE, changes, edited, kinds, line_of, parsed, renumbered, text_of

from tasks.revise import compare

LONG = text_of("taijiang")
# Items 1 to 25 of 98, and the rest of the notice: parsing all 68,000 characters for each edit would take too long.
TEXT = LONG[: LONG.index("26.针对")] + LONG[LONG.index("三、对持续整改") :]


@pytest.mark.parametrize(
    ("old", "new", "kind", "before", "after"),
    [
        ("强化以案促改、以案促建", "深化以案促改", "measure_reworded", None, None),
        ("取消四大指挥部设置,", "", "measure_reworded", "取消四大指挥部设置", None),
        ("已聚集1000多家", "已聚集1100多家", "figure_changed", "1000多家", "1100多家"),
        ("2023年8月30日", "2023年8月31日", "date_changed", "2023年8月30日", "2023年8月31日"),
        ("截至2023年10月上旬", "截至2023年10月中旬", "date_changed", "2023年10月上旬", "2023年10月中旬"),
        ("党纪政务处分情况(13人)", "党纪政务处分情况(14人)", "figure_changed", "13人", "14人"),
        ("以及省委工作要求方面", "以及省委要求方面", "section_reworded", None, None),
        ("6.针对“新思想实践基地”建设缓慢问题", "6.针对项目推进不快、群众反映强烈问题", "item_reworded", None, None),
        ("297条整改举措", "298条整改举措", "total_changed", "297条整改举措", "298条整改举措"),
        ("83281757", "83281758", "contact_changed", "83281757", "83281758"),
        (";电子邮箱:qwb1904@163.com", "", "contact_changed", "qwb1904@163.com", None),
        ("电子邮箱:", "邮政编码:350009;电子邮箱:", "contact_changed", None, "350009"),
        ("\n2024年1月26日", "\n2024年1月28日", "header_changed", "2024年1月26日", "2024年1月28日"),
        ("\n2024年1月26日", "", "header_changed", "2024年1月26日", None),
        ("台江区委\n2024", "台江区委员会\n2024", "header_changed", None, None),
        ("省委巡视四组对", "省委巡视五组对", "header_changed", "省委巡视四组", "省委巡视五组"),
        ("至5月29日", "至5月30日", "header_changed", "5月29日", "5月30日"),
        ("2023年7月18日,省委巡视四组", "2023年7月19日,省委巡视四组", "header_changed", None, None),
        ("(16)区委坚持", "区委坚持", "measure_renumbered", None, None),
        ("被予以党内严重警告", "被予以党内警告", "sanction_changed", "党内严重警告", "党内警告"),
    ],
)
def test_an_edit_is_told_once_as_its_most_telling_kind(
    old: str, new: str, kind: str, before: str | None, after: str | None
) -> None:
    found = changes(TEXT, edited(TEXT, (old, new)))
    assert kinds(found) == [kind]
    if before is not None or after is not None:
        assert (found[0].before, found[0].after) == (before, after)


def test_a_name_put_right_is_told_without_naming_anyone() -> None:
    (change,) = changes(TEXT, edited(TEXT, ("原主任杜成发", "原主任杜成法")))
    assert (change.kind, change.before, change.after) == ("name_changed", "杜成发", "杜成法")
    assert "杜" not in change.note_zh + change.note_en


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        ("进行诫勉谈话、批评教育", "sanction_changed"),
        ("进行提醒谈话", "sanction_changed"),
        # 谈话提醒 and 提醒谈话 are one kind.
        ("进行谈话提醒、批评教育", "item_reworded"),
    ],
)
def test_another_handling_is_a_sanction_and_another_word_for_it_is_not(new: str, kind: str) -> None:
    text = text_of("changle")
    assert kinds(changes(text, edited(text, ("进行提醒谈话、批评教育", new)))) == [kind]


def test_sections_numbered_anew_are_one_event() -> None:
    lines = text_of("shaxian").split("\n")
    for mark, other in (("(六)", "(七)"), ("(五)", "(六)"), ("(四)", "(五)")):
        place = line_of(lines, f"{mark}“")
        lines[place] = lines[place].replace(mark, other)
    found = changes(text_of("shaxian"), "\n".join(lines))
    assert kinds(found) == ["section_renumbered"]
    assert "其后至7号" in found[0].note_zh


def test_a_header_change_names_its_field() -> None:
    (change,) = changes(TEXT, edited(TEXT, ("\n2024年1月26日", "\n2024年1月28日")))
    assert change.path_after == "signed_on"


def test_the_year_of_a_period_is_one_edit_though_two_dates_follow_it() -> None:
    (change,) = changes(TEXT, edited(TEXT, ("2023年4月17日至5月29日", "2022年4月17日至5月29日")))
    assert (change.kind, change.path_after) == ("header_changed", "inspected_from")


def test_edits_in_different_clauses_of_a_measure_are_told_apart() -> None:
    after = edited(TEXT, ("2023年8月30日", "2023年8月31日"), ("部署推进老旧小区改造", "研究老旧小区改造"))
    assert kinds(changes(TEXT, after)) == ["date_changed", "measure_reworded"]


def test_a_finished_remainder_is_a_status_and_no_rewording() -> None:
    after = edited(
        TEXT,
        (
            "目前已完成14个老旧小区改造,剩余37个老旧小区正陆续加快开展路面破除、管道施工等",
            "目前已全部完成51个老旧小区改造,37个老旧小区均已完成路面破除、管道施工等",
        ),
    )
    (change,) = changes(TEXT, after)
    assert (change.kind, change.path_after, change.note_zh) == (
        "status_changed",
        "p2.s1.i25.m75",
        "第25项措施(75):整改状态由部分完成改为已完成",
    )


def test_a_dropped_follow_on_is_a_dropped_paragraph_of_its_measure() -> None:
    lines = TEXT.split("\n")
    lines.pop(line_of(lines, "持续做强现代金融"))
    (change,) = changes(TEXT, "\n".join(lines))
    assert (change.kind, change.path_before, change.item_no_before) == ("paragraph_dropped", "p2.s1.i7.m19", 7)


def test_a_measure_that_passes_a_heading_moved_and_the_heading_did_not() -> None:
    lines = TEXT.split("\n")
    place = line_of(lines, "(12)")
    lines.insert(place + 1, lines.pop(place))
    (change,) = changes(TEXT, "\n".join(renumbered(lines, MEASURE)))
    assert (change.kind, change.item_no_before, change.item_no_after) == ("measure_moved", 4, 5)


def test_a_moved_measure_takes_its_follow_on_paragraphs_along() -> None:
    lines = TEXT.split("\n")
    place = line_of(lines, "(19)")
    block = [lines.pop(place) for _ in range(3)]
    target = line_of(lines, "(25)")
    lines[target:target] = block
    assert kinds(changes(TEXT, "\n".join(renumbered(lines, MEASURE)))) == ["measure_moved"]


def test_a_moved_measure_whose_words_changed_gives_both_events() -> None:
    lines = TEXT.split("\n")
    place = line_of(lines, "(12)")
    lines.insert(place + 3, lines.pop(place).replace("理论宣讲进基层", "政策宣讲进基层"))
    assert kinds(changes(TEXT, "\n".join(renumbered(lines, MEASURE)))) == ["measure_moved", "measure_reworded"]


def test_an_item_goes_comes_and_moves_with_its_measures_in_one_event() -> None:
    lines = TEXT.split("\n")
    place = line_of(lines, "5.针对")
    block = [lines.pop(place) for _ in range(4)]
    without = "\n".join(renumbered(renumbered(lines, ITEM), MEASURE))
    (dropped,) = changes(TEXT, without)
    assert (dropped.kind, dropped.item_no_before) == ("item_dropped", 5)
    assert "3条措施" in dropped.note_zh
    (added,) = changes(without, TEXT)
    assert (added.kind, added.item_no_after) == ("item_added", 5)
    target = line_of(lines, "9.针对")
    lines[target:target] = block
    (moved,) = changes(TEXT, "\n".join(renumbered(renumbered(lines, ITEM), MEASURE)))
    assert (moved.kind, moved.item_no_before, moved.item_no_after) == ("item_moved", 5, 8)


def test_a_measure_added_or_dropped_renumbers_nothing_else() -> None:
    lines = TEXT.split("\n")
    lines.pop(line_of(lines, "(13)"))
    without = "\n".join(renumbered(lines, MEASURE))
    assert kinds(changes(TEXT, without)) == ["measure_dropped"]
    assert kinds(changes(without, TEXT)) == ["measure_added"]


def test_a_number_left_out_is_told_once_by_the_first_it_shifts() -> None:
    lines = TEXT.split("\n")
    start = line_of(lines, "(16)")
    for place in range(start, line_of(lines, "三、")):
        lines[place] = re.sub(r"^\((\d+)\)", lambda number: f"({int(number[1]) + 1})", lines[place])
    (change,) = changes(TEXT, "\n".join(lines))
    assert (change.kind, change.path_before, change.path_after) == (
        "measure_renumbered",
        "p2.s1.i6.m16",
        "p2.s1.i6.m17",
    )


def test_a_cut_footer_is_told_by_its_facts_and_its_sentences_once() -> None:
    found = changes(TEXT, TEXT[: TEXT.index("欢迎广大干部群众对巡视")])
    assert kinds(found) == ["paragraph_dropped", *["contact_changed"] * 3, *["header_changed"] * 2]
    assert found[0].before == "欢迎广大干部群众对巡视整改落实情况进行监督。如有意见建议,请及时向我们反映。"


def test_a_paragraph_broken_in_two_beside_a_real_edit_is_no_change() -> None:
    lines = edited(TEXT, ("83281757", "83281758")).split("\n")
    place = line_of(lines, "(16)")
    cut = lines[place].index("。") + 1
    lines[place : place + 1] = [lines[place][:cut], lines[place][cut:]]
    assert kinds(changes(TEXT, "\n".join(lines))) == ["contact_changed"]


def test_a_note_on_a_sanctions_list_holds_no_name() -> None:
    lines = TEXT.split("\n")
    entry = lines.pop(line_of(lines, "5.区属国有企业管理人员"))
    (change,) = changes(TEXT, "\n".join(lines))
    assert change.before == entry
    assert change.note_zh == "删去第四部分(一)名单条目"


@pytest.mark.parametrize("name", ["binhai", "changle", "luojiang", "shaxian", "taijiang"])
def test_the_same_words_in_another_layout_are_no_change(name: str) -> None:
    wide = str.maketrans({",": "，", "(": "（", ")": "）", ":": "：", ";": "；", "%": "％"})
    text = text_of(name)
    dressed = "\n\n".join(f"　　{line.translate(wide)}" for line in text.split("\n"))
    assert changes(text, dressed) == ()
    assert changes(text, text) == ()


def test_title_and_publication_line_are_no_body() -> None:
    after = edited(TEXT, ("发布时间: 2024-01-26 14:30 浏览量:", "发布时间: 2024-03-01 09:00 浏览量:77"))
    after = edited(after, ("关于巡视整改进展情况的通报", "巡视整改进展情况的通报"))
    assert changes(TEXT, after) == ()


def test_comparing_costs_by_the_length_of_the_notice() -> None:
    pairs = {}
    for items in (6, 6 * TIMES):
        start = re.search(rf"^{items + 1}\.", LONG, re.MULTILINE)
        assert start, f"the notice has no item {items + 1}"
        text = LONG[: start.start()] + LONG[LONG.index("三、对持续整改") :]
        edits = (("83281757", "83281758"), ("297条整改举措", "298条整改举措"))
        pairs[items] = parsed(text), parsed(edited(text, *edits))
    assert growth(lambda items: compare(*pairs[items]), 6) < LINEAR
