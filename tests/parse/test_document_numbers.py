"""Document numbers in every bracket pages print, and what only looks like one."""

import pytest
from notices import text_page

from schemas.references import DocumentNumber
from schemas.values import Page
from tasks.parse.body import Body, body_of
from tasks.parse.document_numbers import document_numbers_of
from tasks.parse.regulations import regulations_of
from tasks.text import kept_text

OPENING = "根据省委部署,2024年8月18日至9月30日,省委巡视七组对沙县区委开展了巡视,现将巡视整改进展情况通报如下。\n二、整改情况\n"


def body(sentence: str) -> Body:
    return body_of(Page(url="file:test", text=kept_text(f"{OPENING}1.标题。{sentence}"), encoding="utf-8"))


def numbers(read: Body) -> tuple[DocumentNumber, ...]:
    return document_numbers_of(read, regulations_of(read))


@pytest.mark.parametrize(
    "printed",
    ["台政办发〔2023〕3号", "台政办发[2023]3号", "台政办发(2023)3号", "台政办发【2023】3号", "台政办发〔2023〕第3号"],
)
def test_every_bracket_around_the_year_is_read(printed: str) -> None:
    (number,) = numbers(body(f"印发《财务管理若干措施》({printed})。"))
    assert (number.raw, number.issuer, number.year, number.number) == (printed, "台政办发", 2023, 3)
    assert number.rule_id == "document_number.behind_title"


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        ("根据台效组〔2017〕10号文件发放。", "台效组"),
        ("可研报告已获得批复(长发改基〔2021〕137号)。", "长发改基"),
        ("按照闽发改法规〔2022〕667号执行。", "闽发改法规"),
    ],
)
def test_words_of_the_sentence_are_none_of_the_issuer(sentence: str, issuer: str) -> None:
    (number,) = numbers(body(sentence))
    assert (number.issuer, number.regulation_no, number.rule_id) == (issuer, None, "document_number.alone")


@pytest.mark.parametrize(
    "sentence", ["于(2023)年3号楼开会。", "会议〔2023〕年召开。", "1号楼10楼。", "印发〔2023〕3号。"]
)
def test_a_number_needs_its_issuer_year_and_sign(sentence: str) -> None:
    assert numbers(body(sentence)) == ()


def test_the_notices_have_these_numbers() -> None:
    read = {name: [number.raw for number in numbers(body_of(text_page(name)))] for name in ("taijiang", "binhai")}
    assert read == {
        "taijiang": [
            "闽发改法规〔2022〕667号",
            "台政办发〔2023〕3号",
            "台效组〔2017〕10号",
            "台经信〔2017〕187号",
            "台效组〔2017〕10号",
        ],
        "binhai": ["长发改基〔2021〕137号", "新区党〔2021〕6号"],
    }


def test_the_regulation_in_front_carries_the_number() -> None:
    read = body_of(text_page("binhai"))
    (rule,) = [rule for rule in regulations_of(read) if rule.doc_no]
    assert rule.doc_no == "新区党〔2021〕6号"
    assert rule.regulation_no in {number.regulation_no for number in numbers(read)}
