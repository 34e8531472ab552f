"""Every saved page, read by hand first: what a person finds on it is what must come out."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas.errors import EmptyPage
from schemas.values import Page
from tasks.extract import extract, read

PAGES = Path(__file__).parents[1] / "pages"
CCDI = "中央纪委国家监委网站"
NO = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What a person sees. ``meta``, ``shown`` and ``url`` are the three dates; ``lines`` counts paragraphs."""

    file: str
    encoding: str
    title: str
    title_source: str
    source: str | None
    site: str | None
    column: str | None
    meta: str | None
    shown: str | None
    url: str | None
    lines: int
    first: str
    last: str


# fmt: off
SEEN = [
    # No meta, no h1; the first div.content holds the magazine's cover; the author in the box of the title is no title.
    Seen("ccdi_t20220701_202445", "utf-8", "在党和国家工作大局中把握职责使命", "heading",
         NO, "中国纪检监察杂志", NO, NO, NO, "2022-07-01",
         27, "监督保障执行、促进完善发展,是习近平总书记和", "省花垣县十八洞村群众通过网络直播销售土特产。"),
    # ArticleTitle holds escaped HTML; PubDate's minutes are the month (06:08), a bug of the template.
    Seen("ccdi_t20220816_211540", "utf-8", '深度关注|严查公款旅游披上"隐身衣"', "meta",
         CCDI, CCDI, "头条", "2022-08-16 06:08", "2022-08-16 06:00", "2022-08-16",
         44, "擅改行程、假借培训、下属支付……近期公开通报", "赔追缴费用2.2万元,已对6人进行组织处理。"),
    # ArticleTitle empty, the title tag names column and site only.
    Seen("ccdi_t20220819_212374", "utf-8", "今日锐评丨严防“天价”月饼反弹回潮", "heading",
         CCDI, CCDI, "评论", "2022-08-19 06:08", "2022-08-19 06:00", "2022-08-19",
         6, "中央纪委国家监委网站 韩思宁", "统文化本源,营造健康、理性、节俭的社会风尚。"),
    Seen("ccdi_t20220905_215850", "utf-8", "中央纪委国家监委公开通报十起违反中央八项规定精神典型问题", "meta",
         CCDI, CCDI, "头条", "2022-09-05 18:09", "2022-09-05 18:00", "2022-09-05",
         13, "日前,中央纪委国家监委对10起违反中央八项规", "风清气正,为党的二十大胜利召开营造良好氛围。"),
    Seen("ccdi_t20220908_216582", "utf-8", '深度关注| 紧盯节点纠治"四风"顽疾', "meta",
         CCDI, CCDI, "头条", "2022-09-08 06:09", "2022-09-08 06:00", "2022-09-08",
         26, "中央纪委国家监委网站 曹溢 陆丽环", "职人员积极作为、清而有为,助力优化营商环境。"),
    # The same article in another column, ArticleTitle and PubDate blank.
    Seen("ccdi_t20220908_216723", "utf-8", '深度关注 | 紧盯节点纠治"四风"顽疾', "heading",
         CCDI, CCDI, "要闻", NO, "2022-09-08 06:00", "2022-09-08",
         26, "中央纪委国家监委网站 曹溢 陆丽环", "职人员积极作为、清而有为,助力优化营商环境。"),
    Seen("ccdi_t20230808_281355", "utf-8",
         "深入贯彻落实中央纪委二次全会部署·年中看进展 | 青海以纠治违规吃喝为突破口 推动以案促改走深走实", "heading",
         CCDI, CCDI, "要闻", "2023-08-08 06:08", "2023-08-08 06:00", "2023-08-08",
         20, "中央纪委国家监委网站 王生霞 通讯员 杨生军", "供坚强保障。”青海省纪委监委相关负责同志说。"),
    # 163.com, GBK: no source line on the first, a time before 「0人参与评论」; one before 「来源:」 on the second.
    Seen("gb2312_wire_1", "gb18030", "Uber刷单 刷出中国人性劣根?", "heading",
         NO, "网易财经", NO, NO, "2015-07-02 14:41", NO,
         16, "[摘要:全新的商业模式以及优质的客户体验,让", "团队创建人,多家知名媒体及企业特邀顾问专家。"),
    Seen("gb2312_wire_2", "gb18030", "易宪容谈救市两要点:扭下跌预期 树市场信心", "heading",
         "每日经济新闻", "网易财经", NO, NO, "2015-07-03 00:48", NO,
         11, "A股市场经过两个星期大跌,面临着危机爆发的危", "本文来源:每日经济新闻"),
    # A premature </html>; 「页面生成时间 2023-10-23」 is no date; a title broken by <br> is three lines of the text.
    Seen("gov_cn_gongbao", "utf-8",
         "全国人民代表大会常务委员会关于批准财政部发行特别国债购买外汇及调整2007 年末国债余额限额的决议", "title_tag",
         NO, "中国政府网", "2007年第23号", "2007-08-20 23:59", NO, NO,
         5, "全国人民代表大会常务委员会", "年末国债余额限额调整为53365.53亿元。"),
    # Maketime is the day of rendering; a table of posts; a PDF behind downfile.jsp.
    Seen("lishui_jcms", "utf-8",
         "丽水市人民政府关于下达2023年市区符合政府安排工作条件退役士兵和退出消防员安置任务的通知", "meta",
         "市府办", "丽水市政府门户网站", "市政府文件", "2023-10-23 08:59", "2023-10-23 08:59", NO,
         41, "莲都区人民政府,市直各单位:", "兵和退出消防员安置任务的通知 (1).pdf"),
    # Duplicate SiteName; an attribute says 「来源：省政府办公厅」, the reader sees 山西日报.
    Seen("shanxi_gov", "utf-8", "山西品牌丝路行(南美站)正式启动", "meta",
         "山西日报", "山西省人民政府门户网站", "山西要闻", "2019-09-18 06:23", "2019-09-18 06:23", NO,
         9, "图为山西品牌丝路行(南美站)启动仪式。(刘通", "将先后在巴西、乌拉圭、阿根廷举行。(张巨峰)"),
    # 「来源:     | 发布时间: 2018-05-17 |」: an empty source stays empty.
    Seen("sxmu_vsb", "utf-8", "中华人民共和国监察法", "title_tag",
         NO, NO, NO, NO, "2018-05-17 00:00", NO,
         175, "中华人民共和国监察法", "施行。《中华人民共和国行政监察法》同时废止。"),
    # Maketime 2019-03-22 is rendering; the meta has a time of day, the page a day only.
    Seen("zj_fgw_jcms", "utf-8", "1-10月德清县固定资产投资结构趋稳趋优", "meta",
         "省发改委", "浙江省发展和改革委员会", "投资运行", "2016-11-22 09:53", "2016-11-22 00:00", NO,
         1, "1-10月,全县固定资产投资完成246.79", ";总体全县投资结构趋稳趋优。(德清县发改局)"),
]
# fmt: on


