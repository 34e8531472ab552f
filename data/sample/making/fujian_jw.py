"""jw.fujian.example: the province's discipline site, on 博达, with re-posts of two notices; the same on both days."""

from making import bodies
from making.changle import NOTICE as CHANGLE
from making.notices import Notice
from making.pages import Files, Post, article, filled, home, newest_first, others
from making.shaxian import NOTICE as SHAXIAN
from making.widths import mixed

HOST = "jw.fujian.example"
NAME = "福建省纪委监委网站"
COLUMN = "巡视整改"
LIST = "jdjc/xszg.htm"


def day1() -> Files:
    """The list, of one page, and all it lists."""
    reposts = (
        _repost(CHANGLE, "info/1035/26918.htm", "2025-12-27 10:02", "福州市长乐区委"),
        _repost(SHAXIAN, "info/1035/26911.htm", "2025-12-26 16:40", "三明市沙县区委"),
    )
    posts = newest_first((*reposts, *others("fujian-jw", str)))
    files = {post.path: article("fujian_jw_article.html", post, bodies.vsb, column=COLUMN).encode() for post in posts}
    items = "\n".join(_item(number, post) for number, post in enumerate(posts))
    files[LIST] = filled("fujian_jw_list.html", column=COLUMN, items=items, total=str(len(posts))).encode()
    files["index.htm"] = home(NAME, HOST, f"/{LIST}", COLUMN)
    files["robots.txt"] = b"User-agent: *\nDisallow: /system/\n"
    return files


def day2() -> Files:
    """Nothing new."""
    return {}


def _repost(notice: Notice, path: str, published: str, source: str) -> Post:
    return Post(path, notice.title, published, source, mixed(notice.without_farewell()))


def _item(number: int, post: Post) -> str:
    day = post.day.replace("-", "/")
    return f'<li id="line_u8_{number}"><a href="../{post.path}" title="{post.title}" target="_blank">{post.title}</a><span>{day}</span></li>'
