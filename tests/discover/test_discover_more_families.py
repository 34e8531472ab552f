"""The other CMS families: on real markup where there is some, else on lists made from documented structure."""

import datetime as dt
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from notices import REPOSITORY, SAMPLE

from schemas.source import Family, JsonSearch
from tasks.discover import ADAPTERS, ListPage, family_of, list_page
from tasks.discover.xml_lists import Feed, Sitemap

LISTS = Path(__file__).parent / "lists"
CHRISTMAS = dt.date(2025, 12, 25)
NOTICE = "中共某市委关于巡察整改情况的通报"

GKMLPT = "http://www.qu.example/gkmlpt/api/all/20765?page=1&sid=755041"
SSP = "https://www.xian.example/ssp/search/api/apiSearch?siteId=8a28&apiName=SSP_OPENINFO&page=1&datas=10"
JPOLICY = "https://www.shi.example/api-gateway/jpaas-jpolicy-web-server/front/info/do-search?pageNum=1"
UCAP = "https://www.zhou.example/common/search/5ad7f285c40d4f478a7b43b9fcd67d70?_isJson=true&page=1"
UNIT = "https://www.shi.example/api-gateway/jpaas-publish-server/front/page/build/unit"


def made(name: str, url: str) -> ListPage:
    return list_page(url, (LISTS / name).read_bytes())


def entries(family: Family, page: ListPage) -> list[tuple[str, str, dt.date | None]]:
    return [(link.url, link.title, link.listed_on) for link in ADAPTERS[family].links(page)]


@pytest.mark.parametrize(
    ("family", "name", "url"),
    [
        ("gkmlpt", "gkmlpt.json", GKMLPT),
        ("ssp", "ssp.json", SSP),
        ("jpolicy", "jpolicy.json", JPOLICY),
        ("ucap", "ucap.json", UCAP),
        ("ucap", "ucap.shtml", "https://www.zhou.example/zhou/c101928/common_list.shtml"),
        ("jpaas", "jpaas_column.html", "https://www.shi.example/tzgg/index.html"),
        ("jpaas", "jpaas_unit.json", f"{UNIT}?webId=3630&pageNo=1"),
        ("vsb", "vsb.htm", "http://www.jw.example/jdjc/xszg.htm"),
        ("feed", "rss.xml", "http://www.shi.example/rss.xml"),
        ("feed", "atom.xml", "http://www.shi.example/feed"),
        ("sitemap", "sitemap.xml", "http://www.shi.example/sitemap.xml"),
        ("sitemap", "sitemap_index.xml", "http://www.shi.example/sitemap.xml"),
    ],
)
def test_every_list_is_known_as_its_own_family_and_says_it_was_made(family: Family, name: str, url: str) -> None:
    page = made(name, url)
    assert family_of(page) == family
    assert "not fetched: see README.md" in page.text


def test_gkmlpt_reads_the_publication_time_and_a_second_address_where_the_first_is_empty() -> None:
    assert entries("gkmlpt", made("gkmlpt.json", GKMLPT)) == [
        (
            "http://www.qu.example/gkmlpt/content/9/9103/post_9103540.html",
            "中共某区委关于巡察整改进展情况的通报",
            CHRISTMAS,
        ),
        ("http://www.qu.example/xxgk/content/post_9103541.html", "某区“十四五”规划", dt.date(2025, 12, 24)),
    ]


def test_gkmlpt_turns_the_page_while_hundreds_are_left() -> None:
    second = GKMLPT.replace("page=1", "page=2")
    assert ADAPTERS["gkmlpt"].next(made("gkmlpt.json", GKMLPT)) == second
    assert ADAPTERS["gkmlpt"].next(made("gkmlpt.json", second)) is None


def test_ssp_takes_the_title_without_marks_and_strips_them_where_there_is_no_other() -> None:
    assert entries("ssp", made("ssp.json", SSP)) == [
        (
            "https://www.xian.example/zwgk/tzgg/202512/t20251225_7064312.htm",
            "中共某县委关于巡视整改进展情况的通报",
            CHRISTMAS,
        ),
        ("https://www.xian.example/zwgk/tzgg/202511/t20251103_7049981.htm", "某县巡察公告", dt.date(2025, 11, 3)),
    ]


def test_ssp_counts_no_pages_and_is_turned_until_one_is_empty() -> None:
    assert ADAPTERS["ssp"].next(made("ssp.json", SSP)) == SSP.replace("page=1", "page=2")
    assert ADAPTERS["ssp"].next(list_page(SSP.replace("page=1", "page=9"), b'{"error": true, "datas": []}')) is None