def page_of(file: str) -> Page:
    name = f"{file}.html"
    return extract((PAGES / name).read_bytes(), f"https://www.example.gov.cn/x/{name.removeprefix('ccdi_')}")


def short(moment: object) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize("seen", SEEN, ids=lambda seen: seen.file)
def test_a_page_gives_what_a_person_finds_on_it(seen: Seen) -> None:
    page = page_of(seen.file)
    lines = page.text.split("\n")
    found = Seen(
        seen.file,
        page.encoding,
        page.title or "",
        page.title_source or "",
        page.source,
        page.site_name,
        page.column,
        short(page.meta_published_at),
        short(page.shown_published_at),
        None if page.url_date is None else page.url_date.isoformat(),
        len(lines),
        lines[0][: len(seen.first)],
        lines[-1][-len(seen.last) :],
    )
    assert found == seen


def test_every_saved_page_is_in_the_table() -> None:
    others = {"js_challenge", "ccdi_search_list"}
    assert {path.stem for path in PAGES.glob("*.html")} == {seen.file for seen in SEEN} | others


@pytest.mark.parametrize("file", [seen.file for seen in SEEN])
def test_no_line_is_blank_padded_or_wide(file: str) -> None:
    for line in page_of(file).text.split("\n"):
        assert line == line.strip()
        assert "  " not in line
        assert not set("，：；（）％　\u00a0") & set(line)


def test_a_challenge_shows_no_text() -> None:
    with pytest.raises(EmptyPage, match="js_challenge"):
        page_of("js_challenge")


def test_a_list_page_is_read_without_a_date_of_its_own() -> None:
    page = page_of("ccdi_search_list")
    assert "寸步不让纠“四风”" in page.text
    assert page.published_at is None


def test_a_repost_in_another_column_has_the_same_text() -> None:
    assert page_of("ccdi_t20220908_216582").text == page_of("ccdi_t20220908_216723").text


def test_paragraphs_made_of_many_spans_come_out_whole() -> None:
    lines = page_of("ccdi_t20220905_215850").text.split("\n")
    assert all(line.endswith(("。", ":")) for line in lines)
    assert sum("问题。" in line for line in lines) >= 10


def test_a_data_table_gives_a_line_a_row() -> None:
    lines = page_of("lishui_jcms").text.split("\n")
    assert "序号 安置单位名称 安置任务 岗位类别" in lines
    assert "1 丽水国家粮食储备库 1 事业" in lines
    assert "合计 29" in lines


def test_an_attachment_is_an_absolute_address() -> None:
    assert page_of("lishui_jcms").attachments == (
        "https://www.example.gov.cn/module/download/downfile.jsp?classid=0&filename=be5f1a4be0294db7abf660dd336b3fa5.pdf",
    )


def test_furniture_around_the_article_is_left_out() -> None:
    for seen in SEEN:
        text = page_of(seen.file).text
        assert not [word for word in ("浏览次数", "扫一扫", "分享到", "字体", "版权所有", "主办单位") if word in text]


def test_read_tells_html_from_plain_text_by_content() -> None:
    html = (PAGES / "shanxi_gov.html").read_bytes()
    assert read(html, "https://www.example.gov.cn/a.txt").title == "山西品牌丝路行(南美站)正式启动"
    text = "关于贯彻落实<鼓励高校毕业生来榕留榕就业创业七条措施>的实施意见\n二、整改\n".encode()
    assert read(text, "https://www.example.gov.cn/a.html").text.count("\n") == 1
