"""What a page makes public: rectification, a bulletin of cases, or something else, said in a sentence."""

import re

import pytest
from notices import NAMES, REPOSITORY, text_page

from schemas.errors import EmptyPage, NotANotice
from schemas.values import Page
from tasks.extract import read
from tasks.parse.kind import AttachmentOnly, NoSentence, kind_of
from tasks.parse.lines import lines_of
from tasks.reading import Refusal, reasons
from tasks.text import kept_text

PAGES = REPOSITORY / "tests" / "pages"
# Every saved page and what it is. Two are long reports of the press that tell of inspections, rectification and cases.
SAVED = {
    "ccdi_search_list": "other",
    "ccdi_t20220701_202445": "other",
    "ccdi_t20220816_211540": "other",
    "ccdi_t20220819_212374": "other",
    "ccdi_t20220905_215850": "cases",
    "ccdi_t20220908_216582": "other",
    "ccdi_t20220908_216723": "other",
    "ccdi_t20230808_281355": "other",
    "gb2312_wire_1": "other",
    "gb2312_wire_2": "other",
    "gov_cn_gongbao": "other",
    "js_challenge": "empty",
    "lishui_jcms": "other",
    "shanxi_gov": "other",
    "sxmu_vsb": "other",
    "zj_fgw_jcms": "other",
}


def kind(page: Page) -> str:
    return kind_of(page, lines_of(page.text))


def page_of(text: str, **facts: object) -> Page:
    return Page(url="file:test", text=kept_text(text), encoding="utf-8", **facts)  # type: ignore[arg-type]


def test_every_saved_page_is_in_the_table() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(SAVED)


@pytest.mark.parametrize(("file", "expected"), SAVED.items())
def test_a_saved_page_is_the_kind_a_person_sees(file: str, expected: str) -> None:
    body = (PAGES / f"{file}.html").read_bytes()
    if expected == "empty":
        with pytest.raises(EmptyPage, match=file):
            read(body, file)
        return
    page = read(body, file)
    if expected == "other":
        with pytest.raises(NotANotice, match=file) as refused:
            kind(page)
        assert not isinstance(refused.value, AttachmentOnly | NoSentence)
        assert "典型案例通报" in refused.value.remedy
    else:
        assert kind(page) == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_five_notices_report_rectification(name: str) -> None:
    assert kind(text_page(name)) == "rectification"


@pytest.mark.parametrize("name", NAMES)
def test_the_shortest_form_of_a_notice_is_its_opening(name: str) -> None:
    lines = text_page(name).text.split("\n")
    opening = next(line for line in lines if "现将" in line)
    assert kind(page_of(opening)) == "rectification"


def test_an_opening_over_two_paragraphs_is_one() -> None:
    opening, rest = text_page("shaxian").text.split("\n", 1)
    head, tail = opening.split("按照党务公开规定", 1)
    assert kind(page_of(f"{head}\n按照党务公开规定{tail}\n{rest}")) == "rectification"


@pytest.mark.parametrize(
    "text",
    [
        # Another kind of inspection, and announced in nearly the same words
        "根据中央生态环境保护督察工作安排,督察组对我市开展了督察,现将中央生态环境保护督察整改落实情况向社会公开如下。",
        # A report of the press: ccdi 2022-08-16
        "不久前,江苏省扬州市广陵区委第二巡察组对区法院进行常规巡察。在检查财务账册时,一份可疑的报销凭证引起了巡察干部的注意。",
    ],
)
def test_what_only_sounds_like_an_opening_is_other(text: str) -> None:
    with pytest.raises(NotANotice, match=r"file:test has neither an opening .* and lists no cases either"):
        kind(page_of(text))


def test_a_page_of_two_lines_and_a_pdf_names_the_pdf() -> None:
    page = page_of(
        "中共沙县区委关于巡视整改进展情况的通报\n附件:巡视整改进展情况的通报.pdf", attachments=("https://a.cn/t.pdf",)
    )
    with pytest.raises(AttachmentOnly, match=r"2 lines and 1 attached file.*https://a\.cn/t\.pdf"):
        kind(page)


def test_a_page_of_pictures_says_where_its_text_is() -> None:
    html = "<html><body><h1>中共沙县区委关于巡视整改进展情况的通报</h1><p>发布时间:2025-12-25</p><p><img src=1.jpg></p></body></html>"
    with pytest.raises(NoSentence, match=r"a\.html has neither .* hold no sentence.*pictures"):
        kind(read(html.encode(), "a.html"))


def test_a_page_with_words_and_an_attachment_is_judged_by_its_words() -> None:
    page = page_of(text_page("luojiang").text, attachments=("https://a.cn/t.pdf",))
    assert kind(page) == "rectification"


def test_refusals_are_counted_by_reason_the_most_frequent_first() -> None:
    given = ["other", "blocked", "other", "attachment_only"]
    refusals = [Refusal(url="u", source_id="s", reason=reason, detail="") for reason in given]
    assert list(reasons(refusals).items()) == [("other", 2), ("attachment_only", 1), ("blocked", 1)]


def test_every_refusal_names_the_page_and_the_remedy() -> None:
    for file, seen in SAVED.items():
        if seen == "other":
            page = read((PAGES / f"{file}.html").read_bytes(), file)
            with pytest.raises(NotANotice) as refused:
                kind(page)
            assert re.match(rf"{file} has .*\. Give the address", str(refused.value))
