"""Tokens: what may never be cut in two."""

import pytest
from revise_texts import edited, parsed, text_of

from tasks.revise.spans import Span
from tasks.revise.tokens import Marked, Sort, tokens_of
from tasks.revise.units import units_of

NONE = Marked((), ())


def words(text: str, sort: Sort, marked: Marked = NONE) -> list[str]:
    return [token.words for token in tokens_of(text, Span(0, len(text)), marked) if token.sort is sort]


@pytest.mark.parametrize(
    "date",
    [
        "2024年8月18日",
        "9月30日",
        "2025年7月",
        "2025年1-7月",
        "2023年1—9月",
        "10月上旬",
        "2025年上半年",
        "25年4月",
        "2023年",
    ],
)
def test_a_date_is_one_token(date: str) -> None:
    assert words(f"截至{date}已完成", Sort.DATE) == [date]


def test_two_dates_of_a_period_are_two_tokens() -> None:
    assert words("2024年8月18日至9月30日", Sort.DATE) == ["2024年8月18日", "9月30日"]


def test_a_length_of_time_is_no_date() -> None:
    assert words("任职超10年的干部", Sort.DATE) == []


def test_a_number_that_is_no_figure_is_whole_too() -> None:
    assert words("“1234”工作机制5.0版", Sort.NUMBER) == ["1234", "5.0"]


def test_a_figure_takes_its_unit_along() -> None:
    text = "收取管理费27.05万元,1家公司"
    assert words(text, Sort.FIGURE, Marked((Span(5, 12), Span(13, 15)), ())) == ["27.05万元", "1家"]


def test_white_space_is_in_no_token_and_spans_count_in_the_kept_text() -> None:
    text = "已完成 47. 84平方公里"
    tokens = tokens_of(text, Span(0, len(text)), Marked((Span(4, 14),), ()))
    assert [token.words for token in tokens] == ["已", "完", "成", "47.84平方公里"]
    assert tokens[-1].span == Span(4, 14)


def test_a_unit_loses_its_printed_number_and_not_the_year_behind_it() -> None:
    item = next(unit for unit in units_of(parsed(text_of("luojiang"))) if unit.path == "p2.s5.i35")
    assert (item.number, item.clause[:9]) == (35, "2025年来区委开")


def test_a_paragraph_without_a_number_keeps_the_figure_it_opens_with() -> None:
    text = edited(text_of("taijiang"), ("持续做强现代金融,打造", "2.5倍扩容现代金融,打造"))
    assert any(unit.clause.startswith("2.5倍扩容") for unit in units_of(parsed(text)))
