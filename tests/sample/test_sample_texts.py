"""The words of the pages: day 1 as the notices have them, day 2 as the sample says it changed them."""

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from tasks.sample import SAMPLE
from tasks.text import fold, kept_text, squeezed

CHANGLE = ("www.changle.example/xxgk/xsxc/202512/t20251225_5012345.html", ".TRS_UEDITOR p")
TAIJIANG = ("www.taijiang.example/art/2024/1/26/art_2231_1002345.html", "#zoom p")
LUOJIANG = ("www.luojiang.example/zwgk/xsxc/202512/t20251226_3167802.htm", "#UCAP-CONTENT p")
BINHAI = ("www.fzxq.example/html/tzgg/4207.html", ".zoom")
SHAXIAN = ("www.shaxian.example/zwgk/xszg/202512/t20251225_2098761.htm", ".trs_editor_view p")
CHANGLE_AGAIN = ("jw.fujian.example/info/1035/26918.htm", "#vsb_content .v_news_content p")
SHAXIAN_AGAIN = ("jw.fujian.example/info/1035/26911.htm", "#vsb_content .v_news_content p")
# An item's number: 42.做好新时代意识形态工作。
NUMBER = re.compile(r"^\d+\.")


def page(path: str, day: int = 1) -> str:
    file = SAMPLE / "web" / f"day{day}" / path
    return file.read_bytes().decode("gb18030" if "luojiang" in path else "utf-8")


def paragraphs(path: str, css: str, day: int = 1) -> list[str]:
    tree = LexborHTMLParser(page(path, day).replace("<br />", "\n"))
    return kept_text("\n".join(node.text() for node in tree.css(css))).split("\n")


def source(name: str) -> list[str]:
    """The paragraphs of a notice's text, without the title, source and time lines of two of them."""
    lines = kept_text((SAMPLE / "notices" / f"{name}.txt").read_text(encoding="utf-8")).split("\n")
    start = [line[:2] for line in lines].index("根据")
    end = [line[:3] for line in lines].index("来源:", start) if name == "binhai" else len(lines)
    return lines[start:end]


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("changle", CHANGLE),
        ("taijiang", TAIJIANG),
        ("luojiang", LUOJIANG),
        ("binhai", BINHAI),
        ("shaxian", SHAXIAN),
    ],
)
def test_an_original_page_holds_every_paragraph_of_its_notice_and_no_other(name: str, where: tuple[str, str]) -> None:
    assert paragraphs(*where) == source(name)


@pytest.mark.parametrize("where", [CHANGLE, TAIJIANG, LUOJIANG, BINHAI, SHAXIAN])
def test_an_original_page_is_printed_full_width_but_in_times_and_addresses(where: tuple[str, str]) -> None:
    text = "".join(node.text() for node in LexborHTMLParser(page(where[0])).css(where[1]))
    assert "，" in text
    assert "（一）" in text
    assert re.search(r"(?<![0-9A-Za-z])[,;:]|[()]", text) is None
    assert ("％" in text) == ("luojiang" in where[0])
    assert "@163.com" in text


def test_a_sentence_broken_over_two_paragraphs_stays_broken() -> None:
    lines = paragraphs(*BINHAI)
    broken = next(number for number, line in enumerate(lines) if line.endswith("开展“天价茶”问题"))
    assert lines[broken + 1].startswith("集中整治、工作作风突出问题整治")


@pytest.mark.parametrize(("name", "where"), [("changle", CHANGLE_AGAIN), ("shaxian", SHAXIAN_AGAIN)])
def test_a_repost_says_the_same_in_mixed_widths_and_leaves_the_footer_out(name: str, where: tuple[str, str]) -> None:
    original = source(name)
    kept = original[: [line[:4] for line in original].index("欢迎广大")]
    printed = "".join(node.text() for node in LexborHTMLParser(page(where[0])).css(where[1]))
    assert paragraphs(*where) == kept
    assert "２０" in printed
    assert "20" in printed
    assert "," in printed
    assert "，" in printed
    assert "@163.com" not in page(where[0])


