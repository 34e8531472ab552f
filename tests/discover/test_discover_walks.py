"""A whole list of each family, page after page, as a run reads it."""

import asyncio
import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from schemas.source import Family, Source
from schemas.values import Run
from tasks.archive import ArchiveWriter
from tasks.discover import Discovery, discover
from tasks.fetch import Fetcher, Limits

RUN = Run(run_id="r1", flow="collect", started_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
NOTICE = "中共某区委关于巡视整改进展情况的通报"
API = "/api-gateway/jpaas-publish-server/front/page/build/unit"
HEX = "0f1e2d3c4b5a69788796a5b4c3d2e1f0"


def item(href: str, title: str = NOTICE) -> str:
    return f'<li><a href="{href}">{title}</a><span>2025-12-25</span></li>'


def html(*parts: str) -> str:
    menu = "".join(f'<a href="/{name}/">{name}</a>' for name in ("首页", "政务公开", "通知公告", "办事服务"))
    return (
        f"<html><body>{menu}<ul>{''.join(parts)}</ul><p>主办单位:某区人民政府办公室,地址:某区某路一号</p></body></html>"
    )


def answer(shape: str, records: Any, **counts: int) -> str:
    data: dict[str, Any] = {"results": records} | counts
    return json.dumps(
        {"ssp": {"datas": records}, "gkmlpt": {"articles": records} | counts, "ucap": {"data": data}}[shape]
    )


def unit(page: int) -> str:
    piece = f'{item(f"/art/{page}.html")}<div class="pagination" rows="1" count="3" pageNo="{page}"></div>'
    return json.dumps({"success": True, "data": {"html": piece}})


QUERY = "{'webId':'1','pageId':'c','tagId':'list'}"
COLUMN = html(f'<script url="{API}" queryData="{QUERY}"></script>')
RECORD = {"title": NOTICE, "doctitle": NOTICE, "publishedTimeStr": "2025-12-25", "docreltime": "2025-12-25"}

# family → (list, what each target answers, names of the pages that must be found)
SITES: dict[Family, tuple[str, Mapping[str, str], list[str]]] = {
    "trs": (
        "/tz/",
        {
            "/tz/": html(item("./202512/t20251225_1.html"), '<script>createPageHTML(2, 0, "index", "html")</script>'),
            "/tz/index_1.html": html(item("./202512/t20251224_2.html")),
        },
        ["/tz/202512/t20251225_1.html", "/tz/202512/t20251224_2.html"],
    ),
    "was": (
        "/was5/web/search?channelid=7&page=1",
        {
            f"/was5/web/search?channelid=7&page={n}": html(item(f"/{n}.html"))
            + "".join(f'<a href="search?channelid=7&amp;page={m}">{m}</a>' for m in (1, 2))
            for n in (1, 2)
        },
        ["/1.html", "/2.html"],
    ),
    "jpage": (
        "/col/col1/index.html",
        {
            "/col/col1/index.html": html(
                '<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/dataproxy.jsp?page=2"></a>]]></nextgroup>'
                f"<recordset><record><![CDATA[{item('/art/1.html')}]]></record></recordset></datastore></script>"
            ),
            "/dataproxy.jsp?page=2": f"<?xml version='1.0'?><datastore><record><![CDATA[{item('/art/2.html')}]]></record></datastore>",
        },
        ["/art/1.html", "/art/2.html"],
    ),
    "jpaas": (
        "/tz/index.html",
        {"/tz/index.html": COLUMN}
        | {f"{API}?webId=1&pageId=c&tagId=list&pageNo={page}": unit(page) for page in (1, 2, 3)},
        ["/art/1.html", "/art/2.html", "/art/3.html"],
    ),
    "jpolicy": (
        "/jpaas-jpolicy-web-server/front/info/do-search?pageNum=1",
        {
            f"/jpaas-jpolicy-web-server/front/info/do-search?pageNum={n}": json.dumps(
                {"data": {"infoCount": 2, "pageSize": 1, "bean": {"results": [{"infoid": f"i{n}", "title": NOTICE}]}}}
            )
            for n in (1, 2)
        },
        [f"/jpaas-jpolicy-web-server/front/info/detail?iid=i{n}" for n in (1, 2)],
    ),
    "ucap": (
        f"/common/search/{HEX}?_isJson=true&page=1",
        {
            f"/common/search/{HEX}?_isJson=true&page={n}": answer("ucap", [RECORD | {"url": f"/{n}.html"}], total=2, rows=1)
            for n in (1, 2)
        },
        ["/1.html", "/2.html"],
    ),
    "ssp": (
        "/ssp/search/api/apiSearch?page=1",
        {f"/ssp/search/api/apiSearch?page={n}": answer("ssp", [RECORD | {"docpuburl": f"/{n}.htm"}]) for n in (1, 2)}
        | {"/ssp/search/api/apiSearch?page=3": answer("ssp", [])},
        ["/1.htm", "/2.htm"],
    ),
    "gkmlpt": (
        "/gkmlpt/api/all/5?page=1&sid=2",
        {
            f"/gkmlpt/api/all/5?page={n}&sid=2": answer("gkmlpt", [RECORD | {"url": f"/post_{n}.html"}], total=150)
            for n in (1, 2)
        },
        ["/post_1.html", "/post_2.html"],
    ),
    "vsb": (
        "/jdjc/xszg.htm",
        {
            "/jdjc/xszg.htm": html(item("../info/1/9.htm"), '<span class="p_next"><a href="xszg/2.htm">下页</a></span>'),
            "/jdjc/xszg/2.htm": html(item("../../info/1/8.htm"), '<span class="p_next"><a href="1.htm">下页</a></span>'),
            "/jdjc/xszg/1.htm": html(item("../../info/1/7.htm")),
        },
        ["/info/1/9.htm", "/info/1/8.htm", "/info/1/7.htm"],
    ),
    "feed": (
        "/feed",
        {
            "/feed": f'<?xml version="1.0"?><feed><link rel="next" href="/feed?page=2"/><entry><title>{NOTICE}</title><link href="/1.html"/></entry></feed>',
            "/feed?page=2": f'<?xml version="1.0"?><feed><entry><title>{NOTICE}</title><link href="/2.html"/></entry></feed>',
        },
        ["/1.html", "/2.html"],
    ),
    "sitemap": (
        "/sitemap.xml",
        {
            "/sitemap.xml": '<?xml version="1.0"?><sitemapindex><sitemap><loc>http://h.example/new.xml</loc></sitemap></sitemapindex>',
            "/new.xml": '<?xml version="1.0"?><urlset><url><loc>http://h.example/xszg/1.html</loc></url><url><loc>http://h.example/about</loc></url></urlset>',
        },
        ["/xszg/1.html"],
    ),
}  # fmt: skip


def read(family: Family, folder: Path) -> Discovery:
    first, pages, _ = SITES[family]
    source = Source(
        id="site", name="某区", hosts=("h.example",), division="350100", family=family,
        lists=(f"http://h.example{first}",), interval_seconds=0, sample=True, list_pages=5,
        address_rule="/xszg/" if family == "sitemap" else None,
    )  # fmt: skip

    def answered(request: httpx.Request) -> httpx.Response:
        text = pages.get(request.url.raw_path.decode())
        if text is None:
            return httpx.Response(404)
        kind = "application/json" if text.startswith("{") else "text/xml" if text.startswith("<?xml") else "text/html"
        return httpx.Response(200, content=text.encode(), headers={"Content-Type": kind})

    async def run() -> Discovery:
        with ArchiveWriter(folder, RUN, source.id) as archive:
            transport = httpx.MockTransport(answered)
            limits = Limits(attempts=1)
            async with Fetcher(source, RUN, archive, folder / "pace", transport=transport, limits=limits) as fetcher:
                return await discover(source, fetcher)

    return asyncio.run(run())


@pytest.mark.parametrize("family", SITES)
def test_every_page_of_a_list_is_read_and_nothing_past_its_end_is_asked_for(family: Family, tmp_path: Path) -> None:
    found = read(family, tmp_path)
    assert [link.url.removeprefix("http://h.example") for link in found.links] == SITES[family][2]
    assert {capture.outcome for capture in found.captures} == {"ok"}
    assert len(found.captures) == len(SITES[family][1])
