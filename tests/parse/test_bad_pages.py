"""Bad pages: halves of notices, two on one page, traditional characters, garbage. Read as far as they go, or refused."""

import re

import pytest
from growth import LINEAR, growth
from notices import NAMES, REPOSITORY, text_page

from schemas.errors import EmptyPage, NotANotice, TongbaoError, UndecodablePage
from schemas.values import Page
from tasks.extract import read
from tasks.extract.characters import is_traditional, simplified
from tasks.parse import parse
from tasks.parse.bounds import Bounds, bounds_of
from tasks.parse.damage import damage_of
from tasks.parse.header import header_of
from tasks.parse.lines import lines_of
from tasks.text import kept_text


def page_of(text: str) -> Page:
    return Page(url="file:test", text=kept_text(text), encoding="utf-8")


def bounds(text: str) -> Bounds:
    return bounds_of(lines_of(kept_text(text)), "file:test")


def repairs(text: str, *, traditional: bool = False) -> list[str]:
    lines = lines_of(kept_text(text))
    return [repair.kind for repair in damage_of(lines, bounds_of(lines, "file:test"), traditional=traditional)]


def traditional(text: str) -> str:
    """The text as a site shows it under 繁體."""
    table = (REPOSITORY / "data" / "reference" / "traditional_characters.tsv").read_text(encoding="utf-8")
    pairs = [line.split("\t") for line in table.splitlines()[1:]]
    return text.translate({ord(plain): old for old, plain in reversed(pairs)})


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_notice_has_nothing_amiss(name: str) -> None:
    assert repairs(text_page(name).text) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_cut_in_the_middle_is_read_up_to_the_cut(name: str) -> None:
    text = text_page(name).text
    half = text[: len(text) // 2]
    whole, cut = parse(page_of(text)), parse(page_of(half))
    assert repairs(half) == ["no_closing"]
    assert 0 < len(cut.items) < len(whole.items)
    kept = [(item.item_path, item.text) for item in cut.items[:-1]]
    assert kept == [(item.item_path, item.text) for item in whole.items[: len(kept)]]
    assert cut.notice.feedback_on == whole.notice.feedback_on
    assert cut.contacts == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_notice_without_its_opening_begins_with_its_first_part(name: str) -> None:
    text = text_page(name).text
    headless = text[text.index("\n一、") + 1 :]
    assert repairs(headless) == ["no_opening"]
    assert bounds(headless).opening == 0
    assert len(parse(page_of(headless)).items) == len(parse(page_of(text)).items)


@pytest.mark.parametrize("name", ["changle", "taijiang", "luojiang", "shaxian"])
def test_a_notice_without_closing_paragraph_is_ended_by_its_sign_off(name: str) -> None:
    text = text_page(name).text
    assert repairs(re.sub(r"\n欢迎广大干部群众[^\n]*", "", text)) == []
    assert repairs(text[: text.index("\n欢迎广大干部群众")]) == ["no_closing"]


@pytest.mark.parametrize(("name", "first"), [("shaxian", "40."), ("changle", "20."), ("taijiang", "50.")])
def test_the_second_half_of_a_notice_is_read_from_its_first_line(name: str, first: str) -> None:
    text = text_page(name).text
    rest = text[text.index(f"\n{first}") + 1 :]
    assert repairs(rest) == ["no_opening"]
    assert bounds(rest).opening == 0
    items = [item.item_no for item in parse(page_of(rest)).items]
    whole = [item.item_no for item in parse(page_of(text)).items]
    assert items == whole[whole.index(int(first[:-1])) :]


def test_the_middle_of_a_notice_is_still_a_notice() -> None:
    text = text_page("taijiang").text
    middle = text[text.index("\n30.") + 1 : text.index("\n60.")]
    assert repairs(middle) == ["no_opening", "no_closing"]
    assert [item.item_no for item in parse(page_of(middle)).items] == list(range(30, 60))


def test_a_repair_stands_where_the_text_is_cut() -> None:
    text = text_page("shaxian").text
    lines = lines_of(text[text.index("二、集中") : text.index("\n三、")])
    found = damage_of(lines, bounds_of(lines, "file:test"), traditional=False)
    assert [(repair.kind, repair.char_start) for repair in found] == [
        ("no_opening", 0),
        ("no_closing", lines[-1].start),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [("shaxian", "luojiang"), ("luojiang", "taijiang"), ("binhai", "changle"), ("taijiang", "binhai")],
)
def test_the_second_of_two_notices_is_kept_apart(first: str, second: str) -> None:
    one, other = text_page(first).text, text_page(second).text
    both = parse(page_of(f"{one}\n{other}"))
    alone = parse(page_of(one))
    assert {repair.kind for repair in both.repairs} == {*(repair.kind for repair in alone.repairs), "second_notice"}
    assert both.items == alone.items
    assert both.notice.signed_by == alone.notice.signed_by
    assert both.notice.division_code == alone.notice.division_code
    assert both.contacts == alone.contacts
    assert both.figures == alone.figures
    assert "\n".join(row.text for row in both.paragraphs) == both.text
    apart = [row.text for row in both.paragraphs if row.kind == "other_notice"]
    assert sum("现将" in text for text in apart) == 1
    assert apart[-1] == other.split("\n")[-1]


def test_a_second_notice_begins_with_its_title() -> None:
    text = f"{text_page('shaxian').text}\n{text_page('binhai').text}"
    lines = lines_of(text)
    second = bounds_of(lines, "file:test").second
    assert second is not None
    assert lines[second].text == "中共福州市委滨海新城工作委员会关于巡察整改情况的通报"


def test_a_second_notice_without_its_opening_is_known_by_its_title_and_its_parts() -> None:
    binhai = text_page("binhai").text.split("\n")
    headless = "\n".join(line for line in binhai if "现将" not in line)
    lines = lines_of(f"{text_page('shaxian').text}\n{headless}")
    found = bounds_of(lines, "file:test")
    assert found.second is not None
    assert lines[found.second].text == binhai[0]


def test_titles_of_other_notices_in_the_footer_are_no_second_notice() -> None:
    links = "相关链接\n中共福州市鼓楼区委关于巡视整改进展情况的通报\n中共三明市三元区委关于巡视整改进展情况的通报"
    assert bounds(f"{text_page('shaxian').text}\n{links}").second is None


def test_half_a_notice_before_a_whole_one_ends_where_the_other_begins() -> None:
    shaxian, luojiang = text_page("shaxian").text, text_page("luojiang").text
    text = f"{shaxian[: shaxian.index(chr(10) + '40.')]}\n{luojiang}"
    assert repairs(text) == ["no_closing", "second_notice"]
    assert [item.item_no for item in parse(page_of(text)).items] == list(range(1, 40))


def test_facts_of_the_second_notice_are_none_of_the_first() -> None:
    text = f"{text_page('changle').text}\n{text_page('taijiang').text}"
    lines = lines_of(text)
    found = bounds_of(lines, "file:test")
    header = header_of(page_of(text), lines, found)
    assert (header.title_source, header.source, header.published_at) == ("built", None, None)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_in_traditional_characters_is_read_like_the_simplified_one(name: str) -> None:
    plain = text_page(name)
    page = read(traditional(plain.text).encode(), f"{name}.txt")
    assert len(page.text) == len(plain.text)
    assert page.text == plain.text
    assert parse(page).items == parse(plain).items


def test_labels_and_title_of_a_traditional_page_are_read_too() -> None:
    body = "".join(f"<p>{line}</p>" for line in text_page("binhai").text.split("\n")[2:])
    html = (
        "<html><head><title>中共福州市委滨海新城工作委员会关于巡察整改情况的通报</title></head><body>"
        f"<div>发布时间:2021-10-11 08:54 来源:新区</div><div>{body}<a href='关于.pdf'>附件.pdf</a></div></body></html>"
    )
    page = read(traditional(html).encode(), "http://a.cn/b.html")
    assert page.title == "中共福州市委滨海新城工作委员会关于巡察整改情况的通报"
    assert page.source == "新区"
    assert str(page.published_at) == "2021-10-11 08:54:00+08:00"
    assert page.attachments == (f"http://a.cn/{traditional('关于')}.pdf",)


def test_a_stray_traditional_character_of_a_name_is_kept() -> None:
    text = text_page("shaxian").text.replace("陈晓翔", "陳曉翔")
    page = read(text.encode(), "a.txt")
    assert "陳曉翔" in page.text
    assert page.text == text
    assert not is_traditional("中共沙县区委书记陳曉翔坚决扛牢巡视整改第一责任人责任,亲自研究重点工作、协调重要环节。")


def test_quotation_marks_beside_traditional_characters_are_folded_with_them() -> None:
    assert simplified("持續深化拓展「三爭」行動") == "持续深化拓展“三争”行动"


def test_traditional_characters_are_a_repair_of_the_whole_page() -> None:
    text = text_page("luojiang").text
    assert repairs(text, traditional=True) == ["traditional_characters"]
    lines = lines_of(text)
    repair = damage_of(lines, bounds_of(lines, "file:test"), traditional=True)[0]
    assert (repair.char_start, repair.char_end) == (0, len(text))


def test_a_bulletin_in_traditional_characters_has_its_ten_cases() -> None:
    page = read((REPOSITORY / "tests" / "pages" / "ccdi_t20220905_215850.html").read_bytes(), "a.html")
    again = read(traditional(f"{page.title}\n{page.text}").encode(), "a.txt")
    assert again.text == f"{page.title}\n{page.text}"


@pytest.mark.parametrize("left_out", [(40,), (40, 41, 42), tuple(range(20, 40))])
def test_numbers_that_jump_lose_no_other_item(left_out: tuple[int, ...]) -> None:
    text = text_page("shaxian").text
    lines = [line for line in text.split("\n") if not line.startswith(tuple(f"{number}." for number in left_out))]
    jumped = parse(page_of("\n".join(lines)))
    assert [item.item_no for item in jumped.items] == [number for number in range(1, 84) if number not in left_out]
    assert [repair.kind for repair in jumped.repairs] == ["numbering_gap"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyPage),
        (b"  \n\n ", EmptyPage),
        (b"<html><body><p> </p><script>var a = 1;</script></body></html>", EmptyPage),
        (b"<html><body><p><img src='1.jpg'></p></body></html>", EmptyPage),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 50, UndecodablePage),
        (b"%PDF-1.7\n" + bytes(range(256)) * 50, UndecodablePage),
        (bytes(range(256)) * 400, UndecodablePage),
        ("关于举办全区干部培训班的通知\n各单位:\n现将有关事项通知如下。".encode(), NotANotice),
        ("<html><body><h1>通报</h1><p><a href='a.pdf'>全文.pdf</a></p></body></html>".encode(), NotANotice),
        ("\u0000\u0001巡视整改".encode(), TongbaoError),
    ],
)
def test_every_bad_page_is_refused_in_a_sentence_that_names_it(body: bytes, error: type[TongbaoError]) -> None:
    with pytest.raises(error) as refused:
        parse(read(body, "http://a.cn/bad.html"))
    assert str(refused.value).startswith("http://a.cn/bad.html")
    assert refused.value.remedy.endswith(".")


_OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。"
# One hostile megabyte each: words that rules begin with, over and over, in one line and in many.
_CASES_OPENING = "日前,某市纪委对3起典型问题进行公开通报。具体如下:\n"
_HOSTILE = {
    "对": "对",
    "对开展": "对开展了",
    "现将整改": "现将整改",
    "欢迎": "欢迎\n",
    "关于巡视": "关于巡视整改",
    "起典型": "3起典型问题",
    "被给予": "被给予",
    "数": "12345",
    "括号": "(((",
    "书名号": "《《",
    "题": "1.关于问题。\n",
    "部分": "一、巡视整改情况\n",
    "案例": "案例一:张某某问题。2020年,张某某被开除党籍。\n",
    "日期": "2025年12月25日\n",
    "电话": "联系电话:0591-28922577、",
    "地址": "地址:",
    "年届轮": "十一届省委第二轮",
    "根据部署": "根据",
}


@pytest.mark.parametrize("words", _HOSTILE.values(), ids=_HOSTILE.keys())
@pytest.mark.parametrize("opening", ["", f"{_OPENING}\n", _CASES_OPENING], ids=["bare", "report", "cases"])
def test_hostile_text_costs_by_its_length(words: str, opening: str) -> None:
    def read(length: int) -> None:
        text = opening + words * (length // len(words.encode()))
        lines = lines_of(kept_text(text))
        try:
            found = bounds_of(lines, "file:test")
            header_of(page_of(text), lines, found)
            damage_of(lines, found, traditional=False)
        except NotANotice:
            pass

    assert growth(read, 60_000) < LINEAR
