"""Telephone numbers, addresses, e-mail and postcodes, as notices print them."""

import pytest

from tasks.parse.contacts import contacts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("联系电话:0591-28922577;", [("phone", "0591-28922577", "0591", "printed")]),
        ("联系电话:86211076;", [("phone", "86211076", "0591", "inferred")]),
        (
            "联系电话:83281757、83281758(传真)。",
            [("phone", "83281757", "0591", "inferred"), ("phone", "83281758", "0591", "inferred")],
        ),
        # A code printed once is that of the numbers behind it.
        (
            "联系电话:0595-22637375、22637376;",
            [("phone", "0595-22637375", "0595", "printed"), ("phone", "22637376", "0595", "inferred")],
        ),
        ("联系电话:13805012345;", [("phone", "13805012345", None, None)]),
        (
            "联系电话:0591-28922577;传真:0591-28922578;",
            [("phone", "0591-28922577", "0591", "printed"), ("phone", "0591-28922578", "0591", "printed")],
        ),
        ("电子邮箱地址:sxxwxcb6611@163.com。", [("email", "sxxwxcb6611@163.com", None, None)]),
        ("来信地址沙县区文化街文体楼5楼区委巡察办收;", [("address", "沙县区文化街文体楼5楼区委巡察办收", None, None)]),
        ("监督电话:(0591)83281757-801。", [("phone", "(0591)83281757-801", "0591", "printed")]),
        ("电子邮箱fzxyq2017@163.com。", [("email", "fzxyq2017@163.com", None, None)]),
        ("邮政编码:365050;", [("postcode", "365050", None, None)]),
        ("通信地址:福州市台江区台江路88号;", [("address", "福州市台江区台江路88号", None, None)]),
        ("2025年12月25日", []),
    ],
)
def test_contacts_are_read_as_printed(text: str, expected: list[tuple[str, str, str | None, str | None]]) -> None:
    found = contacts_of(text, 0, len(text), "350103")
    assert [(one.kind, one.value, one.area_code, one.area_code_source) for one in found] == expected
    assert all(text[one.char_start : one.char_end] == one.value for one in found)