def test_jpolicy_makes_the_address_of_a_record_from_its_id() -> None:
    folder = "https://www.shi.example/api-gateway/jpaas-jpolicy-web-server/front/info/"
    assert entries("jpolicy", made("jpolicy.json", JPOLICY)) == [
        (f"{folder}detail?iid=425296cff1094b02a69e01b82e92c051", "中共某市委关于巡视整改进展情况的通报", CHRISTMAS),
        (f"{folder}detail?iid=9d186c7ab8034382abcd230e054573fb", "某市关于某方案的通知", dt.date(2025, 12, 9)),
    ]


def test_jpolicy_turns_the_page_by_the_size_the_answer_states() -> None:
    second = JPOLICY.replace("pageNum=1", "pageNum=2")
    assert ADAPTERS["jpolicy"].next(made("jpolicy.json", JPOLICY)) == second
    assert ADAPTERS["jpolicy"].next(made("jpolicy.json", second)) is None


def test_ucap_reads_its_search_and_its_static_list_alike() -> None:
    first = (
        "https://www.zhou.example/zhou/c101928/c7661080/content.shtml",
        "中共某州委关于巡察整改情况的通报",
        CHRISTMAS,
    )
    by_search = entries("ucap", made("ucap.json", UCAP))
    static = entries("ucap", made("ucap.shtml", "https://www.zhou.example/zhou/c101928/common_list.shtml"))
    assert (by_search[0], static[0]) == (first, first)
    assert (len(by_search), len(static)) == (2, 2)


def test_ucap_counts_the_pages_of_its_search() -> None:
    second = UCAP.replace("page=1", "page=2")
    assert ADAPTERS["ucap"].next(made("ucap.json", UCAP)) == second
    assert ADAPTERS["ucap"].next(made("ucap.json", second)) is None


@pytest.mark.parametrize(
    ("current", "following"), [(1, "common_list_2.shtml"), (33, "common_list_34.shtml"), (34, None)]
)
def test_ucap_counts_pages_from_one_where_trs_counts_from_nought(current: int, following: str | None) -> None:
    folder = "https://www.zhou.example/zhou/c101928/"
    page = list_page(
        folder, f"<script>createPageHTML('page_div',34, {current},'common_list','shtml',668)</script>".encode()
    )
    assert ADAPTERS["ucap"].next(page) == (f"{folder}{following}" if following else None)


def test_jpaas_goes_from_the_column_to_the_unit_that_lists() -> None:
    column = made("jpaas_column.html", "https://www.shi.example/tzgg/index.html")
    assert entries("jpaas", column) == []
    unit = urlsplit(ADAPTERS["jpaas"].next(column) or "")
    assert f"{unit.scheme}://{unit.netloc}{unit.path}" == UNIT
    asked = parse_qs(unit.query)
    assert (asked["tagId"], asked["pageId"], asked["pageNo"]) == (["当前栏目list"], ["col77"], ["1"])


def test_jpaas_reads_the_piece_of_html_an_answer_holds() -> None:
    assert entries("jpaas", made("jpaas_unit.json", f"{UNIT}?webId=3630&pageNo=1")) == [
        ("https://www.shi.example/tzgg/art/2025/art_2a3b.html", NOTICE, CHRISTMAS),
        ("https://www.shi.example/tzgg/art/2025/art_9c8d.html", "某市公告", dt.date(2025, 12, 1)),
    ]


@pytest.mark.parametrize(
    ("asked", "following"),
    [
        ("webId=3630&pageNo=1", "webId=3630&pageNo=2"),
        ("webId=3630&pageNo=3", None),
        ('paramJson={"pageNo":1,"pageSize":"2"}', '{"pageNo":"2","pageSize":"2"}'),
    ],
)
def test_jpaas_turns_the_page_where_the_address_has_its_number(asked: str, following: str | None) -> None:
    turned = ADAPTERS["jpaas"].next(made("jpaas_unit.json", f"{UNIT}?{asked}"))
    if following is None:
        assert turned is None
        return
    query = urlsplit(turned or "").query
    assert following in (query, parse_qs(query).get("paramJson", [""])[0])


def test_was_reads_real_results_of_ccdi() -> None:
    url = "http://www.ccdi.gov.cn/was5/web/search?channelid=298814&searchword=x"
    page = list_page(url, (REPOSITORY / "tests" / "pages" / "ccdi_search_list.html").read_bytes())
    assert family_of(page) == "was"
    found = entries("was", page)
    assert len(found) == 10
    assert found[0] == (
        "http://www.ccdi.gov.cn/toutiaon/202504/t20250424_419135.html",
        "中央纪委国家监委公开通报十起违反中央八项规定精神典型问题",
        dt.date(2025, 4, 24),
    )
    assert all(day is not None for _, _, day in found)
    following = ADAPTERS["was"].next(page) or ""
    assert following.startswith("http://www.ccdi.gov.cn/was5/web/search?page=2&channelid=298814&")


