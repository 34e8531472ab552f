"""Page facts: each date, title and source from where it stands, and from nowhere else."""

import datetime as dt

import pytest

from schemas.values import CHINA, Page
from tasks.extract import extract

ARTICLE = "<p>根据省委部署，省委巡视八组对长乐区开展了巡视，现将整改情况通报如下。</p><p>一是健全机制、压实责任；二是抓好落实，久久为功。</p>"
TITLE = "中共福州市长乐区委关于巡视整改进展情况的通报"


def page(
    head: str = "", before: str = "", after: str = "", *, article: str = ARTICLE, url: str = "https://a.gov.cn/1.html"
) -> Page:
    body = f'<nav>首页 2020-01-01</nav>{before}<div class="TRS_Editor">{article}</div>{after}'
    return extract(f"<html><head>{head}</head><body>{body}</body></html>".encode(), url)


def shown(before: str = "", after: str = "") -> str | None:
    moment = page("", before, after).shown_published_at
    return None if moment is None else f"{moment:%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("<span>发布时间： 2024-01-26 14:30</span><span>浏览量：</span>", "2024-01-26 14:30"),
        ("<i>时间：</i>2019-09-18 06:23", "2019-09-18 06:23"),
        ("<p>发布日期:2016-11-22</p>", "2016-11-22 00:00"),
        ("时间:2021-10-11 08:54", "2021-10-11 08:54"),
        ("日期：2022年9月5日 18:00", "2022-09-05 18:00"),
        ("2015-07-03 00:48:09　来源: <a>每日经济新闻</a>", "2015-07-03 00:48"),
        ("来源：新区　　发布时间：2024/1/6", "2024-01-06 00:00"),
    ],
)
def test_a_labelled_time_is_the_shown_time(line: str, moment: str) -> None:
    assert shown(before=line) == moment
    assert shown(after=line) == moment


@pytest.mark.parametrize(
    "line",
    [
        "<p>2024-01-26</p>",
        "今天是2026年1月1日 星期四",
        "更新时间：2024-01-26",
        "成文日期：2024-01-26",
        "活动时间：2024-01-26 14:30",
        "发布时间：2024-13-45",
        "发布时间：",
    ],
)
def test_any_other_date_is_not(line: str) -> None:
    assert shown(before=line) is None


def test_the_label_nearest_to_the_article_wins() -> None:
    assert shown(before="<div>发布时间：2020-01-01</div><div>发布时间：2024-01-26</div>") == "2024-01-26 00:00"


def test_a_time_is_china_time() -> None:
    moment = page('<meta name="PubDate" content="2024-01-26 14:30">').meta_published_at
    assert moment == dt.datetime(2024, 1, 26, 14, 30, tzinfo=CHINA)


@pytest.mark.parametrize("name", ["Maketime", "others", "lastmodifiedtime", "createtime"])
def test_the_time_of_rendering_is_never_a_date(name: str) -> None:
    found = page(f'<meta name="{name}" content="2023-10-23 09:51:50">')
    assert (found.meta_published_at, found.shown_published_at, found.published_at) == (None, None, None)


def test_metas_are_read_in_any_case_first_not_blank() -> None:
    found = page(
        '<META NAME="pubDATE" CONTENT=" "><meta name="PubDate" content="2024-01-26">'
        '<meta name="contentSource" content="中共福州市台江区委员会"><meta name="SITENAME" content="台江区人民政府">'
        '<meta name="SiteName" content="别的">'
    )
    assert f"{found.meta_published_at:%Y-%m-%d}" == "2024-01-26"
    assert (found.source, found.site_name) == ("中共福州市台江区委员会", "台江区人民政府")


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("来源：中共福州市台江区委员会 发布时间：2024-01-26", "中共福州市台江区委员会"),
        ("<span>信息来源：<!--begin-->省发改委<!--end--></span>", "省发改委"),
        ("<i>来源：</i>\n\n   山西日报\n\n", "山西日报"),
        ("来源:\n     | 发布时间: 2018-05-17 | 浏览次数: 12", None),
        ("来源：", None),
        ("费用来源：财政资金", None),
        ("<span>来源：新区</span><span>【字体：大 中 小】</span>", "新区"),
    ],
)
def test_the_source_is_what_stands_behind_its_label(line: str, source: str | None) -> None:
    assert page(before=f"<div>{line}</div>").source == source


