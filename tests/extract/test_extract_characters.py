"""Traditional characters, one for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notices import NAMES, REPOSITORY, text_page

from tasks.extract import read
from tasks.extract.characters import is_traditional, simplified


def table() -> list[list[str]]:
    """Each traditional character with the simplified one."""
    lines = (REPOSITORY / "data" / "reference" / "traditional_characters.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


@given(st.text(max_size=200))
def test_no_text_changes_its_length_and_reading_twice_changes_nothing(text: str) -> None:
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_in_simplified_characters_is_left_as_it_is(name: str) -> None:
    text = text_page(name).text
    assert not is_traditional(text)
    assert simplified(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("中共三明市沙縣區委關於巡視整改進展情況的通報", "中共三明市沙县区委关于巡视整改进展情况的通报"),
        ("針對理論武裝不到位問題。", "针对理论武装不到位问题。"),
        ("現將巡察整改情況予以公佈。", "现将巡察整改情况予以公布。"),
        ("黨組書記、局長對「三重一大」把關不嚴", "党组书记、局长对“三重一大”把关不严"),
    ],
)
def test_words_of_a_traditional_notice(text: str, expected: str) -> None:
    assert is_traditional(text)
    assert simplified(text) == expected


@pytest.mark.parametrize("name", NAMES)
def test_any_piece_of_a_notice_in_traditional_characters_is_known_as_such(name: str) -> None:
    traditional = {plain: old for old, plain in table()}
    text = "".join(traditional.get(character, character) for character in text_page(name).text)
    assert all(is_traditional(text[start : start + 600]) for start in range(0, len(text) - 600, 100))


def test_every_saved_page_is_simplified() -> None:
    for path in (REPOSITORY / "tests" / "pages").glob("*.html"):
        if path.stem != "js_challenge":
            assert not is_traditional(read(path.read_bytes(), path.name).text)


def test_the_table_is_one_character_for_another() -> None:
    pairs = table()
    assert all(len(old) == len(new) == 1 and old != new for old, new in pairs)
    assert len({old for old, _ in pairs}) == len(pairs) > 2_500
