"""www.shaxian.example: a TRS site whose notice is edited on day 2."""

from making import bodies
from making.edits import edited
from making.notices import read
from making.pages import Files, Post, article, filled, home, newest_first, others
from making.widths import widened

HOST = "www.shaxian.example"
NAME = "三明市沙县区人民政府"
COLUMN = "巡视整改"
LIST = "zwgk/xszg"

NOTICE = read("shaxian", "中共三明市沙县区委关于巡视整改进展情况的通报")


def day1() -> Files:
    """The list, of one page, and all it lists."""
    posts = newest_first((_post(NOTICE.paragraphs), *others("shaxian", str)))
    files = {f"{LIST}/{post.path}": _article(post) for post in posts}
    items = "\n".join(_item(post) for post in posts)
    files[f"{LIST}/index.html"] = filled(
        "shaxian_list.html", column=COLUMN, items=items, pages="1", current="0"
    ).encode()
    files["index.html"] = home(NAME, HOST, f"/{LIST}/index.html", COLUMN)
    files["robots.txt"] = b"User-agent: *\nAllow: /\n"
    return files


def day2() -> Files:
    """The notice as edited, same address, same furniture."""
    post = _post(edited(NOTICE.paragraphs))
    return {f"{LIST}/{post.path}": _article(post)}


def _post(paragraphs: tuple[str, ...]) -> Post:
    printed = tuple(map(widened, paragraphs))
    return Post("202512/t20251225_2098761.htm", NOTICE.title, "2025-12-25 18:05", "中共三明市沙县区委", printed)


def _article(post: Post) -> bytes:
    return article("shaxian_article.html", post, bodies.editor, column=COLUMN).encode()


def _item(post: Post) -> str:
    return f'<li><a href="./{post.path}" title="{post.title}">{post.title}</a><i>{post.day}</i></li>'
