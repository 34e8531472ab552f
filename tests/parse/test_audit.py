"""The notice held against itself: what a reader worked out by hand in the five notices."""

import pytest
from notices import NAMES

from schemas.facts import Check
from schemas.values import Page, ParsedNotice
from tasks.parse import parse
from tasks.text import kept_text

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"


def checks(parsed: ParsedNotice, name: str) -> list[Check]:
    return [check for check in parsed.checks if check.check == name]


def audit(*paragraphs: str) -> ParsedNotice:
    return parse(Page(url="file:test", text=kept_text(OPENING + "\n".join(paragraphs)), encoding="utf-8"))


def test_the_shares_a_reader_worked_out_hold(parsed: dict[str, ParsedNotice]) -> None:
    held = {check.detail for name in NAMES for check in checks(parsed[name], "ratio") if check.outcome == "pass"}
    assert {"840个 of 864条 is 97.22 %", "129条 of 137条 is 94.16 %", "946条 of 1015条 is 93 %"} <= held


def test_what_is_left_is_the_whole_less_what_is_done(parsed: dict[str, ParsedNotice]) -> None:
    assert "1015条 less 946条 leaves 69 条" in {check.detail for check in checks(parsed["taijiang"], "remainder")}


def test_a_stated_sum_is_added_up_again(parsed: dict[str, ParsedNotice]) -> None:
    assert [check.detail for check in checks(parsed["binhai"], "sum")] == ["2186亩 + 644亩 + 1178亩 = 4008亩"]


def test_every_contradiction_a_reader_found_is_told_and_no_other(parsed: dict[str, ParsedNotice]) -> None:
    told = {name: [(c.raw, c.other_raw) for c in checks(parsed[name], "conflict")] for name in NAMES}
    assert told.pop("taijiang") == [
        ("1754.83万元", "近1800万元"),
        ("188.2%", "488.2%"),
        ("立案6起", "立案6人"),
    ]
    assert not any(told.values())


@pytest.mark.parametrize(
    ("sentence", "outcome"),
    [
        ("开展宣讲活动756场,其中进机关108场、进学校60场、进社区515场、进企业41场、进网络32场。", "pass"),
        ("开展宣讲活动750余场,其中进机关108场、进学校60场、进社区515场、进企业41场、进网络32场。", "pass"),
        ("开展宣讲活动700场,其中进机关108场、进学校60场、进社区515场、进企业41场、进网络32场。", "fail"),
        ("开展宣讲活动756场,其中进机关108场、进学校60场。", "not_checkable"),
    ],
)
def test_parts_that_come_to_more_than_their_whole_fail(sentence: str, outcome: str) -> None:
    found = checks(audit(f"1.开展宣讲。{sentence}"), "parts_and_whole")
    assert [check.outcome for check in found] == [outcome]


@pytest.mark.parametrize(
    ("sentence", "outcome", "parsed"),
    [
        # 640.40 − 0.26 + 574.01 = 1214.15: the penalty came in beyond the rent.
        ("拖欠租金为1214.15万元,已收回640.40万元(含违约金0.26万元),并催收剩余574.01万元。", "pass", "12141500"),
        ("涉及48人。其中8人不予追缴;其余42人(含上述困难职工2人)另议。", "pass", "48"),
        ("涉及48人。其中8人不予追缴;其余43人(含上述困难职工2人)另议。", "fail", "51"),
        ("生成领办项目175个。截至目前,已完成项目162项,剩余13个。", "pass", "175"),
        ("12项清欠任务:已清偿10项、手续不全退件1件、司法程序1件。", "pass", "12"),
        ("对39名人员综合研判。18名敏感岗位人员已谈话;其余21名不变。其余30名予以留用。", "pass", "39"),
    ],
)
def test_what_parts_hold_beyond_their_whole_is_taken_off(sentence: str, outcome: str, parsed: str) -> None:
    found = checks(audit(f"1.清收欠款。{sentence}"), "parts_and_whole")
    assert [(check.outcome, check.parsed) for check in found] == [(outcome, parsed)]


def test_a_share_is_of_the_two_it_comes_out_for() -> None:
    told = "反馈的697个问题,完成整改688个,持续整改问题4个,未完成5个,完成率98.71%。"
    found = checks(audit(f"1.整改。{told}"), "ratio")
    assert [(check.outcome, check.detail) for check in found] == [("pass", "688个 of 697个 is 98.71 %")]
    # Of which two it should hold, nothing says.
    assert checks(audit(f"1.整改。{told.replace('98.71', '97.71')}"), "ratio") == []


@pytest.mark.parametrize(
    ("stated", "outcomes"), [("办结率达97.22%", ["pass"]), ("办结率达98.22%", ["fail"]), ("满意率达98.22%", [])]
)
def test_a_share_must_follow_from_the_numbers_it_is_of(stated: str, outcomes: list[str]) -> None:
    found = checks(audit(f"1.办理意见。共搜集意见、建议864条,解决问题840个,{stated}。"), "ratio")
    assert [check.outcome for check in found] == outcomes


@pytest.mark.parametrize(("stated", "outcome"), [(13, "pass"), (14, "fail")])
def test_a_heading_that_declares_other_persons_than_its_entries_name_fails(
    stated: int, outcome: str, parsed: dict[str, ParsedNotice]
) -> None:
    text = parsed["taijiang"].text.replace("党纪政务处分情况(13人)", f"党纪政务处分情况({stated}人)")
    found = checks(parse(Page(url="file:test", text=text, encoding="utf-8")), "persons_in_group")
    assert next((check.declared, check.parsed, check.outcome) for check in found) == (str(stated), "13", outcome)


def test_checks_are_numbered_and_quote_both_sides(parsed: dict[str, ParsedNotice]) -> None:
    for name in NAMES:
        assert [check.check_no for check in parsed[name].checks] == list(range(1, len(parsed[name].checks) + 1))
    conflict = checks(parsed["taijiang"], "conflict")[0]
    text = parsed["taijiang"].text
    assert text[conflict.char_start : conflict.char_end] == conflict.raw
    assert text[conflict.other_start : conflict.other_end] == conflict.other_raw


def test_no_check_holds_a_name(parsed: dict[str, ParsedNotice]) -> None:
    names = {row.person for name in NAMES for row in parsed[name].sanctions}
    for name in NAMES:
        for check in parsed[name].checks:
            words = " ".join(filter(None, (check.raw, check.other_raw, check.detail, check.declared, check.parsed)))
            assert not [person for person in names if person in words]
