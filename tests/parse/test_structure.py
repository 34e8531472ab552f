"""Parts, sections, items, measures and what follows on."""

import re

import pytest
from notices import text_page

from schemas.errors import NotANotice
from schemas.values import Page, ParsedNotice
from tasks.parse import parse
from tasks.parse.body import body_of
from tasks.parse.structure import Structure
from tasks.text import kept_text


def page_of(text: str) -> Page:
    return Page(url="file:test", text=kept_text(text), encoding="utf-8")


def test_item_35_of_luojiang_is_an_item_though_it_looks_like_a_decimal(parsed: dict[str, ParsedNotice]) -> None:
    items = {item.item_no: item for item in parsed["luojiang"].items}
    assert items[35].text.startswith("35.2025年来区委开展3轮巡察工作")
    assert items[39].text.startswith("39.2024年9月以来,摸排梳理")
    assert [item.item_no for item in parsed["luojiang"].items] == list(range(1, 67))


def test_item_keys_of_binhai_are_never_the_number_alone(parsed: dict[str, ParsedNotice]) -> None:
    paths = [item.item_path for item in parsed["binhai"].items]
    assert len(set(paths)) == 9
    assert paths == [
        "p2.s1.i1",
        "p2.s1.i2",
        "p2.s2.i1",
        "p2.s2.i2",
        "p2.s3.i1",
        "p2.s3.i2",
        "p2.s3.i3",
        "p2.s3.i4",
        "p2.s4.u1",
    ]
    assert parsed["binhai"].items[-1].item_no is None


def test_numbered_lines_outside_the_rectification_part_are_no_items(parsed: dict[str, ParsedNotice]) -> None:
    # 台江区 part 4 lists 31 sanctions, 洛江区 part 3 three intentions, all numbered like items.
    taijiang = parsed["taijiang"].paragraphs
    assert sum(paragraph.kind == "list_entry" for paragraph in taijiang) == 31
    assert sum(paragraph.kind == "list_entry" for paragraph in parsed["luojiang"].paragraphs) == 3


def test_the_nine_follow_on_paragraphs_of_taijiang_belong_to_the_measures_above(
    parsed: dict[str, ParsedNotice],
) -> None:
    rows = [paragraph for paragraph in parsed["taijiang"].paragraphs if paragraph.rule_id == "paragraph.follow_on"]
    owners = [re.search(r"m(\d+)$", paragraph.measure_path or "") for paragraph in rows]
    assert [int(owner[1]) for owner in owners if owner] == [19, 19, 35, 35, 148, 191, 217, 218, 283]
    measure = next(measure for measure in parsed["taijiang"].measures if measure.measure_no == 35)
    assert measure.text.count("\n") == 2


def test_problem_text_goes_to_the_last_problem_of_the_sentence(parsed: dict[str, ParsedNotice]) -> None:
    items = {item.item_no: item for item in parsed["taijiang"].items}
    assert items[34].problem_text == "2020年、2022年,区委、区政府班子成员带队开展主体责任检查,未能发现明显问题问题"
    assert {item.problem_from for item in parsed["taijiang"].items} == {"item"}
    assert {item.problem_from for item in parsed["shaxian"].items} == {"section"}
    assert {item.problem_text for item in parsed["luojiang"].items} == {None}


def test_sub_items_of_binhai_carry_their_problem_and_their_label(parsed: dict[str, ParsedNotice]) -> None:
    measures = parsed["binhai"].measures
    assert {measure.kind for measure in measures} == {"sub_item"}
    assert measures[0].problem_text == "学深悟透还有差距"
    labels = [paragraph for paragraph in parsed["binhai"].paragraphs if paragraph.rule_id == "paragraph.label"]
    assert len(labels) == 28


def test_a_sentence_the_page_broke_is_one_paragraph_and_a_repair(parsed: dict[str, ParsedNotice]) -> None:
    (repair,) = (repair for repair in parsed["binhai"].repairs if repair.kind == "joined_paragraph")
    broken = parsed["binhai"].text[repair.char_start : repair.char_end]
    assert "“天价茶”问题\n集中整治" in broken


