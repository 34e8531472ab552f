"""One notice in other dress: another template, another encoding, other rules of reading. None of it is news."""

import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from notices import SAMPLE

from cases.texts import ORIGINS, text_of

sys.path.append(str(SAMPLE))

from making import bodies
from making.pages import Markup, Post, article
from making.widths import mixed, widened, widened_with_percent

_TEMPLATES: dict[str, dict[str, str]] = {
    "changle_article.html": {"column": "巡视巡察"},
    "changle_article_new.html": {"column": "巡视整改"},
    "fujian_jw_article.html": {"column": "巡视整改"},
    "fzxq_article.html": {"column": "通知公告"},
    "luojiang_article.html": {},
    "shaxian_article.html": {"column": "巡视整改"},
    "taijiang_article.html": {"column": "巡视整改", "url": "http://www.taijiang.example/art/1.html"},
}
_MARKUPS: tuple[Markup, ...] = (bodies.word, bodies.divs, bodies.jcms, bodies.plain, bodies.editor, bodies.vsb)
# What a template puts beside the text, and re-does when it is renewed.
_FURNITURE = (
    "<div class='share'>分享到:<a>微信</a><a>微博</a></div>",
    "<div class='prev'>上一篇:关于召开全区经济工作会议的通知</div><div class='next'>下一篇:关于节假日值班的通知</div>",
    "<div class='foot'>版权所有:某某区人民政府 网站标识码:3501120001 闽ICP备05000001号</div>",
    "<div class='views'>浏览量:1024</div>",
    "<p class='editor'>责任编辑:王某某</p>",
)


@dataclass(frozen=True, slots=True)
class Silent:
    """Two fetches of one page: the same notice, as the site dressed it."""

    name: str
    way: str
    before: bytes
    after: bytes


def templates(seed: int, *, each: int = 4) -> Iterator[Silent]:
    """Re-skins: other template, other markup, other widths, other furniture."""
    rng = random.Random(seed)
    for origin in ORIGINS:
        for _ in range(each):
            yield Silent(origin.name, "template", _page(origin.name, rng), _page(origin.name, rng))


def encodings(seed: int, *, each: int = 4) -> Iterator[Silent]:
    """The same page re-encoded, or one whose broken characters were mended."""
    rng = random.Random(seed)
    for origin in ORIGINS:
        for number in range(each):
            words = _page(origin.name, rng).decode()
            broken = _BROKEN[number % len(_BROKEN)](words, rng)
            mended = words.encode() if rng.random() < 0.5 else _relabelled(words).encode("gb18030")
            yield Silent(origin.name, "encoding", broken, mended)


def older_rules(seed: int, *, each: int = 4) -> Iterator[tuple[str, str]]:
    """A notice, and its text as rules that were worse would have kept it."""
    rng = random.Random(seed)
    for origin in ORIGINS:
        for number in range(each):
            yield origin.name, _OLDER[number % len(_OLDER)](text_of(origin.name), rng)


def _page(name: str, rng: random.Random) -> bytes:
    template = rng.choice(list(_TEMPLATES))
    width = rng.choice((widened, widened_with_percent, str, None))
    lines = tuple(text_of(name).split("\n"))
    paragraphs = mixed(lines) if width is None else tuple(map(width, lines))
    post = Post("1.html", "关于巡视整改进展情况的通报", "2025-12-25 17:20", "区委", paragraphs)
    html = article(template, post, rng.choice(_MARKUPS), **_TEMPLATES[template])
    below = "".join(rng.sample(_FURNITURE, rng.randrange(0, 4)))
    return _relabelled(html, "utf-8").replace("</body>", f"{below}</body>").encode()


def _relabelled(html: str, charset: str = "gb2312") -> str:
    return (
        re.sub(r"charset=[\"']?[\w-]+", f'charset="{charset}', html, count=1)
        if 'charset="' in html
        else re.sub(r"charset=[\w-]+", f"charset={charset}", html, count=1)
    )


def _same_page_in_gb(words: str, rng: random.Random) -> bytes:
    return words.encode("gb18030", "replace")


def _lost_bytes(words: str, rng: random.Random) -> bytes:
    """Some characters lost a byte on the way into the database: each shows as a replacement character."""
    made = list(words)
    for place in _some(words, rng):
        made[place] = "\ufffd"
    return "".join(made).encode()


def _question_marks(words: str, rng: random.Random) -> bytes:
    """Characters the old database did not know, stored as question marks."""
    made = list(words)
    for place in _some(words, rng):
        made[place] = "?"
    return "".join(made).encode()


def _escaped_twice(words: str, rng: random.Random) -> bytes:
    """Quotation marks escaped twice: the page shows &ldquo;."""
    return words.replace("“", "&amp;ldquo;").replace("”", "&amp;rdquo;").encode()


_BROKEN: tuple[Callable[[str, random.Random], bytes], ...] = (
    _lost_bytes,
    _same_page_in_gb,
    _question_marks,
    _escaped_twice,
)


def _paragraphs_joined(text: str, rng: random.Random) -> str:
    """Blocks not told apart: every few paragraphs one line."""
    return "".join(line + ("" if rng.random() < 0.2 else "\n") for line in text.split("\n"))


def _paragraphs_lost(text: str, rng: random.Random) -> str:
    """Paragraphs in a container that was not looked into."""
    lines = text.split("\n")
    return "\n".join(line for place, line in enumerate(lines) if not 3 < place < len(lines) - 4 or rng.random() < 0.9)


def _furniture_kept(text: str, rng: random.Random) -> str:
    """Buttons and counters taken for paragraphs."""
    lines = text.split("\n")
    for words in ("【打印】【关闭】", "浏览次数:1024次", "分享到:微信 微博"):
        lines.insert(rng.randrange(3, len(lines) - 3), words)
    return "\n".join(lines)


def _numbers_lost(text: str, rng: random.Random) -> str:
    """Numbers of lists that an editor sets by style, not read."""
    return re.sub(r"^(?:\d{1,3}\.|\(\d{1,3}\))", "", text, flags=re.MULTILINE)


_OLDER = (_paragraphs_joined, _paragraphs_lost, _furniture_kept, _numbers_lost)


def _some(words: str, rng: random.Random) -> list[int]:
    """Places of characters inside sentences of the text, each with Han on either side."""
    places = [
        found.start() + 6
        for found in re.finditer(r"[\u4e00-\u9fff]{14,}", words)
        if not re.search(r"针对|关于|方面|整改|巡视|巡察", found[0])
    ]
    return rng.sample(places, min(6, len(places)))
