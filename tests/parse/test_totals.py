"""Totals the notice declares of itself."""

import pytest

from schemas.values import ParsedNotice
from tasks.parse.totals import restated_in, stated, totals_of


def declared(parsed: ParsedNotice) -> list[tuple[str, int, str, str]]:
    return [(total.kind, total.value, total.unit, total.scope) for total in parsed.declared_totals]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "changle",
            [
                ("meetings", 1, "场", "whole"),
                ("meetings", 9, "场", "whole"),
                ("meetings", 1, "场", "whole"),
                ("meetings", 17, "次", "whole"),
                ("measures", 156, "条", "whole"),
                ("problems", 26, "个", "part"),
                ("measures", 85, "条", "part"),
            ],
        ),
        (
            "taijiang",
            [
                ("aspects", 4, "个", "whole"),
                ("meetings", 7, "次", "whole"),
                ("meetings", 8, "次", "whole"),
                ("aspects", 4, "个", "whole"),
                ("problems", 98, "个", "whole"),
                ("measures", 297, "条", "whole"),
                ("rules", 140, "项", "whole"),
                ("rules", 92, "项", "part"),
                ("problems", 98, "个", "whole"),
            ],
        ),
        (
            "luojiang",
            [
                ("meetings", 36, "场次", "whole"),
                ("measures", 189, "项", "whole"),
                ("meetings", 230, "场次", "whole"),
                ("rules", 51, "项", "whole"),
                ("problems", 35, "个", "part"),
                ("meetings", 25, "次", "part"),
            ],
        ),
        ("binhai", [("measures", 113, "条", "whole")]),
        (
            "shaxian",
            [
                ("meetings", 6, "次", "whole"),
                ("aspects", 6, "个", "whole"),
                ("problems", 83, "个", "whole"),
                ("measures", 360, "条", "whole"),
                ("rules", 115, "项", "whole"),
                ("problems", 42, "个", "part"),
            ],
        ),
    ],
)
def test_every_total_of_the_part_on_organisation_and_its_restatements_are_read(
    parsed: dict[str, ParsedNotice], name: str, expected: list[tuple[str, int, str, str]]
) -> None:
    assert declared(parsed[name]) == expected


@pytest.mark.parametrize(
    "text", ["围绕4个方面98个问题", "围绕4个方面、98个具体问题", "针对反馈的4个方面,98个巡视反馈问题"]
)
def test_aspects_and_problems_are_told_apart(text: str) -> None:
    totals = totals_of(text, 0, len(text))
    assert (stated(totals, "aspects"), stated(totals, "problems")) == (4, 98)


@pytest.mark.parametrize("text", ["研究提出297条整改举措", "梳理整改措施297条", "细化具体措施共297项"])
def test_number_and_noun_may_stand_in_either_order(text: str) -> None:
    assert stated(totals_of(text, 0, len(text)), "measures") == 297


def test_what_one_leader_takes_on_is_no_total_of_the_notice() -> None:
    text = "区委书记坚决扛起第一责任人责任。先后召开25次专题会议。\n全区建立健全115项制度。"
    totals = totals_of(text, 0, len(text))
    assert [(total.kind, total.scope) for total in totals] == [("meetings", "part"), ("rules", "whole")]


@pytest.mark.parametrize("text", ["累计开展帮督84次、协调解决问题112项", "深入一线抓整改114次", "落实3个方面工作"])
def test_a_count_of_deeds_is_no_declared_total(text: str) -> None:
    assert totals_of(text, 0, len(text)) == ()


def test_nothing_outside_the_given_place_is_read() -> None:
    text = "制定297条措施。研究98个问题。"
    assert [total.raw for total in totals_of(text, 0, 8)] == ["297条措施"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("认真完成本轮省委巡视反馈的98个问题的整改落实工作", [("problems", 98, "whole")]),
        ("对照巡察反馈36个具体问题", [("problems", 36, "whole")]),
        ("推动全区各单位建章立制92项", [("rules", 92, "part")]),
        ("推动全县建章立制15件", [("rules", 15, "part")]),
        ("推动相关单位建章立制2项", []),
        ("第一轮中央环保督察反馈问题涉及台江区4个", []),
        ("整改反馈以来推动解决了300个民生问题", []),
        ("对照巡视反馈的“三农”领域3个方面", []),
    ],
)
def test_a_total_restated_among_the_items_is_the_notices_only_where_it_says_so(
    text: str, expected: list[tuple[str, int, str]]
) -> None:
    assert [(total.kind, total.value, total.scope) for total in restated_in(text, 0, len(text))] == expected


@pytest.mark.parametrize(
    ("text", "aspects"),
    [("围绕巡视组反馈的四个方面问题", 4), ("围绕学习的四个方面问题", None), ("反馈的四个方面意见", None)],
)
def test_aspects_may_be_told_in_words(text: str, aspects: int | None) -> None:
    assert stated(totals_of(text, 0, len(text)), "aspects") == aspects
