"""Parts, sections, items, measures and what follows on."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from notices import NAMES, text_page

from schemas.errors import NotANotice
from schemas.values import Page, ParsedNotice
from tasks.parse import parse
from tasks.text import kept_text

BOUNDED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


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
    repairs = parsed["binhai"].repairs
    assert [repair.kind for repair in repairs] == ["joined_paragraph"]
    broken = parsed["binhai"].text[repairs[0].char_start : repairs[0].char_end]
    assert "“天价茶”问题\n集中整治" in broken


def test_status_is_what_the_text_says_behind_the_title(parsed: dict[str, ParsedNotice]) -> None:
    items = {item.item_no: item for item in parsed["shaxian"].items}
    statuses = {
        2: "partly",
        3: "not_done",
        6: "done",
        18: "done",
        43: "nothing_found",
        48: "partly",
        51: "ongoing",
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


WIDE = {ord(half): chr(ord(half) + 0xFEE0) for half in ",:;()%.0123456789"}


@BOUNDED
@given(name=st.sampled_from(NAMES), choice=st.randoms(use_true_random=False))
def test_widths_spaces_and_blank_lines_never_lose_a_row(name: str, choice) -> None:  # type: ignore[no-untyped-def]
    text = text_page(name).text
    dressed = []
    for line in text.split("\n"):
        shown = line.translate(WIDE) if choice.random() < 0.5 else line
        dressed.append(choice.choice(["", "　　", "  ", "\u00a0"]) + shown + choice.choice(["", " ", "\n"]))
    again, plain = parse(page_of("\n".join(dressed))), parse(page_of(text))
    assert again.text == plain.text
    assert again.items == plain.items
    assert again.figures == plain.figures


@BOUNDED
@given(order=st.permutations(range(1, 84)))
def test_reordered_and_renumbered_items_are_all_found(order: list[int]) -> None:
    lines = text_page("shaxian").text.split("\n")
    bodies = {int(m[1]): m[2] for line in lines if (m := re.match(r"(\d+)\.(.+)", line))}
    numbers = iter(range(1, 84))
    shuffled = [
        f"{(n := next(numbers))}.{bodies[order[n - 1]]}" if re.match(r"\d+\.", line) else line for line in lines
    ]
    again = parse(page_of("\n".join(shuffled)))
    assert [item.item_no for item in again.items] == list(range(1, 84))
    assert [item.text.split(".", 1)[1] for item in again.items] == [bodies[n] for n in order]


@BOUNDED
@given(st.text(alphabet="一二三、()().123456789针对问题。整改情况巡视:,;\n区委“”《》%万元 ", max_size=400))
def test_no_text_makes_the_parser_fail(noise: str) -> None:
    opening = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n"
    parsed = parse(page_of(opening + noise))
    assert "\n".join(paragraph.text for paragraph in parsed.paragraphs) == parsed.text
    for figure in parsed.figures:
        assert parsed.text[figure.char_start : figure.char_end] == figure.raw
