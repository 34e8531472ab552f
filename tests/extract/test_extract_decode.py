"""Encodings, by bytes alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.errors import EmptyPage, UndecodablePage
from tasks.extract import decode, extract

NOTICE = "根据省委部署，2024年10月21日至11月30日，省委巡视八组对长乐区开展了巡视。\n" * 20
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=12, max_size=80)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("gb2312", "gb18030"),
        ("gbk", "gb18030"),
        ("gb18030", "gb18030"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_a_notice_is_read_in_every_encoding_such_sites_use(encoding: str, named: str) -> None:
    assert decode(NOTICE.encode(encoding)) == (NOTICE, named)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zero_bytes(encoding: str) -> None:
    html = f"<html><body><div class='TRS_Editor'><p>{NOTICE}</p></div></body></html>"
    assert decode(html.encode(encoding)) == (html, encoding)


def test_the_label_of_the_page_is_not_asked() -> None:
    html = f'<meta charset="gb2312"><p>{NOTICE}</p>'
    assert decode(html.encode()) == (html, "utf-8")
    html = f'<meta charset="utf-8"><p>{NOTICE}</p>'
    assert decode(html.encode("gbk")) == (html, "gb18030")


def test_utf_8_cut_in_the_middle_of_a_character_stays_utf_8() -> None:
    text, encoding = decode(NOTICE.encode()[:-3])
    assert encoding == "utf-8"
    assert text[:-1] in NOTICE


def test_utf_8_with_a_few_bad_bytes_stays_utf_8() -> None:
    body = NOTICE.encode() + b"\xb5\xc4" + NOTICE.encode()
    text, encoding = decode(body)
    assert encoding == "utf-8"
    assert text.replace("\ufffd", "") == NOTICE * 2


def test_gbk_with_a_broken_byte_stays_gbk() -> None:
    text, encoding = decode(NOTICE.encode("gbk") + b"\xff\xff" + NOTICE.encode("gbk"))
    assert encoding == "gb18030"
    assert text.count("长乐区") == 40


@given(HAN)
def test_utf_8_is_never_taken_for_gbk(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


@given(HAN)
def test_gbk_behind_ascii_markup_is_never_taken_for_utf_8(text: str) -> None:
    # Very short runs of GBK can be valid UTF-8 by chance (联通); pages have more than a word.
    html = f"<p>{NOTICE[:40]}{text}</p>"
    assert decode(html.encode("gbk")) == (html, "gb18030")


@pytest.mark.parametrize("body", [b"", b"  \r\n\t", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_nothing_but_blanks_is_an_empty_page(body: bytes) -> None:
    with pytest.raises(EmptyPage):
        decode(body)


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n" + bytes(range(256)) * 20,
        b"PK\x03\x04" + b"a" * 99,
        b"\xff\xd8\xff\xe0" + bytes(999),
        b"\x01\x02\x03" * 50,
    ],
    ids=["pdf", "zip", "jpeg", "control characters"],
)
def test_bytes_that_are_no_text_are_named(body: bytes) -> None:
    with pytest.raises(UndecodablePage, match=str(len(body))):
        decode(body)


def test_random_bytes_are_no_text() -> None:
    body = bytes((at * 7919 + at * at * 31) % 256 for at in range(4000))
    with pytest.raises(UndecodablePage, match="cannot be read"):
        decode(body)


def test_a_stray_zero_byte_is_dropped() -> None:
    assert decode(NOTICE.encode() + b"\x00") == (NOTICE, "utf-8")


def test_an_undecodable_page_is_named_by_its_address() -> None:
    with pytest.raises(UndecodablePage, match=r"https://a\.gov\.cn/1\.html"):
        extract(b"%PDF-1.7 ....", "https://a.gov.cn/1.html")


@given(st.binary(max_size=300))
def test_any_bytes_end_as_a_page_or_as_a_named_error(body: bytes) -> None:
    try:
        outcome = extract(body, "https://a.gov.cn/1.html").text
    except (EmptyPage, UndecodablePage) as error:
        outcome = error.what
    assert outcome
