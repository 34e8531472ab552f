"""The article among menus, shells, copies and comments."""

import pytest

from tasks.extract import extract

URL = "https://a.gov.cn/1.html"
OPENING = "根据省委部署，省委巡视八组对长乐区开展了巡视，现将整改情况通报如下。"
MEASURES = [f"{n}.健全完善第{n}项机制，压实责任、抓好落实；已完成整改。" for n in range(1, 13)]
SIGN_OFF = ["中共福州市长乐区委", "2025年12月25日"]
NOTICE = [OPENING, "一、组织整改落实情况", *MEASURES, "欢迎广大干部群众监督，联系电话：0591-28922577。", *SIGN_OFF]
KEPT = [line.replace("，", ",").replace("；", ";").replace("：", ":") for line in NOTICE]
MENU = "<ul>" + "".join(f"<li><a href='/{n}'>政务公开栏目{n}，政策、解读</a></li>" for n in range(40)) + "</ul>"
FOOTER = "<div>版权所有：长乐区人民政府　主办：区政府办公室　<a>网站地图</a>　地址：长乐区，邮编350200。</div>"


def paragraphs(lines: list[str], tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in lines)


def lines(body: str) -> list[str]:
    return extract(f"<html><body>{body}</body></html>".encode(), URL).text.split("\n")


@pytest.mark.parametrize(
    "mark",
    [
        'class="TRS_Editor"', 'class="TRS_UEDITOR trs_paper_default"', 'class="trs_editor_view"', 'id="UCAP-CONTENT"',
        'id="zoom"', 'class="zoom"', 'id="vsb_content"', 'id="vsb_content_501"', 'class="v_news_content"',
        'class="article_content"', 'class="anything-of-a-new-template"', "",
    ],
)  # fmt: skip
def test_the_notice_is_found_in_known_and_unknown_templates(mark: str) -> None:
    body = f"{MENU}<div class='wrap'><h1>关于巡视整改的通报</h1><div {mark}>{paragraphs(NOTICE)}</div></div>{FOOTER}"
    found = lines(body)
    assert found[-len(KEPT) :] == KEPT
    assert len(found) <= len(KEPT) + 1


@pytest.mark.parametrize("tag", ["div", "section", "span"])
def test_an_article_of_plain_nodes_is_found_by_its_sentences(tag: str) -> None:
    article = "".join(f"<{tag}>{line}</{tag}><br>" for line in NOTICE)
    assert lines(f"{MENU}<div><div class='x1'>{article}</div></div>{MENU}{FOOTER}") == KEPT


def test_an_article_cut_into_sections_keeps_all_of_them() -> None:
    parts = [NOTICE[:2], NOTICE[2:-3], NOTICE[-3:]]
    article = "".join(f"<div class='part'>{paragraphs(part)}</div>" for part in parts)
    assert lines(f"{MENU}<div class='x1'>{article}</div>{FOOTER}") == KEPT


def test_a_signature_below_the_text_belongs_to_it() -> None:
    article = f"<div class='x1'>{paragraphs(NOTICE[:-2])}</div><div class='x2'>{paragraphs(SIGN_OFF)}</div>"
    assert lines(f"{MENU}<div class='x0'>{article}</div>{FOOTER}")[-2:] == SIGN_OFF


def test_a_known_name_on_a_shell_or_a_button_is_not_the_article() -> None:
    body = f"<a class='zoom'>放大，缩小</a><div id='zoom'> </div><div class='x1'>{paragraphs(NOTICE)}</div>{FOOTER}"
    assert lines(body)[-len(KEPT) :] == KEPT


def test_the_smallest_node_that_keeps_the_sentences_is_taken() -> None:
    inner = f"<div class='TRS_Editor'>{paragraphs(NOTICE)}</div>"
    body = f"<div id='zoom'><div>字体：大 中 小</div>{inner}<div>扫一扫在手机上查看当前页面</div></div>"
    assert lines(body) == KEPT


def test_two_known_nodes_that_share_the_article_are_read_together() -> None:
    half = len(NOTICE) // 2
    parts = "".join(f"<div class='TRS_Editor'>{paragraphs(part)}</div>" for part in (NOTICE[:half], NOTICE[half:]))
    assert lines(f"{MENU}<div class='x1'>{parts}</div>{FOOTER}") == KEPT


def test_a_hidden_copy_is_passed_over_for_the_one_shown() -> None:
    old = paragraphs([line.replace("已完成", "未完成") for line in NOTICE])
    body = (
        f"<div style='display:none'><div id='zoom'>{old}</div></div><div class='TRS_Editor'>{paragraphs(NOTICE)}</div>"
    )
    assert lines(body) == KEPT


def test_an_article_a_script_will_show_is_read() -> None:
    assert lines(f"<div id='zoom' style='display:none'>{paragraphs(NOTICE)}</div>") == KEPT


def test_a_comment_box_under_an_article_stays_out() -> None:
    comment = "<p><a>网友{}</a> <i>2025-12-26</i>说得好，支持。<a>赞同</a><a>回复</a><a>举报此条评论</a></p>"
    comments = f"<div class='c'><h3>网友评论</h3>{''.join(comment.format(n) for n in range(8))}<a>查看更多</a></div>"
    assert lines(f"{MENU}<div><div class='x1'>{paragraphs(NOTICE)}</div>{comments}</div>{FOOTER}") == KEPT


@pytest.mark.parametrize("tag", ["span", "font", "strong"])
def test_an_article_marked_on_an_inline_node_is_read(tag: str) -> None:
    # <font id="Zoom"> and <span id="zoom"> of old jcms templates: taken for inline markup, the page came out empty.
    assert lines(f"<div><{tag} id='zoom'>{paragraphs(NOTICE)}</{tag}></div>{FOOTER}") == KEPT
