"""www.luojiang.example: lists answered as JSON, pages in GB18030 that call themselves gb2312; notice gone on day 2."""

import json
from collections.abc import Sequence

from making import bodies
from making.notices import read
from making.pages import Files, Post, article, home, newest_first, others
from making.widths import widened_with_percent

HOST = "www.luojiang.example"
NAME = "泉州市洛江区人民政府"
COLUMN = "巡视巡察"
FOLDER = "zwgk/xsxc"
PER_PAGE = 5

NOTICE = read("luojiang", "中共泉州市洛江区委关于巡视整改进展情况的通报")
POST = Post(
    "202512/t20251226_3167802.htm",
    NOTICE.title,
    "2025-12-26 09:15",
    "中共泉州市洛江区委",
    tuple(map(widened_with_percent, NOTICE.paragraphs)),
)


def day1() -> Files:
    """Every page, and the search's answers."""
    posts = newest_first((POST, *others("luojiang", str)))
    files = {
        f"{FOLDER}/{post.path}": article("luojiang_article.html", post, bodies.plain).encode("gb18030")
        for post in posts
    }
    files |= _answers(posts)
    files["index.html"] = home(NAME, HOST, f"/{FOLDER}/", COLUMN)
    return files


def day2() -> Files:
    """The search's answers without the notice; ``web.yaml`` says that its page is gone."""
    return _answers(newest_first(others("luojiang", str)))


def _answers(posts: Sequence[Post]) -> Files:
    pages = [posts[start : start + PER_PAGE] for start in range(0, len(posts), PER_PAGE)]
    files = {
        f"search/list-{number}.json": _answer(page, len(posts), len(pages)) for number, page in enumerate(pages, 1)
    }
    files["search/list-none.json"] = _answer((), len(posts), len(pages))
    return files


def _answer(page: Sequence[Post], total: int, pages: int) -> bytes:
    listed = [
        {"url": f"http://{HOST}/{FOLDER}/{post.path}", "title": post.title, "pubDate": f"{post.published}:00"}
        for post in page
    ]
    answer = {"code": 200, "msg": "success", "data": {"total": total, "pages": pages, "list": listed}}
    return json.dumps(answer, ensure_ascii=False).encode()
