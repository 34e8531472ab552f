"""Drift: how far a copy stands from the text it copies."""

import pytest
from revise_texts import edited, parsed, text_of

from tasks.revise import Drift, drift

TEXT = text_of("shaxian")


def test_a_copy_of_the_same_words_has_not_drifted() -> None:
    dressed = "\n".join(f"　{line.replace(',', '，')}" for line in TEXT.split("\n"))
    assert drift(parsed(dressed), parsed(TEXT)) == Drift(1.0, 0)


def test_page_furniture_and_printed_numbers_are_no_drift() -> None:
    dressed = f"沙县区人民政府\n来源:新区\n{TEXT}\n扫一扫在手机上查看当前页面".replace("83.提升", "84.提升")
    assert drift(parsed(dressed), parsed(TEXT)) == Drift(1.0, 0)


def test_a_typo_is_one_clause() -> None:
    found = drift(parsed(edited(TEXT, ("累计完成专业化联营", "累计完专业化联营"))), parsed(TEXT))
    assert found.clauses == 1
    assert found.containment == pytest.approx(1, abs=0.01)
    assert found.containment < 1


def test_a_cut_footer_counts_and_what_is_left_is_contained() -> None:
    found = drift(parsed(TEXT[: TEXT.index("欢迎广大干部群众")]), parsed(TEXT))
    assert found.containment == 1
    # Closing sentence 4, contacts 4 (label and value apart), signature and date.
    assert found.clauses == 13


def test_a_template_sibling_is_hardly_contained() -> None:
    assert drift(parsed(text_of("changle")), parsed(TEXT)).containment < 0.1
