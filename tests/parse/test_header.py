"""Document facts of the head: who ordered the inspection, its round, its days."""

import datetime as dt

import pytest
from notices import NAMES, text_page

from schemas.values import Page
from tasks.parse import parse
from tasks.parse.body import body_of
from tasks.parse.header import Header
from tasks.text import kept_text

_REST = "一、区委组织整改情况\n{}\n二、巡视反馈问题整改情况\n(一)关于党的建设方面\n1.关于学习不深入问题。已完成整改。"


def header(opening: str, organised: str = "区委高度重视。") -> Header:
    page = Page(url="file:test", text=kept_text(f"{opening}\n{_REST.format(organised)}"), encoding="utf-8")
    return body_of(page).header


def test_who_ordered_the_inspection_of_the_five() -> None:
    ordered = {name: body_of(text_page(name)).header.ordered_by for name in NAMES}
    assert ordered == {"changle": "省委", "taijiang": "省委", "luojiang": "省委", "binhai": "市委", "shaxian": "省委"}


def test_only_taijiang_names_the_round_of_its_inspection() -> None:
    # It names six more: the 区委's own 巡察. 长乐区 names 「一届区委第五轮巡察」, its own too.
    rounds = {name: body_of(text_page(name)).header.inspection_round for name in NAMES}
    assert rounds == dict.fromkeys(NAMES) | {"taijiang": "十一届省委第二轮巡视"}


@pytest.mark.parametrize(
    ("opening", "ordered_by", "round_"),
    [
        (
            "根据十一届省委第六轮巡视工作部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视。",
            "省委",
            "十一届省委第六轮巡视",
        ),
        (
            "按照县委统一安排,2023年3月15日至5月15日,第十届县委第三轮巡察第二巡察组对县水利局党组进行了巡察。",
            "县委",
            "第十届县委第三轮巡察",
        ),
        (
            "根据中央巡视工作统一部署,2023年10月15日至12月30日,中央第三巡视组对中国某集团党组进行了常规巡视。",
            "中央",
            None,
        ),
        ("2024年8月18日至9月30日,省委巡视七组对沙县区委开展了十一届省委第六轮巡视。", None, "十一届省委第六轮巡视"),
    ],
)
def test_order_and_round_are_read_as_printed(opening: str, ordered_by: str | None, round_: str | None) -> None:
    found = header(opening)
    assert (found.ordered_by, found.inspection_round) == (ordered_by, round_)


@pytest.mark.parametrize(
    "organised",
    [
        # The body's own inspections, an earlier round beside this one
        "根据区委部署,在十三届区委第三轮巡察中强化问题导向。",
        "对照十届省委第九轮巡视、十一届省委第二轮巡视反馈的共性问题逐一研究。",
    ],
)
def test_rounds_that_may_be_others_are_not_taken(organised: str) -> None:
    opening = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视。"
    assert header(opening, organised).inspection_round is None


def test_a_stay_over_the_turn_of_the_year_ends_in_the_next() -> None:
    found = header("根据省委部署,2023年11月20日至1月10日,省委巡视七组对沙县区委开展了巡视。")
    assert (found.inspected_from, found.inspected_to) == (dt.date(2023, 11, 20), dt.date(2024, 1, 10))


@pytest.mark.parametrize(
    ("body", "year", "places"),
    [
        # 长乐 was a city until 2017
        ("中共长乐市委员会", 2015, ("350182", "福建省", "福州市", "长乐市")),
        ("中共福州市委员会", 2024, ("350100", "福建省", "福州市", None)),
        ("中共福建省委员会", 2024, ("350000", "福建省", None, None)),
        ("中共北京市东城区委员会", 2024, ("110101", "北京市", "北京市", "东城区")),
        ("中共重庆市委员会", 2024, ("500000", "重庆市", "重庆市", None)),
        # Right under their province
        ("中共石河子市委员会", 2024, ("659001", "新疆维吾尔自治区", None, "石河子市")),
        ("中共延边朝鲜族自治州委员会", 2024, ("222400", "吉林省", "延边朝鲜族自治州", None)),
        ("中共某某公司党委", 2024, (None, None, None, None)),
    ],
)
def test_the_place_is_named_as_in_the_year_of_the_notice(body: str, year: int, places: tuple[str | None, ...]) -> None:
    opening = "根据省委统一部署,省委巡视七组开展了巡视。"
    text = f"{opening}\n{_REST.format('高度重视。')}\n{body}\n{year}年3月1日"
    notice = parse(Page(url="file:test", text=kept_text(text), encoding="utf-8")).notice
    assert (notice.division_code, notice.province, notice.city, notice.county) == places
