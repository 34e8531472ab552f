"""One block, one line: the same words come out as the same lines, whatever they are laid out with."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract import extract, from_plain_text

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
NOTICES = sorted((SAMPLE / "notices").glob("*.txt"))
URL = "https://www.example.gov.cn/t20251225_1.html"

PARAGRAPHS = [
    "一、区委及主要负责人组织整改落实情况",
    "（一）“落实巡视反馈问题整改不够彻底，强基助航以改促治不够有力”问题整改方面",
    "1.建立健全整改长效机制。按保留、失效、废止、拟更新四个类别，清理制度140项。",
    "35.2025年来区委开展3轮巡察工作，“消薄攻坚 育强培优”专项行动扎实推进。",
    "总面积47. 84平方公里，2 艘展示船，党(工) 委牵头，PM2.5浓度下降13.3%、14.6%。",
    "（19）制定《关于贯彻落实<七条措施>的实施意见》（台政办发〔2023〕3号）。",
    "整改情况：A&B公司已清退&lt;194.71万元。",
    "中共福州市长乐区委",
    "2025年12月25日",
]
Wrap = Callable[[str], str]


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def word_number(text: str) -> str:
    number, dot, rest = text.partition(".")
    if not dot or not number.isdigit():
        return f"<p class=MsoNormal><span lang=EN-US>{escaped(text)}<o:p></o:p></span></p>"
    return (
        "<p class=MsoListParagraph style='text-indent:32.0pt;mso-list:l0 level1 lfo1'><!--[if !supportLists]-->"
        f"<span lang=EN-US style='mso-list:Ignore'>{number}.<span style='font:7.0pt \"Times New Roman\"'>&nbsp;&nbsp; </span>"
        f"</span><![endif]--><span style='font-family:仿宋'>{escaped(rest)}</span><span lang=EN-US><o:p></o:p></span></p>"
    )


def spanned(text: str) -> str:
    middle = len(text) // 2
    return (
        f"<p style='text-indent:2em'><span><b>{escaped(text[:middle])}</b></span><!-- a > b -->"
        f"<font face=仿宋><span>{escaped(text[middle:])}</span></font></p>\n"
    )


def wrapped_source(text: str) -> str:
    """A line end between every two Han characters: a browser shows none of them."""
    parts = [text[:1]]
    for left, right in pairwise(text):
        parts.append(("\n        " if "\u4e00" <= left <= "\u9fff" and "\u4e00" <= right <= "\u9fff" else "") + right)
    return f"<p>\n   {escaped(''.join(parts))}\n  </p>"


BLOCKS: dict[str, Wrap] = {
    "p": lambda text: f"<p>{escaped(text)}</p>",
    "indented p": lambda text: f"<p>　　{escaped(text)}</p>\n<p>&nbsp;</p>",
    "div": lambda text: f"<div>{escaped(text)}</div>",
    "br": lambda text: f"&nbsp;&nbsp;{escaped(text)}<br/>",
    "two br": lambda text: f"{escaped(text)}<br><br>\r\n",
    "nested div": lambda text: f"<div><section><div>\n{escaped(text)}\n</div></section></div>",
    "table row": lambda text: f"<table><tbody><tr><td>{escaped(text)}</td></tr></tbody></table>",
    "table cell of p": lambda text: f"<table><tr><td width=20></td><td><p>{escaped(text)}</p></td></tr></table>",
    "list": lambda text: f"<ul><li>{escaped(text)}</li></ul>",
    "block span": lambda text: f'<span style="display: block;">{escaped(text)}</span>',
    "spans": spanned,
    "Word": word_number,
    "wrapped source": wrapped_source,
    "hidden beside": lambda text: (
        f'<p style="DISPLAY: none">隐藏，隐藏。</p><p>{escaped(text)}</p><p hidden>隐藏。</p>'
    ),
    "script beside": lambda text: f"<script>var a='<p>，。</p>';</script><p>{escaped(text)}</p><style>p{{}}</style>",
}


def page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>通报</title></head><body><div class='TRS_Editor'>{body}</div></body></html>".encode()


def lines_of(paragraphs: list[str]) -> str:
    return from_plain_text("\n".join(paragraphs).encode(), URL).text


@given(st.lists(st.tuples(st.sampled_from(PARAGRAPHS), st.sampled_from(sorted(BLOCKS))), min_size=1, max_size=12))
def test_any_mixture_of_blocks_gives_the_lines_of_the_plain_text(chosen: list[tuple[str, str]]) -> None:
    # Words from <br> on have no block of their own before them, so a break stands before each.
    body = "".join(f"<br>{BLOCKS[block](text)}" for text, block in chosen)
    assert extract(page(body), URL).text == lines_of([text for text, _ in chosen])


@pytest.mark.parametrize("block", sorted(BLOCKS))
@pytest.mark.parametrize("notice", NOTICES, ids=lambda path: path.stem)
def test_a_real_notice_laid_out_in_any_block_gives_its_own_lines(notice: Path, block: str) -> None:
    source = notice.read_bytes()
    wide = source.decode().translate(str.maketrans(",:;()%", "，：；（）％"))
    body = "".join(BLOCKS[block](line.strip()) for line in wide.splitlines() if line.strip())
    assert extract(page(body), URL).text == from_plain_text(source, URL).text


def test_a_number_in_its_own_cell_joins_its_paragraph() -> None:
    body = "<table><tr><td>（一）</td><td>坚持高位推动。召开会议6次。</td></tr><tr><td><p>1.</p></td><td><p>针对…问题。</p></td></tr></table>"
    assert extract(page(body), URL).text.split("\n") == ["(一)坚持高位推动。召开会议6次。", "1.针对…问题。"]


def test_paragraphs_side_by_side_in_a_row_stay_apart() -> None:
    body = "<table><tr><td>第一段，说明情况。</td><td>第二段，说明情况。</td></tr><tr><td>中共长乐区委</td><td>2025年12月25日</td></tr></table>"
    assert extract(page(body), URL).text.count("\n") == 3


@pytest.mark.parametrize("between", ["", "\n", "\r\n\t  "])
def test_a_row_of_data_is_a_line(between: str) -> None:
    rows = [("镇街", "笔数", "金额"), ("航城街道", "10", "8.18万元"), ("合计", "10", "8.18万元")]
    written = (between.join(f"<td><p>{cell}</p></td>" for cell in row) for row in rows)
    body = between.join(f"<tr>{between}{row}{between}</tr>" for row in written)
    text = extract(page(f"<table>{between}{body}{between}</table>"), URL).text
    assert text.split("\n") == [" ".join(row) for row in rows]


def test_two_paragraphs_of_a_cell_stay_apart_as_in_the_source() -> None:
    rows = "".join(f"<tr><td>{n}</td><td><p>市企</p>\n<p>事业</p></td></tr>" for n in (1, 2))
    assert extract(page(f"<table>{rows}</table>"), URL).text == "1 市企 事业\n2 市企 事业"


def test_preformatted_text_keeps_its_lines() -> None:
    assert extract(page("<pre>一、情况。\n二、打算。</pre>"), URL).text == "一、情况。\n二、打算。"


def test_a_line_end_beside_latin_is_a_space_and_between_han_is_nothing() -> None:
    body = "<p>同意\n   在案，\n开展\n<b>整改</b>\nGDP\n12 亿</p>"
    assert extract(page(body), URL).text == "同意在案,开展整改 GDP 12 亿"


def test_escaped_entities_are_read_once() -> None:
    assert extract(page("<p>显示&amp;lt;b&amp;gt;与&lt;七条&gt;，完。</p>"), URL).text == "显示&lt;b&gt;与<七条>,完。"


def test_a_zero_width_character_leaves_no_second_blank() -> None:
    assert extract(page("<p>甲\u3000\u200b\u3000乙，丙。</p>"), URL).text == "甲 乙,丙。"


def test_words_around_a_comment_or_an_image_stay_together() -> None:
    assert extract(page("<p>已<!-- a > b -->完<img alt='<p>'>成<a name=x></a>，好。</p>"), URL).text == "已完成,好。"
