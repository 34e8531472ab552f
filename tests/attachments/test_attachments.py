"""The text of attached files, and what becomes of those that have none or mean harm."""

import io
import zipfile

import pytest
from docx import Document
from notices import text_page
from pdfs import pdf, typeset, written

from schemas.values import Page
from tasks.attachments import file_text, media_type
from tasks.attachments.paragraphs import joined
from tasks.parse import parse

OPENING = "根据省委部署,2024年10月21日至11月30日,省委巡视八组对长乐区开展了巡视。"


def docx(build):
    document = Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("encoding", "codec"), [("UniGB-UCS2-H", "utf-16-be"), ("GBK-EUC-H", "gbk"), ("GB-EUC-H", "gb2312")]
)
def test_a_chinese_pdf_without_embedded_fonts_is_read(encoding, codec):
    told = file_text(pdf([["关于巡视整改进展情况的通报", "收回资金194.71万元。"] * 3], encoding, codec))
    assert (told.status, told.pages, told.media_type) == ("read", 1, "pdf")
    assert "关于巡视整改进展情况的通报\n" in told.text
    assert "收回资金194.71万元。" in told.text


def test_a_whole_notice_printed_to_pdf_gives_the_paragraphs_it_was_printed_from():
    text = text_page("luojiang").text
    told = file_text(pdf(typeset(text)))
    assert told.status == "read"
    ours, theirs = set(told.text.split("\n")), text.split("\n")
    assert sum(line in ours for line in theirs) / len(theirs) > 0.98
    one, other = (parse(Page(url="http://a.cn/t.html", text=each, encoding="utf-8")) for each in (told.text, text))
    assert len(one.items) == len(other.items) > 60


def test_a_docx_gives_its_paragraphs_and_tables_in_their_order():
    def build(document):
        document.add_paragraph("关于巡视整改进展情况的通报")
        document.add_paragraph(OPENING)
        table = document.add_table(rows=1, cols=2)
        table.cell(0, 0).text, table.cell(0, 1).text = "问题", "整改情况"
        document.add_paragraph("1.已完成整改。")

    told = file_text(docx(build))
    assert (told.status, told.media_type, told.pages) == ("read", "docx", None)
    assert told.text.split("\n") == ["关于巡视整改进展情况的通报", OPENING, "问题 整改情况", "1.已完成整改。"]


def test_a_file_is_what_its_bytes_are():
    assert media_type(b"<html><body>404</body></html>") == "other"
    assert media_type(b"\xef\xbb\xbf\n%PDF-1.5\n") == "pdf"
    assert media_type(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == "doc"
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as package:
        package.writestr("a.txt", "x")
    assert media_type(plain.getvalue()) == "other"


def test_an_old_doc_and_an_unknown_file_have_no_reader():
    assert file_text(b"\xd0\xcf\x11\xe0" + bytes(600)).status == "no_reader"
    assert file_text(b"{}").status == "no_reader"


def test_pages_of_pictures_are_told_as_scanned():
    told = file_text(pdf([["3"], [""], [""]]))
    assert (told.status, told.pages, told.text) == ("scanned", 3, "")


@pytest.mark.parametrize("body", [b"%PDF-1.4\n", b"%PDF-1.4\n" + b"\x00\xff" * 5000, pdf([["通报"] * 30])[:400]])
def test_a_damaged_pdf_fails_with_a_sentence(body):
    told = file_text(body)
    assert told.status in ("failed", "scanned")
    assert told.detail.endswith(".")


def test_a_docx_that_unpacks_to_gigabytes_is_not_opened():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package, package.open("word/document.xml", "w") as part:
        for _ in range(250):
            part.write(bytes(1_000_000))
    told = file_text(bomb.getvalue())
    assert told.status == "failed"
    assert "250,000,000 bytes" in told.detail


def test_a_zip_that_lies_about_its_size_meets_the_limits_of_the_reader():
    whole = docx(lambda document: document.add_paragraph(OPENING))
    told = file_text(whole.replace(b"word/document.xml", b"word/document.xmk", 1))
    assert told.status in ("failed", "no_reader", "read")


def test_a_pdf_whose_pages_turn_in_a_circle_ends():
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 100000/Kids[2 0 R 3 0 R]>>",
        b"<</Type/Pages/Count 1/Kids[2 0 R]/Parent 2 0 R>>",
    ]
    assert file_text(written(objects)).status in ("failed", "scanned")


def test_a_pdf_of_more_pages_than_any_notice_is_refused():
    told = file_text(pdf([["通报"]] * 501))
    assert (told.status, "501 pages" in told.detail) == ("failed", True)


def test_a_reader_that_does_not_end_is_ended(monkeypatch):
    from tasks.attachments import reader

    monkeypatch.setattr(reader, "_SECONDS", 0.01)
    told = file_text(pdf([["此文件的读取被中断", "没有读完"]]))
    assert (told.status, "did not end" in told.detail) == ("failed", True)


def test_lines_of_paper_become_the_paragraphs_they_were():
    full = "一二三四五六七八九十" * 3
    pages = [
        ["标题", "  " + full[:28], full, full[:11] + "。", "1." + full[:28], full[:29] + "。"],
        ["2.新的一段。", "— 1 —"],
    ]
    assert joined(pages).split("\n") == [
        "标题",
        "  " + full[:28] + full + full[:11] + "。",
        "1." + full[:28] + full[:29] + "。",
        "2.新的一段。",
    ]
    assert joined([]) == ""
    assert joined([["一行"]]) == "一行"