def test_was_goes_on_by_the_numbers_where_there_is_no_arrow() -> None:
    entry = '<ul><li><a href="/a.html">甲</a>2025-12-25</li></ul>'
    numbers = "".join(f'<a href="search?page={n}&amp;channelid=7">{n}</a>' for n in (1, 2, 3))
    url = "http://h.example/was5/web/search?page=2&channelid=7"
    assert ADAPTERS["was"].next(list_page(url, (entry + numbers).encode())) == (
        "http://h.example/was5/web/search?page=3&channelid=7"
    )


def test_vsb_reads_both_forms_of_address_and_follows_the_pager_downwards() -> None:
    page = made("vsb.htm", "http://www.jw.example/jdjc/xszg.htm")
    assert entries("vsb", page) == [
        ("http://www.jw.example/info/1035/26918.htm", NOTICE, CHRISTMAS),
        (
            "http://www.jw.example/content.jsp?urltype=news.NewsContentUrl&wbtreeid=1035&wbnewsid=26904",
            "某市巡察公告",
            dt.date(2025, 12, 1),
        ),
    ]
    assert ADAPTERS["vsb"].next(page) == "http://www.jw.example/jdjc/xszg/10.htm"


def test_vsb_knows_the_list_of_the_sample_and_no_real_article() -> None:
    site = SAMPLE / "web" / "day1" / "jw.fujian.example" / "jdjc" / "xszg.htm"
    listing = list_page("http://jw.fujian.example/jdjc/xszg.htm", site.read_bytes())
    assert (family_of(listing), len(entries("vsb", listing))) == ("vsb", 8)
    article = list_page("http://www.sxmu.example/a/b.htm", (REPOSITORY / "tests/pages/sxmu_vsb.html").read_bytes())
    assert not ADAPTERS["vsb"].match(article)


def test_an_rss_feed_is_read_in_the_zone_of_the_site_whatever_encoding_it_names() -> None:
    assert entries("feed", made("rss.xml", "http://www.shi.example/rss.xml")) == [
        ("http://www.shi.example/tzgg/1.html", NOTICE, dt.date(2025, 12, 26)),
        ("http://www.shi.example/tzgg/2.html", "某市公告 & 说明", dt.date(2025, 12, 1)),
    ]


def test_an_atom_entry_has_the_day_it_was_published_and_the_feed_its_next_page() -> None:
    page = made("atom.xml", "http://www.shi.example/feed")
    assert entries("feed", page) == [("http://www.shi.example/tzgg/1.html", NOTICE, CHRISTMAS)]
    assert ADAPTERS["feed"].next(page) == "http://www.shi.example/feed?page=2"


def test_a_sitemap_lists_addresses_with_titles_only_where_it_has_them() -> None:
    assert entries("sitemap", made("sitemap.xml", "http://www.shi.example/sitemap.xml")) == [
        ("http://www.shi.example/xszg/1.html", "", CHRISTMAS),
        ("http://www.shi.example/about.html", "", None),
        ("http://www.shi.example/xszg/2.html", NOTICE, dt.date(2025, 12, 1)),
    ]


def test_an_index_of_sitemaps_leads_to_the_one_that_changed_last() -> None:
    page = made("sitemap_index.xml", "http://www.shi.example/sitemap.xml")
    assert entries("sitemap", page) == []
    assert ADAPTERS["sitemap"].next(page) == "http://www.shi.example/sitemap-2026.xml"


def test_a_document_type_is_refused_before_its_entities_are_expanded(caplog: pytest.LogCaptureFixture) -> None:
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 20))
    text = f'<!DOCTYPE rss [<!ENTITY l0 "lol">{bomb}]><rss><channel><item><title>&l19;</title></item></channel></rss>'
    page = list_page("http://h.example/rss", text.encode())
    assert (Feed().links(page), Feed().next(page)) == ([], None)
    assert "document type" in caplog.text


