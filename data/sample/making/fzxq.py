"""www.fzxq.example: a plain site with a visit counter and no validators; its notice is a soft 404 on day 2."""

from making import bodies
from making.notices import read
from making.pages import Files, Post, article, filled, home, newest_first, others
from making.widths import widened

HOST = "www.fzxq.example"
NAME = "福州新区（滨海新城）"
COLUMN = "通知公告"
FOLDER = "html/tzgg"
PER_PAGE = 5

NOTICE = read("binhai", "中共福州市委滨海新城工作委员会关于巡察整改情况的通报")
POST = Post("4207", NOTICE.title, "2021-10-11 08:54", "新区", tuple(map(widened, NOTICE.paragraphs)))


def day1() -> Files:
    """The list over two pages, the notice on the second."""
    posts = newest_first((POST, *others("fzxq", str)))
    files = {
        f"{FOLDER}/{post.path}.html": article("fzxq_article.html", post, bodies.broken, column=COLUMN).encode()
        for post in posts
    }
    pages = [posts[start : start + PER_PAGE] for start in range(0, len(posts), PER_PAGE)]
    for number, page in enumerate(pages, 1):
        items = "\n".join(_item(post) for post in page)
        files[f"{FOLDER}/{_name(number)}"] = filled(
            "fzxq_list.html", column=COLUMN, items=items, turn=_turn(number, len(pages)), pages=str(len(pages))
        ).encode()
    files["index.html"] = home(NAME, HOST, f"/{FOLDER}/index.html", COLUMN)
    files["robots.txt"] = b"User-agent: *\nDisallow: /admin/\n"
    return files


def day2() -> Files:
    """A page that says the notice is not there, served as if it were."""
    return {f"{FOLDER}/{POST.path}.html": filled("fzxq_missing.html").encode()}


def _name(number: int) -> str:
    return "index.html" if number == 1 else f"index_{number}.html"


def _turn(number: int, pages: int) -> str:
    back = f'<a href="{_name(number - 1)}">上一页</a>' if number > 1 else "<span>上一页</span>"
    onward = f'<a href="{_name(number + 1)}">下一页</a>' if number < pages else "<span>下一页</span>"
    return f'<a href="index.html">首页</a>{back}{onward}'


def _item(post: Post) -> str:
    return f'<li><a href="/{FOLDER}/{post.path}.html">{post.title}</a><span>[{post.day}]</span></li>'