def test_status_is_what_the_text_says_behind_the_title(parsed: dict[str, ParsedNotice]) -> None:
    items = {item.item_no: item for item in parsed["shaxian"].items}
    statuses = {
        2: "partly",
        3: "not_done",
        6: "done",
        18: "done",
        43: "done",
        48: "partly",
        51: "done",
        61: "partly",
    }
    assert {number: items[number].status for number in statuses} == statuses
    # 「9笔尚未清欠款项共计805.17万元已全部清欠到位」: the end of the clause settles what its beginning leaves open.
    assert parsed["shaxian"].text[items[6].status_start : items[6].status_end] == "已全部"
    assert items[1].status == "unstated"
    assert items[1].status_start is None


def test_closing_contacts_and_sign_off_end_the_body(parsed: dict[str, ParsedNotice]) -> None:
    for name in ("changle", "taijiang", "luojiang", "shaxian"):
        kinds = [paragraph.kind for paragraph in parsed[name].paragraphs]
        assert kinds[-3:] == ["closing", "sign_off", "sign_off"]
    assert [p.text for p in parsed["binhai"].paragraphs if p.kind == "furniture"][:2] == ["来源:新区", "附件下载"]


def test_a_posting_that_begins_with_its_second_part_is_still_a_notice() -> None:
    text = text_page("shaxian").text
    cut = parse(page_of(text[text.index("二、集中整改期内") :]))
    assert (cut.notice.items, cut.notice.aspects) == (83, 6)
    assert cut.items[0].item_path == "p2.s1.i1"


def test_other_marks_that_sites_use_number_items_and_measures_alike() -> None:
    text = (
        "根据县委部署,2023年3月15日至5月15日,县委第二巡察组对县水利局党组进行了巡察,并于2023年6月20日反馈了巡察意见。"
        "现将巡察整改进展情况公布如下。\n二、巡察反馈问题整改落实情况\n（一）聚焦党的建设方面\n"
        "1、关于理论学习不深入问题。\n（1）制定学习计划，开展学习12次。\n（2）已完成整改。\n"
        "2．关于财务管理不规范问题。\n（1）清退违规津补贴3.2万元。\n"
    )
    notice = parse(page_of(text))
    assert [item.problem_text for item in notice.items] == ["理论学习不深入问题", "财务管理不规范问题"]
    assert [measure.measure_path for measure in notice.measures] == ["p2.s1.i1.m1", "p2.s1.i1.m2", "p2.s1.i2.m1"]
    assert (notice.notice.inspection_level, notice.notice.inspection_kind) == ("county", "巡察")
    assert notice.notice.inspection_group == "县委第二巡察组"
    assert notice.notice.inspected_body == "县水利局党组"
    assert str(notice.notice.feedback_on) == "2023-06-20"
    assert [figure.raw for figure in notice.figures if figure.item_no] == ["12次", "3.2万元"]


@pytest.mark.parametrize(
    "sign_off",
    [
        "中共三明市沙县区委\n2025年12月25日",
        "中共三明市沙县区委 2025年12月25日",
        "中共三明市沙县区委\n二〇二五年十二月二十五日",
        "中共三明市沙县区委二○二五年十二月二十五日\n责任编辑:某某",
        "中共三明市沙县区委\n2025 年 12 月 25 日\n附件下载\n扫一扫在手机上查看当前页面",
    ],
)
def test_a_sign_off_is_read_however_it_is_set(sign_off: str) -> None:
    text = text_page("shaxian").text
    signed = parse(page_of(text[: text.index("中共三明市沙县区委\n2025")] + sign_off))
    assert (signed.notice.signed_by, str(signed.notice.signed_on)) == ("中共三明市沙县区委", "2025-12-25")
    assert [paragraph.kind for paragraph in signed.paragraphs if paragraph.kind == "sign_off"]
    assert signed.text[signed.body_end - 1] == "日"


def test_a_posting_whose_footer_was_cut_is_still_a_notice() -> None:
    text = text_page("shaxian").text
    cut = parse(page_of(text[: text.index("欢迎广大干部群众")]))
    assert cut.notice.items == 83
    assert cut.notice.inspected_body == "沙县区委"
    assert cut.notice.division_code == "350405"
    assert cut.contacts == ()