@settings(deadline=None, max_examples=30)
@given(st.text(alphabet="<>/&;![]{}()\"'?= aurlstemn0123456789:.-Z\n", max_size=300))
def test_no_text_makes_an_adapter_fail(text: str) -> None:
    search = JsonSearch(records="a", url="u", title="t", date="d", page_parameter="p")
    for opening in ("", "<rss>", "<urlset><url><loc>", '{"data":{"html":', "<datastore><record>"):
        for url in ("http://h.example/", f"{UNIT}?paramJson=%7B", UCAP, GKMLPT):
            page = ListPage(url=url, text=opening + text, search=search)
            for adapter in (*ADAPTERS.values(), Feed(), Sitemap()):
                assert adapter.match(page) in (True, False)
                adapter.links(page)
                adapter.next(page)


def test_json_nested_beyond_reason_is_no_empty_list() -> None:
    with pytest.raises(RecursionError):
        ADAPTERS["gkmlpt"].links(list_page(GKMLPT, b"[" * 200_000))


# Each is read in one go or not at all: a reader that starts anew at every mark would not come to the end of the test.
ENDLESS = {
    "records that nothing closes": "<datastore>" + "<record>" * 50_000,
    "groups that nothing closes": "<datastore><record></record>" + "<nextgroup>" * 50_000,
    "one row of links": "<table><tr><td>" + '<a href="/info/1/1.htm">甲</a> 2025-12-25 ' * 5_000,
    "one item of links": "<ul><li>" + '<a href="t20251225_1.html">甲</a>' * 5_000,
    "calls that nothing closes": "createPageHTML('" * 200_000,
    "a call of many digits": f"createPageHTML({'9' * 9_000}, 0, 'index', 'html')",
    "a title of dots": f'<ul><li><a href="/a.html">{"." * 400_000}x</a>2025-12-25</li></ul>',
    "tags that nothing closes": '{"data": {"results": [{"url": "/a", "title": "' + "<" * 400_000 + '"}]}}',
    "nested items": '<?xml version="1.0"?><rss>' + "<item>" * 20_000 + "</item>" * 20_000 + "</rss>",
    "an address of addresses": f'<a href="{"search?" * 100_000}">2</a>',
    "years": "<ul><li><a href=/a.html>通报</a>" + "2025 " * 100_000 + "</li></ul>",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_page_comes_to_an_end(name: str) -> None:
    for url in ("http://h.example/", UCAP):
        page = list_page(url, ENDLESS[name].encode())
        for adapter in ADAPTERS.values():
            adapter.match(page)
            assert len(adapter.links(page)) <= 20_000
            adapter.next(page)


def test_links_of_a_cell_are_dated_by_what_stands_next_to_them() -> None:
    rows = "".join(f'<a href="{n}.htm">第{n}号通知公告一则</a> 2025-12-{n:02}<br>' for n in range(1, 13))
    dated = [
        (link.url[-6:], link.listed_on)
        for link in ADAPTERS["plain"].links(
            list_page("http://h.example/", f"<table><tr><td>{rows}</td></tr></table>".encode())
        )
    ]
    assert dated[0] == ("/1.htm", dt.date(2025, 12, 1))
    assert dated[11] == ("12.htm", dt.date(2025, 12, 12))
    before = "".join(
        f'<span>[2025-12-{n:02}]</span><a href="{n}.htm">第{n}号通知公告一则</a><br>' for n in range(1, 13)
    )
    turned = ADAPTERS["plain"].links(
        list_page("http://h.example/", f"<table><tr><td>{before}</td></tr></table>".encode())
    )
    assert [link.listed_on for link in turned] == [dt.date(2025, 12, n) for n in range(1, 13)]


@pytest.mark.parametrize("count", [1, 2, 5, 12])
def test_terms_of_a_list_are_dated_by_their_own_descriptions(count: int) -> None:
    pairs = "".join(
        f'<dt><a href="{n}.htm">第{n}号通知公告一则</a></dt><dd>2025-12-{n:02}</dd>' for n in range(1, count + 1)
    )
    items = "".join(
        f'<dd><a href="{n}.htm">第{n}号通知公告一则</a><span>2025-12-{n:02}</span></dd>' for n in range(1, count + 1)
    )
    for text in (pairs, items):
        found = ADAPTERS["plain"].links(list_page("http://h.example/", f"<dl>{text}</dl>".encode()))
        assert [link.listed_on for link in found] == [dt.date(2025, 12, n) for n in range(1, count + 1)]


def test_an_item_of_two_links_is_dated_for_both() -> None:
    text = '<ul><li><a href="/tz/">[通知公告]</a><a href="1.htm">第1号通知公告一则</a><span>2025-12-01</span></li></ul>'
    found = ADAPTERS["plain"].links(list_page("http://h.example/", text.encode()))
    assert [link.listed_on for link in found] == [dt.date(2025, 12, 1)] * 2
