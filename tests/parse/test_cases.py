"""The cases of a bulletin: the ten of one real bulletin, and the same ten as other publishers set them."""

import datetime as dt
from dataclasses import fields

import pytest
from notices import REPOSITORY, text_page

from schemas.accountability import Case
from schemas.dataset import TABLES
from schemas.errors import NotANotice
from schemas.values import Page
from tasks.extract import read
from tasks.parse.bulletin import parse_cases
from tasks.parse.cases import cases_of
from tasks.parse.lines import lines_of
from tasks.text import kept_text

FILE = "ccdi_t20220905_215850.html"
# Read by eye: org, post, month of the decision, first and last words of the misconduct and of the handling.
TEN = [
    ("最高人民法院审判委员会", "最高人民法院审判委员会原委员、执行局原局长", "2022-01", "孟祥"),
    ("中国银行业监督管理委员会", "原中国银行业监督管理委员会党委委员、副主席", "2022-01", "蔡鄂生"),
    ("浙江省委", "浙江省委原常委、杭州市委原书记", "2022-01", "周江勇"),
    ("广西壮族自治区政府", "广西壮族自治区政府原党组成员、副主席", "2022-06", "刘宏武"),
    ("西藏自治区政府", "西藏自治区政府原党组成员、副主席", "2022-06", "张永泽"),
    ("山西省长治市人大常委会", "山西省长治市人大常委会原党组成员、副主任", "2022-01", "李国强"),
    ("福建省公安厅治安管理总队", "福建省公安厅治安管理总队原总队长", "2021-08", "陈小兵"),
    ("山东省青岛市李沧区委", "山东省青岛市李沧区委原书记、一级巡视员", "2022-01", "王希静"),
    ("海南省三亚市政府", "海南省三亚市政府原党组成员、副市长", "2020-03", "蓝文全"),
    ("中国人民财产保险股份有限公司", "中国人民财产保险股份有限公司原党委委员、副总裁", "2022-05", "沈东"),
]
NUMERALS = "一二三四五六七八九十"


def bulletin() -> Page:
    return read((REPOSITORY / "tests" / "pages" / FILE).read_bytes(), f"https://www.ccdi.gov.cn/{FILE}")


def page_of(text: str, title: str | None = None) -> Page:
    return Page(url="file:test", text=kept_text(text), encoding="utf-8", title=title)


def facts(case: Case) -> dict[str, object]:
    """What a case says, wherever it stands."""
    moved = {"char_start", "char_end", "text", "rule_id"}
    return {
        field.name: getattr(case, field.name)
        for field in fields(Case)
        if field.name not in moved and not field.name.endswith(("_start", "_end"))
    }


def test_the_ten_cases_are_read_as_a_person_reads_them() -> None:
    cases = parse_cases(bulletin()).cases
    assert [(case.org, case.post, f"{case.decided_on:%Y-%m}") for case in cases] == [row[:3] for row in TEN]
    assert [case.case_no for case in cases] == list(range(1, 11))
    assert {(case.persons, case.decided_precision, case.rule_id) for case in cases} == {(1, "month", "case.paragraph")}
    for case, (_, post, _, name) in zip(cases, TEN, strict=True):
        assert case.heading is not None
        assert case.heading.startswith(f"{post}{name}")
        assert case.heading.endswith("问题")
        assert case.misconduct is not None
        assert case.misconduct.endswith(f"{name}还存在其他严重违纪违法问题")
        assert case.handling is not None
        assert f"{name}被开除党籍" in case.handling
        assert not case.handling.endswith("。")


def test_what_was_done_ends_where_the_handling_begins() -> None:
    seventh = parse_cases(bulletin()).cases[6]
    assert seventh.misconduct is not None
    assert seventh.misconduct.startswith("2013年至2021年,陈小兵先后收受礼金共计25万元")
    assert seventh.handling == (
        "2021年8月,陈小兵被开除党籍、开除公职。2022年4月,陈小兵因犯受贿罪,被福建省泉州市中级人民法院判处有期徒刑十年三个月,并处罚金50万元"
    )
    assert seventh.decided_on == dt.date(2021, 8, 1)


def test_every_quote_stands_where_the_row_says() -> None:
    parsed = parse_cases(bulletin())
    for table in ("cases", "paragraphs"):
        for row in parsed.facts(table):
            for quote in TABLES[table].quotes:
                start, end = getattr(row, quote.start), getattr(row, quote.end)
                assert parsed.text[start:end] == getattr(row, quote.column)


def test_the_notice_of_a_bulletin_inspects_no_one() -> None:
    parsed = parse_cases(bulletin())
    notice = parsed.notice
    assert (notice.notice_kind, notice.cases, notice.items, notice.source) == ("cases", 10, 0, "中央纪委国家监委网站")
    assert (notice.title, notice.published_on) == (
        "中央纪委国家监委公开通报十起违反中央八项规定精神典型问题",
        dt.date(2022, 9, 5),
    )
    assert (notice.inspected_body, notice.inspection_kind, notice.feedback_on, notice.signed_by) == (None,) * 4
    assert [row.kind for row in parsed.paragraphs] == ["opening", *["case"] * 10, "closing", "closing"]
    assert "\n".join(row.text for row in parsed.paragraphs) == parsed.text
    assert parsed.body == parsed.text
    assert parsed.repairs == ()


