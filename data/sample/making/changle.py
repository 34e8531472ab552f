"""www.changle.example: a TRS site, its list in static pages, its notice pasted from Word and re-skinned on day 2."""

from making import bodies
from making.notices import read
from making.pages import Files, Post, article, filled, home, newest_first, others
from making.widths import widened

HOST = "www.changle.example"
NAME = "福州市长乐区人民政府"
COLUMN = "巡视巡察"
LIST = "xxgk/xsxc"
PER_PAGE = 7

NOTICE = read("changle", "中共福州市长乐区委关于巡视整改进展情况的通报")
POST = Post(
    "202512/t20251225_5012345.html",
    NOTICE.title,
    "2025-12-25 17:20",
    "中共福州市长乐区委",
    tuple(map(widened, NOTICE.paragraphs)),
)


def day1() -> Files:
    """The list over two pages, the notice on the second."""
    posts = newest_first((POST, *others("changle", str)))
    files = {
        f"{LIST}/{post.path}": article("changle_article.html", post, bodies.word, column=COLUMN).encode()
        for post in posts
    }
    pages = [posts[start : start + PER_PAGE] for start in range(0, len(posts), PER_PAGE)]
    for number, page in enumerate(pages):
        name = f"index_{number}.html" if number else "index.html"
        items = "\n".join(_item(post) for post in page)
        files[f"{LIST}/{name}"] = filled(
            "changle_list.html", column=COLUMN, items=items, pages=str(len(pages)), current=str(number)
        ).encode()
    files["index.html"] = home(NAME, HOST, f"/{LIST}/index.html", COLUMN)
    files["robots.txt"] = b"User-agent: *\nDisallow: /wza/\nDisallow: /ssp/\n"
    return files


def day2() -> Files:
    """The notice in a new template, word for word."""
    return {f"{LIST}/{POST.path}": article("changle_article_new.html", POST, bodies.divs, column=COLUMN).encode()}


def _item(post: Post) -> str:
    return f'<li><span class="date">{post.day}</span><a href="./{post.path}" target="_blank" title="{post.title}">{post.title}</a></li>'
