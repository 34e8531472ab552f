"""Folding: one character for one, so that offsets survive."""

from hypothesis import given
from hypothesis import strategies as st

from tasks.text import digest, fold, kept_text


def test_full_width_forms_and_odd_spaces_become_their_plain_form() -> None:
    assert fold("（１）ＰＭ２．５：９９％　\u00a0；，") == "(1)PM2.5:99%  ;,"
    assert fold("“”《》、。〔2023〕") == "“”《》、。〔2023〕"


@given(st.text())
def test_folding_keeps_every_offset_and_is_done_once(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_the_kept_text_keeps_itself(text: str) -> None:
    assert kept_text(kept_text(text)) == kept_text(text)


def test_the_digest_sees_words_and_not_layout() -> None:
    assert digest("一、区委（党组）\n 二") == digest("一、区委(党组)二")
    assert digest("63件") != digest("66件")