@pytest.mark.parametrize(
    "mark",
    [
        lambda n: f"{n}.",
        lambda n: f"{n}、",
        lambda n: f"{NUMERALS[n - 1]}、",
        lambda n: f"（{NUMERALS[n - 1]}）",
        lambda n: f"案例{NUMERALS[n - 1]}：",
        lambda n: f"【案例{NUMERALS[n - 1]}】",
    ],
)
def test_numbered_cases_say_the_same(mark) -> None:  # type: ignore[no-untyped-def]
    plain = bulletin()
    lines = plain.text.split("\n")
    text = "\n".join([lines[0], *(mark(n) + line for n, line in enumerate(lines[1:11], 1)), *lines[11:]])
    numbered = parse_cases(page_of(text)).cases
    assert [facts(case) for case in numbered] == [facts(case) for case in parse_cases(plain).cases]
    assert {case.rule_id for case in numbered} == {"case.numbered"}


def test_a_heading_on_a_line_of_its_own_opens_the_case() -> None:
    plain = bulletin()
    text = plain.text.replace("问题。2013年至", "问题\n2013年至").replace("问题。2017年至", "问题。\n2017年至")
    split = parse_cases(page_of(text)).cases
    assert [facts(case) for case in split] == [facts(case) for case in parse_cases(plain).cases]


def test_a_bulletin_without_its_closing_words_keeps_its_ten_cases() -> None:
    text = "\n".join(bulletin().text.split("\n")[:11])
    assert len(cases_of(text, lines_of(text))) == 10


def test_a_bulletin_cut_in_its_fifth_case_is_read_as_far_as_it_goes() -> None:
    text = bulletin().text
    cut = parse_cases(page_of(text[: text.index("张永泽还存在")]))
    assert [case.case_no for case in cut.cases] == [1, 2, 3, 4, 5]
    assert (cut.cases[4].handling, cut.cases[4].persons, cut.cases[4].decided_on) == (None, 0, None)
    assert cut.cases[4].misconduct is not None


def test_a_bulletin_whose_opening_is_cut_off_is_known_by_its_title() -> None:
    page = bulletin()
    headless = parse_cases(page_of("\n".join(page.text.split("\n")[1:]), title=page.title))
    assert len(headless.cases) == 10
    assert [repair.kind for repair in headless.repairs] == ["no_opening"]
    with pytest.raises(NotANotice, match="lists no cases"):
        parse_cases(page_of("\n".join(page.text.split("\n")[1:])))


def test_title_source_line_and_sign_off_of_a_plain_text_are_no_cases() -> None:
    page = bulletin()
    dressed = (
        f"{page.title}\n来源:中央纪委国家监委网站 发布时间:2022-09-05 18:00\n{page.text}\n2022年9月5日\n责任编辑:某某"
    )
    parsed = parse_cases(page_of(dressed))
    assert [row.kind for row in parsed.paragraphs][:3] == ["header", "header", "opening"]
    assert [row.kind for row in parsed.paragraphs][-4:] == ["closing", "closing", "sign_off", "furniture"]
    assert (parsed.notice.title, parsed.notice.title_source) == (page.title, "text")
    assert (parsed.notice.source, parsed.notice.published_on) == ("中央纪委国家监委网站", dt.date(2022, 9, 5))
    assert parsed.body.startswith("日前,")


def test_two_persons_of_one_case_are_counted() -> None:
    text = (
        "现将3起违反中央八项规定精神典型案例通报如下:\n"
        "1.某县教育局党组书记、局长张建国,副局长李明违规发放津补贴问题。2019年,张建国、李明违规发放补贴3.2万元。"
        "2020年5月12日,张建国、李明分别受到党内警告、政务警告处分。\n"
        "2.某镇党委落实全面从严治党主体责任不力问题。2020年,某镇党委对村级财务监管不到位。该镇党委被责令作出书面检查。\n"
        "3.某村党支部书记王大山公款吃喝问题。2018年,王大山用公款吃喝4次。2020年,给予王大山党内严重警告处分。\n"
    )
    cases = cases_of(text, lines_of(text))
    assert [(case.persons, case.org) for case in cases] == [(2, "某县教育局"), (0, "某镇党委"), (1, "某村")]
    assert [(case.decided_on, case.decided_precision) for case in cases] == [
        (dt.date(2020, 5, 12), "day"),
        (None, None),
        (dt.date(2020, 1, 1), "year"),
    ]


@pytest.mark.parametrize("name", ["taijiang", "shaxian"])
def test_the_sanctions_of_a_rectification_notice_are_no_bulletin(name: str) -> None:
    page = text_page(name)
    assert cases_of(page.text, lines_of(page.text), page.title) == ()


def test_an_article_that_tells_of_cases_is_no_bulletin() -> None:
    for file in ("ccdi_t20220816_211540", "ccdi_t20220908_216582", "ccdi_t20230808_281355"):
        page = read((REPOSITORY / "tests" / "pages" / f"{file}.html").read_bytes(), file)
        assert cases_of(page.text, lines_of(page.text), page.title) == ()