def test_the_reskinned_notice_keeps_every_word_and_nothing_else_of_its_page() -> None:
    before = LexborHTMLParser(page(CHANGLE[0]))
    after = LexborHTMLParser(page(CHANGLE[0], day=2))
    assert paragraphs(CHANGLE[0], ".wz-neirong div", day=2) == paragraphs(*CHANGLE)
    assert after.css_first(".TRS_UEDITOR") is None
    old, new = before.css_first(".footer"), after.css_first("footer")
    assert old is not None
    assert new is not None
    assert squeezed(old.text()) != squeezed(new.text())


def test_the_edited_notice_changes_in_six_ways_and_no_other() -> None:
    before = paragraphs(*SHAXIAN)
    after = paragraphs(*SHAXIAN, day=2)
    words_before = [NUMBER.sub("", line) for line in before]
    words_after = [NUMBER.sub("", line) for line in after]

    gone = [line for line in words_before if line not in words_after]
    new = [line for line in words_after if line not in words_before]
    assert [line[:8] for line in gone] == ["严格规范土地出让", "推进沙县小吃标准", "做好新时代意识形"]
    assert [line[:8] for line in new] == ["严格规范土地出让", "推进沙县小吃标准", "规范公务用车管理"]
    assert new[0] == gone[0].replace("剩余40.4万元已签订协议书分期收回", "剩余40.4万元已全部收回")
    assert new[1] == gone[1].replace("27.05万元", "28.15万元")

    kept_before = [line for line in words_before if line in words_after]
    kept_after = [line for line in words_after if line in words_before]
    moved = kept_before.index(next(line for line in kept_before if line.startswith("强化驻村干部管理")))
    kept_before.insert(moved + 2, kept_before.pop(moved))
    assert kept_after == kept_before
    assert kept_after[moved + 3].startswith("(三)")

    added = next(number for number, line in enumerate(words_after) if line.startswith("规范公务用车管理"))
    assert words_after[added + 1].startswith("(六)")
    assert words_after[added - 1].startswith("加强农村“三资”管理")


def test_the_edited_notice_is_numbered_1_to_83_and_still_declares_83() -> None:
    after = paragraphs(*SHAXIAN, day=2)
    numbers = [int(line.split(".")[0]) for line in after if NUMBER.match(line)]
    assert numbers == list(range(1, 84))
    assert any("6个方面83个问题" in line for line in after)


def test_outside_its_body_the_edited_page_is_the_same() -> None:
    outside = [re.sub(r'(?s)<div class="trs_editor_view.*?</div>', "", page(SHAXIAN[0], day)) for day in (1, 2)]
    assert outside[0] == outside[1]


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        (CHANGLE, "发布时间:2025-12-25 17:20"),
        (TAIJIANG, "发布时间: 2024-01-26 14:30"),
        (LUOJIANG, "2025-12-26 09:15"),
        (BINHAI, "时间:2021-10-11 08:54"),
        (SHAXIAN, "日期:2025-12-25 18:05"),
        (CHANGLE_AGAIN, "发布时间:2025-12-27 10:02"),
        (SHAXIAN_AGAIN, "发布时间:2025-12-26 16:40"),
    ],
)
def test_a_page_shows_when_it_was_published_outside_its_body(where: tuple[str, str], shown: str) -> None:
    assert shown in fold(page(where[0]))
    assert all(shown not in line for line in paragraphs(*where))


def test_the_metas_hold_the_troubles_of_real_sites() -> None:
    assert page(CHANGLE[0]).count('name="SiteName"') == 2
    assert 'name="Maketime" content="2026-01-04 23:17:08"' in page(TAIJIANG[0])
    assert 'name="ContentSource" content=""' in page(LUOJIANG[0])
    assert 'name="ArticleTitle" content=""' in page(BINHAI[0])
    assert "PubDate" not in page(BINHAI[0])
    assert 'name="ArticleTitle" content="&lt;p style=&quot;text-align:center;&quot;&gt;' in page(SHAXIAN[0])
    assert 'Name="PubDate" Content=""' in page(CHANGLE_AGAIN[0])


def test_a_gb18030_page_is_neither_utf_8_nor_the_gb2312_it_claims() -> None:
    body = (SAMPLE / "web" / "day1" / LUOJIANG[0]).read_bytes()
    assert b"charset=gb2312" in body
    for wrong in ("utf-8", "gb2312", "gbk"):
        with pytest.raises(UnicodeDecodeError):
            body.decode(wrong)
