"""Each CMS family: its entries, its dates, its next page."""

import datetime as dt

import pytest

from schemas.source import JsonSearch
from tasks.discover import ADAPTERS, family_of, list_page

BASE = "http://h.example/xjzg/"
MENU = '<ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul>'
TRS = f"""<html><body>{MENU}<ul>
<li><a href="./202512/t20251225_5012345.html" title="中共某区委关于巡视整改进展情况的通报">中共某区委关于巡视整…</a><span>2025-12-25</span></li>
<li><span>[2024/01/26]</span><a href="../xjzg/202401/t20240126_1.shtml">另一通报 2019-05-05</a></li>
</ul><script>createPageHTML(3, 0, "index", "html");</script></body></html>"""
RECORDS = """<recordset><record><![CDATA[<li><a href="/art/2025/12/25/art_1_2.html" title="关于巡察整改情况的通报">关于巡察整改情况的通报</a>
<span>2025-12-25</span></li>]]></record><record><![CDATA[<tr><td><a href='/art/b.html'>乙</a></td><td>2025年1月2日</td></tr>]]>
</record></recordset>"""
GROUP = '<nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page={}&amp;webid=1"></a>]]></nextgroup>'
JPAGE = f'<html><body><script type="text/xml"><datastore>{GROUP.format(2)}{RECORDS}</datastore></script></body></html>'
JPAGE_NEXT = f'<?xml version="1.0" encoding="UTF-8"?><datastore>{GROUP.format(3)}{RECORDS}</datastore>'
SEARCH = JsonSearch(
    records="data.list", url="link", title="name", date="meta.day", pages="data.pages", page_parameter="p"
)
JSON = """{"data": {"pages": "3", "list": [
 {"link": "/a.html", "name": "关于<em>巡视</em>整改&amp;进展", "meta": {"day": 1766620800000}},
 {"link": "http://o.example/b.html", "name": "乙", "meta": {"day": "20251225103000"}},
 {"name": "no address"}]}}"""
PLAIN = f"""<html><body>{MENU}<ul><li><em><b><a href="a.htm">甲</a></b></em><span> 2025-12-25 17:00 </span></li>
<li><a href="b.htm">乙</a> 12-24</li></ul><table><tr><td><a href="c.htm#x">丙</a></td><td>2024.2.30 2024.3.1</td></tr></table>
<a href="list2.htm">下一页</a></body></html>"""


def page(text, url=BASE, search=None):
    return list_page(url, text.encode(), search)


def entries(family, text, **given):
    return [(link.url, link.title, link.listed_on) for link in ADAPTERS[family].links(page(text, **given))]


@pytest.mark.parametrize(
    ("family", "text"),
    [("trs", TRS), ("jpage", JPAGE), ("jpage", JPAGE_NEXT), ("json", JSON), ("plain", PLAIN)],
)
def test_every_page_is_known_as_its_own_family(family, text):
    assert family_of(page(text)) == family


def test_a_page_without_a_list_is_of_no_family():
    assert family_of(page("<html><body><p>通报</p></body></html>")) is None


def test_trs_entries_have_whole_titles_and_the_date_beside_them():
    assert entries("trs", TRS) == [
        (f"{BASE}202512/t20251225_5012345.html", "中共某区委关于巡视整改进展情况的通报", dt.date(2025, 12, 25)),
        (f"{BASE}202401/t20240126_1.shtml", "另一通报 2019-05-05", dt.date(2024, 1, 26)),
    ]


@pytest.mark.parametrize(
    ("call", "url", "following"),
    [
        ('createPageHTML(3, 0, "index", "html")', BASE, f"{BASE}index_1.html"),
        ('createPageHTML(3, 1, "index", "html")', f"{BASE}index_1.html", f"{BASE}index_2.html"),
        ('createPageHTML(3, 2, "index", "html")', f"{BASE}index_2.html", None),
        ("createPageHTML('page_div',25, 0,'index','shtml',500)", BASE, f"{BASE}index_1.shtml"),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName){}", BASE, None),
    ],
)
def test_trs_turns_the_page_by_the_count_its_script_is_given(call, url, following):
    assert ADAPTERS["trs"].next(page(f"<script>{call}</script>", url)) == following


@pytest.mark.parametrize("text", [JPAGE, JPAGE_NEXT])
def test_jpage_entries_are_read_from_the_page_and_from_the_proxy_alike(text):
    assert entries("jpage", text) == [
        ("http://h.example/art/2025/12/25/art_1_2.html", "关于巡察整改情况的通报", dt.date(2025, 12, 25)),
        ("http://h.example/art/b.html", "乙", dt.date(2025, 1, 2)),
    ]


def test_jpage_turns_the_page_by_its_next_group():
    assert ADAPTERS["jpage"].next(page(JPAGE)) == "http://h.example/module/web/jpage/dataproxy.jsp?page=2&webid=1"
    assert ADAPTERS["jpage"].next(page("<datastore><recordset><record></record></recordset></datastore>")) is None


@pytest.mark.parametrize("text", [JSON, f"jQuery1({JSON});"])
def test_json_records_are_read_where_the_source_says(text):
    assert entries("json", text, search=SEARCH) == [
        ("http://h.example/a.html", "关于巡视整改&进展", dt.date(2025, 12, 25)),
        ("http://o.example/b.html", "乙", dt.date(2025, 12, 25)),
    ]


def test_json_turns_the_page_up_to_the_number_of_pages():
    url = "http://h.example/s?q=%E5%B7%A1%E8%A7%86"
    adapter = ADAPTERS["json"]
    assert adapter.next(page(JSON, url, SEARCH)) == f"{url}&p=2"
    assert adapter.next(page(JSON, f"{url}&p=2", SEARCH)) == f"{url}&p=3"
    assert adapter.next(page(JSON, f"{url}&p=3", SEARCH)) is None


def test_json_without_the_records_is_an_empty_list_with_a_warning(caplog):
    assert entries("json", '{"data": null}', search=SEARCH) == []
    assert "data.list" in caplog.text


def test_plain_entries_are_the_dated_links_and_no_menu():
    assert entries("plain", PLAIN) == [
        ("http://h.example/xjzg/a.htm", "甲", dt.date(2025, 12, 25)),
        ("http://h.example/xjzg/c.htm", "丙", dt.date(2024, 3, 1)),
    ]


def test_a_plain_list_that_dates_nothing_is_not_read_as_empty():
    text = f"{MENU}<ul><li><a href='a.htm'>关于巡视整改进展情况的通报</a></li></ul>"
    assert entries("plain", text) == [(f"{BASE}a.htm", "关于巡视整改进展情况的通报", None)]


def test_a_date_without_its_year_is_none():
    assert entries("trs", '<li><a href="t20250101_1.html">甲</a>12-25</li>')[0][2] is None


@pytest.mark.parametrize(
    ("link", "following"),
    [
        ('<a href="?page=2">下一页</a>', f"{BASE}?page=2"),
        ('<a href="?page=2"> 下页 &gt;&gt;</a>', f"{BASE}?page=2"),
        ('<a class="next-page" href="search?page=2"><i></i></a>', f"{BASE}search?page=2"),
        ('<a href="javascript:next()">下一页</a>', None),
        ('<a href="#">下一页</a>', None),
        ('<a href="b.html">下一步工作</a>', None),
    ],
)
def test_plain_turns_the_page_by_the_link_that_says_so(link, following):
    assert ADAPTERS["plain"].next(page(link)) == following
