"""JSON families that differ only in their addresses and in where their answers keep things.

Each is as public programs that read such sites describe it; none was tried from here.
"""

import re
from typing import Final

from schemas.source import JsonSearch
from tasks.discover.json_search import Json

# https://www.fujian.gov.cn/ssp/search/api/apiSearch?siteId=8a28…&apiName=SSP_OPENINFO&sortFiled=-docrelTime&page=1&datas=10
# {"datas": [{"_doctitle": …, "doctitle": "…<em>…", "docpuburl": …, "docreltime": …}]}: it counts no pages.
SSP: Final = Json(
    JsonSearch(
        records="datas",
        url="docpuburl|chnldocurl",
        title="_doctitle|doctitle",
        date="docreltime|pubdate",
        page_parameter="page",
    ),
    re.compile(r"/ssp/search/api/"),
)
# http://www.szpsq.gov.cn/gkmlpt/api/all/20765?page=1&sid=755041
# {"classify": {"post_count": 429}, "articles": [{"title": …, "url": …, "display_publish_time": 1690000000}]}: 100 a page.
GKMLPT: Final = Json(
    JsonSearch(
        records="articles",
        url="url|post_url",
        title="title",
        date="display_publish_time|created_at",
        total="total|classify.post_count",
        size=100,
        page_parameter="page",
    ),
    re.compile(r"/gkmlpt/api/"),
)
# https://www.jinan.gov.cn/api-gateway/jpaas-jpolicy-web-server/front/info/do-search?pageNum=1&…
# {"data": {"infoCount": 4819, "pageNum": 1, "pageSize": 100, "bean": {"results": [{"infoid": …, "title": …, "publishdate": …}]}}}
JPOLICY: Final = Json(
    JsonSearch(
        records="data.bean.results|data.list",
        address="detail?iid={infoid|iid}",
        title="title",
        date="publishdate|publishDate",
        total="data.infoCount|data.total",
        size="data.pageSize",
        page_parameter="pageNum",
    ),
    re.compile(r"/jpaas-jpolicy-web-server/"),
)
# https://www.gansu.gov.cn/common/search/5ad7f285c40d4f478a7b43b9fcd67d70?_isAgg=true&_isJson=true&_pageSize=20&page=1;
# other sites have /searchList/<id> or /search/<id>.
# {"data": {"page": 1, "rows": 20, "total": 325, "results": [{"title": …, "url": "//…", "publishedTimeStr": …}]}}
UCAP: Final = Json(
    JsonSearch(
        records="data.results|results.data.results",
        url="url",
        title="title",
        date="publishedTimeStr",
        total="data.total|results.data.total",
        size="data.rows|results.data.rows",
        page_parameter="page",
    ),
    re.compile(r"/(?:common/search|searchList|search)/[0-9a-f]{32}\b"),
)
# Any JSON: the source says where it keeps things.
OTHER: Final = Json()