def test_a_posting_whose_opening_was_cut_is_still_a_notice() -> None:
    text = text_page("shaxian").text
    cut = parse(page_of(text[text.index("一、区委") :]))
    assert cut.notice.items == 83
    assert cut.notice.inspected_body == "中共三明市沙县区委"


def test_a_measure_about_the_bodys_own_inspections_is_no_opening() -> None:
    # 台江区 (95): 「…及时研究部署巡视检查台江区委巡察工作的整改…」
    text = text_page("taijiang").text
    cut = parse(page_of(text[text.index("一、党委(党组)") :]))
    assert (cut.notice.items, cut.notice.measures) == (98, 297)


@pytest.mark.parametrize(
    "text",
    [
        "关于举办全区干部培训班的通知\n各单位:\n现将有关事项通知如下。\n一、培训时间\n二、培训地点",
        "1.第一\n2.第二\n3.第三",
        "根据省委部署,省委巡视组将对我区开展巡视。",
    ],
)
def test_what_is_no_rectification_notice_is_refused(text: str) -> None:
    with pytest.raises(NotANotice, match="file:test has neither an opening"):
        parse(page_of(text))


def test_a_jump_in_the_numbers_loses_no_item_and_is_doubted() -> None:
    text = text_page("shaxian").text
    lines = [line for line in text.split("\n") if not line.startswith("40.")]
    jumped = parse(page_of("\n".join(lines)))
    assert len(jumped.items) == 82
    assert [repair.kind for repair in jumped.repairs] == ["numbering_gap"]
    assert {check.check: check.outcome for check in jumped.checks}["numbering"] == "fail"


OPENING = (
    "根据县委部署,2023年3月15日至5月15日,县委第二巡察组对县水利局党组进行了巡察,并于2023年6月20日反馈了巡察意见。"
    "现将巡察整改进展情况公布如下。"
)


def structure(*lines: str) -> Structure:
    """The structure of a notice whose second part has these lines."""
    return body_of(page_of("\n".join([OPENING, "二、巡察反馈问题整改落实情况", *lines]))).structure


def paths(read: Structure) -> list[str]:
    return [item.item_path for item in read.items]


def test_items_that_begin_anew_without_a_heading_are_items_and_doubted() -> None:
    read = structure("1.完善制度。", "2.清退款项。", "1.加强学习。", "2.严格管理。", "3.建章立制。")
    assert paths(read) == ["p2.i1", "p2.i2", "p2.i1x2", "p2.i2x2", "p2.i3"]
    assert [(repair.kind, repair.rule_id) for repair in read.repairs] == [("numbering_restart", "item.begins_anew")]


def test_a_number_printed_twice_loses_no_item() -> None:
    read = structure("1.完善制度。", "2.清退款项。", "2.加强学习。", "3.严格管理。")
    assert paths(read) == ["p2.i1", "p2.i2", "p2.i2x2", "p2.i3"]
    assert [repair.kind for repair in read.repairs] == ["numbering_gap"]


def test_a_wide_jump_in_the_numbers_loses_no_item() -> None:
    read = structure("1.完善制度。", "2.清退款项。", "21.加强学习。", "22.严格管理。")
    assert [item.item_no for item in read.items] == [1, 2, 21, 22]
    assert [repair.detail for repair in read.repairs] == ["item 21 follows item 2"]


def test_a_decimal_at_the_head_of_a_paragraph_is_no_item() -> None:
    read = structure("1.完善制度。", "2.清退款项。", "7.5万元违规款项已清退。", "3.加强学习。")
    assert [item.item_no for item in read.items] == [1, 2, 3]
    assert read.items[1].text.endswith("7.5万元违规款项已清退。")


def test_a_numbered_list_below_a_measure_goes_on_about_it() -> None:
    read = structure(
        "1.关于学习不深入问题。", "(1)开展自查。", "1.查制度。", "2.查账目。", "(2)立行立改。", "2.关于管理不严问题。",
        "(1)约谈。",
    )  # fmt: skip
    assert paths(read) == ["p2.i1", "p2.i2"]
    assert [measure.measure_path for measure in read.measures] == ["p2.i1.m1", "p2.i1.m2", "p2.i2.m1"]
    assert read.measures[0].text == "(1)开展自查。\n1.查制度。\n2.查账目。"
    assert read.repairs == ()