def test_a_source_line_in_the_foot_of_the_article_counts() -> None:
    assert page(article=f"{ARTICLE}<p>来源：新区</p><p>附件下载</p>").source == "新区"


def test_a_source_named_in_the_middle_of_the_article_does_not() -> None:
    middle = "<p>问题来源：有关情况，已核查。</p>" + "<p>来源：群众举报</p>" + "<p>整改到位，问题销号。</p>" * 12
    assert page(article="<p>健全机制、压实责任。</p>" * 8 + middle).source is None


@pytest.mark.parametrize(
    ("head", "before", "title", "title_source"),
    [
        (f'<meta name="ArticleTitle" content="{TITLE}"><title>{TITLE}_长乐区人民政府</title>', "", TITLE, "meta"),
        (f'<meta name="ArticleTitle" content=" "><title>{TITLE}_长乐区人民政府</title>', "", TITLE, "title_tag"),
        ("<title>长乐区人民政府</title>", f"<h1>{TITLE}</h1>", TITLE, "heading"),
        ("<title>通知公告-长乐区人民政府网</title>", f"<h2 class='tit'>{TITLE}</h2>", TITLE, "heading"),
        ("", "<h1>中共福州市长乐区委<br>\n  关于巡视整改进展情况的通报</h1>", TITLE, "heading"),
        (
            '<meta name="ArticleTitle" content="通知公告">' + f"<title>{TITLE}</title>",
            f"<h1>{TITLE}</h1>",
            TITLE,
            "heading",
        ),
        (f'<meta name="ArticleTitle" content="&lt;p&gt;{TITLE}&lt;/p&gt;">', "", TITLE, "meta"),
        (f"<title>{TITLE} - 长乐区人民政府</title>", "", TITLE, "title_tag"),
        (f"<title>{TITLE}----巡察工作——长乐纪检监察网</title>", "", TITLE, "title_tag"),
        ("<title>1-10月固定资产投资情况的通报</title>", "", "1-10月固定资产投资情况的通报", "title_tag"),
        (
            "<title>深度关注 | 紧盯节点纠治顽疾——中央纪委国家监委网站</title>",
            "",
            "深度关注 | 紧盯节点纠治顽疾",
            "title_tag",
        ),
        (
            "<title>首页</title>",
            f"<div style='display:none'><h1>隐藏的另一个标题</h1></div><h1>{TITLE}</h1>",
            TITLE,
            "heading",
        ),
    ],
)
def test_the_title_says_where_it_was_read(head: str, before: str, title: str, title_source: str) -> None:
    found = page(head, before)
    assert (found.title, found.title_source) == (title, title_source)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("/xxgk/202512/t20251225_5012345.html", "2025-12-25"),
        ("/art/2024/1/26/art_2231_1002345.html", "2024-01-26"),
        ("/2024/0126/c123.html", "2024-01-26"),
        ("/2024-01/26/content_1.htm", "2024-01-26"),
        ("/content/20240126/1.html", "2024-01-26"),
        ("/xxgk/202512/5012345.html", None),
        ("/info/1035/26918.htm", None),
        ("/art_20241399_1.html", None),
    ],
)
def test_the_address_holds_a_day_or_none(path: str, day: str | None) -> None:
    found = page(url=f"https://a.gov.cn{path}")
    assert found.url_date == (None if day is None else dt.date.fromisoformat(day))
    assert found.published_at is None


def test_attachments_are_absolute_unique_and_of_the_article_only() -> None:
    links = (
        '<a href="./P020251225.PDF">1</a><a href="./P020251225.PDF">again</a><a href="/down.jsp?id=3">附件2.docx</a>'
        '<a href="javascript:open(1.doc)">no</a><a href="http://[附件]/1.doc">no</a><a href="a.html">no</a>'
    )
    found = page(article=ARTICLE + links, after='<a href="site.zip">网站</a>', url="https://a.gov.cn/x/1.html")
    assert found.attachments == ("https://a.gov.cn/x/P020251225.PDF", "https://a.gov.cn/down.jsp?id=3")
