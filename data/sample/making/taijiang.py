"""www.taijiang.example: a hanweb site, its list in a jpage datastore; a wall before every page on day 2."""

from collections.abc import Sequence

from making import bodies
from making.notices import read
from making.pages import Files, Post, article, filled, home, newest_first, others
from making.widths import widened

HOST = "www.taijiang.example"
NAME = "台江区人民政府"
COLUMN = "公示公告"
PER_GROUP = 4
PROXY = "/module/web/jpage/dataproxy.jsp?page=2&appid=1&webid=2&path=/&columnid=2231&unitid=2231055&permissiontype=0"

NOTICE = read("taijiang", "中共福州市台江区委关于巡视整改进展情况的通报")
POST = Post(
    "/art/2024/1/26/art_2231_1002345.html",
    NOTICE.title,
    "2024-01-26 14:30",
    "中共福州市台江区委员会",
    tuple(map(widened, NOTICE.paragraphs)),
)


def day1() -> Files:
    """The column's page with its first group of records, and the next group as the proxy sends it."""
    posts = newest_first((POST, *others("taijiang", str)))
    files = {post.path.lstrip("/"): _article(post).encode() for post in posts}
    first, second = posts[:PER_GROUP], posts[PER_GROUP:]
    files["col/col2231/index.html"] = filled(
        "taijiang_list.html", column=COLUMN, group=_group(first, PROXY), total=str(len(posts))
    ).encode()
    files["module/web/jpage/group-2.xml"] = filled("taijiang_group.xml", group=_group(second, None)).encode()
    files["index.html"] = home(NAME, HOST, "/col/col2231/index.html", COLUMN)
    files["robots.txt"] = b"User-agent: *\nCrawl-delay: 0.02\nDisallow: /module/visitcount/\n"
    return files


def day2() -> Files:
    """The wall alone: ``web.yaml`` says what it stands before."""
    return {"wall.html": filled("taijiang_wall.html").encode()}


def _article(post: Post) -> str:
    return article("taijiang_article.html", post, bodies.jcms, column=COLUMN, url=f"http://{HOST}{post.path}")


def _group(posts: Sequence[Post], following: str | None) -> str:
    link = f'<a href="{following}"></a>' if following else ""
    records = "\n".join(f"<record><![CDATA[{_item(post)}]]></record>" for post in posts)
    return f"<nextgroup><![CDATA[{link}]]></nextgroup>\n<recordset>\n{records}\n</recordset>"


def _item(post: Post) -> str:
    return (
        f"<li><a href='{post.path}' title='{post.title}' target=\"_blank\">{post.title}</a><span>{post.day}</span></li>"
    )