def test_measures_that_begin_anew_inside_an_item_are_doubted() -> None:
    read = structure("1.关于学习不深入问题。", "(1)自查。", "(2)整改。", "(1)约谈。", "(2)问责。")
    assert [measure.measure_path for measure in read.measures] == [
        "p2.i1.m1", "p2.i1.m2", "p2.i1.m1x2", "p2.i1.m2x2",
    ]  # fmt: skip
    assert [repair.kind for repair in read.repairs] == ["numbering_restart"]


def test_circled_numbers_open_a_paragraph_and_no_item() -> None:
    read = structure("1.关于学习不深入问题。", "①制定计划。", "②开展学习。", "2.关于管理不严问题。")
    assert paths(read) == ["p2.i1", "p2.i2"]
    assert read.items[0].text == "1.关于学习不深入问题。\n①制定计划。\n②开展学习。"


@pytest.mark.parametrize("marks", [("1.", "2."), ("1、", "2、"), ("1．", "2．"), ("１．", "２．"), ("1 .", "2 . ")])
@pytest.mark.parametrize("below", [("(1)", "(2)"), ("（1）", "（2）"), ("1)", "2)"), ("１）", "２）")])
def test_items_and_measures_are_read_under_every_form_of_mark(marks: tuple[str, str], below: tuple[str, str]) -> None:
    read = structure(
        "（一）聚焦党的建设方面", f"{marks[0]}关于学习不深入问题。", f"{below[0]}制定计划。", f"{below[1]}已完成整改。",
        f"{marks[1]}关于管理不严问题。",
    )  # fmt: skip
    assert paths(read) == ["p2.s1.i1", "p2.s1.i2"]
    assert [measure.measure_path for measure in read.measures] == ["p2.s1.i1.m1", "p2.s1.i1.m2"]


def test_parts_may_be_called_parts() -> None:
    lines = [OPENING, "第一部分 组织整改情况", "召开会议。", "第二部分 巡察反馈问题整改情况", "1.关于学习不深入问题。"]
    read = body_of(page_of("\n".join(lines))).structure
    assert [(section.section_path, section.role) for section in read.sections] == [
        ("p1", "organisation"), ("p2", "rectification"),
    ]  # fmt: skip
    assert paths(read) == ["p2.i1"]


def test_a_section_whose_number_jumps_is_a_section_and_doubted() -> None:
    read = structure("(一)聚焦政治建设方面", "1.完善制度。", "(三)聚焦队伍建设方面", "1.选派干部。")
    assert [section.section_path for section in read.sections] == ["p2", "p2.s1", "p2.s3"]
    assert [repair.rule_id for repair in read.repairs] == ["section.gap"]
    assert paths(read) == ["p2.s1.i1", "p2.s3.i1"]


def test_an_enumeration_is_never_joined_to_a_paragraph_without_a_stop() -> None:
    first = "1.关于学习不深入问题。制定学习计划。整改情况:一是加强理论学习。把学习贯彻党的二十大精神作为首要政治任务来抓紧抓实"
    assert structure(first, "二是创新宣讲方式。").repairs == ()
    assert [repair.kind for repair in structure(first, "取得实效。").repairs] == ["joined_paragraph"]


def test_what_follows_on_in_binhai_is_73_paragraphs_and_half_a_sentence(parsed: dict[str, ParsedNotice]) -> None:
    # 71 open with 二是 to 七是; 「同时今年以来…」 and 「同时进一步加强…」 are plain; the half sentence is joined.
    rows = [p for p in parsed["binhai"].paragraphs if p.rule_id == "paragraph.follow_on"]
    enumerated = [p for p in rows if re.match(r"[二三四五六七]是", p.text)]
    assert (len(rows), len(enumerated)) == (73, 71)
    assert [p.text[:2] for p in rows if p not in enumerated] == ["同时", "同时"]


def test_a_second_notice_on_the_page_is_placed_and_not_read() -> None:
    text = text_page("shaxian").text
    twice = body_of(page_of(f"{text}\n{text}")).structure
    assert len(twice.items) == 83
    assert {p.kind for p in twice.paragraphs if p.char_start > len(text)} == {"other_notice"}
