"""A small web that lives for a year: sites that post, back-date, re-stamp, pin, edit, move, fail, wall off, take down.

Everything follows from the plan and the clock; nothing is drawn at random. The clock goes on with every request, as
on a slow site, so that a list may change while its pages are read.
"""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx
from notices import SAMPLE

from schemas.source import JsonSearch, Source
from schemas.values import CHINA

START = dt.datetime(2025, 7, 1, 1, tzinfo=dt.UTC)
PER_PAGE = 10
_SECONDS_A_REQUEST = 7
# Counties of one city each, so that no two of these notices can be taken for one.
_BODIES = (
    ("三明市", "永安市", "市委"),
    ("三明市", "大田县", "县委"),
    ("三明市", "尤溪县", "县委"),
    ("三明市", "将乐县", "县委"),
    ("三明市", "泰宁县", "县委"),
    ("三明市", "建宁县", "县委"),
    ("三明市", "宁化县", "县委"),
    ("三明市", "清流县", "县委"),
    ("三明市", "明溪县", "县委"),
    ("泉州市", "惠安县", "县委"),
    ("泉州市", "安溪县", "县委"),
    ("泉州市", "永春县", "县委"),
    ("泉州市", "德化县", "县委"),
    ("泉州市", "石狮市", "市委"),
    ("泉州市", "晋江市", "市委"),
    ("泉州市", "南安市", "市委"),
    ("漳州市", "云霄县", "县委"),
    ("漳州市", "漳浦县", "县委"),
    ("漳州市", "诏安县", "县委"),
    ("漳州市", "东山县", "县委"),
    ("漳州市", "南靖县", "县委"),
    ("漳州市", "平和县", "县委"),
    ("漳州市", "华安县", "县委"),
    ("南平市", "顺昌县", "县委"),
    ("南平市", "浦城县", "县委"),
    ("南平市", "光泽县", "县委"),
    ("南平市", "松溪县", "县委"),
    ("南平市", "政和县", "县委"),
    ("南平市", "邵武市", "市委"),
    ("南平市", "建瓯市", "市委"),
    ("龙岩市", "长汀县", "县委"),
    ("龙岩市", "上杭县", "县委"),
    ("龙岩市", "武平县", "县委"),
    ("龙岩市", "连城县", "县委"),
    ("龙岩市", "漳平市", "市委"),
)
_MENU = "".join(
    f'<a href="/{number}/">{word}</a>'
    for number, word in enumerate(("首页", "政务公开", "办事服务", "互动交流", "走进县情"))
)
_TEAMS = "一二三四五六七八九"


def at(day: float) -> dt.datetime:
    """A moment of the year, in days since its start."""
    return START + dt.timedelta(days=day)


def notice_text(number: int) -> str:
    """A notice of a body of its own: the opening, some items and the end of a real one (沙县区), names and dates changed."""
    city, county, committee = _BODIES[number]
    lines = (SAMPLE / "notices" / "shaxian.txt").read_text("utf-8").splitlines()
    items = [line for line in lines if line.split(".")[0].isdigit()]
    first = 5 * (number % 12)
    kept = {*items[first : first + 5]}
    short = [line for line in lines if line not in items or line in kept]
    text = "\n".join(short)
    text = text.replace("沙县区委", f"{county}{committee}".replace("市市委", "市委").replace("县县委", "县委"))
    text = text.replace("沙县区", county).replace("三明市", city).replace("巡视七组", f"巡视{_TEAMS[number % 9]}组")
    fed_back = dt.date(2025, 2, 20) + dt.timedelta(days=3 * number)
    return text.replace("2025年2月20日", f"{fed_back.year}年{fed_back.month}月{fed_back.day}日")


@dataclass(kw_only=True)
class Post:
    """One entry of a site's list and its page; times in days of the year.

    ``dated`` is the day its list and page show; ``stamps`` later ones. ``hidden``: off the list from then. ``gone``:
    the page away from then until it is ``back``, ``soft`` with a 200 that says so. ``edits``: what is changed in its text, and when.
    """

    key: str
    title: str
    text: str
    posted: float
    dated: float
    notice: bool = False
    pinned: bool = False
    stamps: tuple[tuple[float, float], ...] = ()
    edits: tuple[tuple[float, str, str], ...] = ()
    hidden: float = 1e9
    gone: float = 1e9
    back: float = 1e9
    soft: bool = False
    fails: tuple[tuple[float, float], ...] = ()  # the server answers 500

    def date(self, now: float) -> dt.date:
        day = next((to for since, to in reversed(self.stamps) if since <= now), self.dated)
        return at(day).astimezone(CHINA).date()

    def body(self, now: float) -> str:
        text = self.text
        for since, before, after in self.edits:
            text = text.replace(before, after) if since <= now else text
        return text


@dataclass(kw_only=True)
class Site:
    """A site, what it posts, and its troubles, as spans of days."""

    id: str
    family: str
    posts: list[Post]
    validators: bool = True
    year_shown: bool = True
    outages: tuple[tuple[float, float], ...] = ()
    walls: tuple[tuple[float, float], ...] = ()
    broken: tuple[tuple[float, float], ...] = ()  # every page 404, the lists well
    empty: tuple[tuple[float, float], ...] = ()  # the lists answer and name nothing
    moves: float = 1e9
    # Called when a second page of the list is asked for, with the day: what may change while a list is read.
    turned: Callable[["Site", float], None] = field(default=lambda site, now: None)

    @property
    def host(self) -> str:
        return f"www.{self.id}.example"

    @property
    def first(self) -> str:
        return f"http://{self.host}/" + ("search.json?page=1" if self.family == "json" else "xsxc/index.html")

    def source(self, **given: object) -> Source:
        search = JsonSearch(
            records="data.list", url="url", title="title", date="date", pages="data.pages", page_parameter="page"
        )
        settings = {
            "id": self.id,
            "name": f"{self.id}县人民政府",
            "hosts": (self.host,),
            "division": "350400",
            "family": self.family,
            "lists": (self.first,),
            "search": search if self.family == "json" else None,
            "interval_seconds": 0,
            "list_pages": 2,
            "revisit_hours": 96,
            "sample": True,
        }
        return Source.model_validate(settings | given)

    def url(self, post: Post, now: float) -> str:
        if now >= self.moves:
            return f"http://{self.host}/art/{post.key}.html"
        stamp = at(post.posted).astimezone(CHINA)
        return f"http://{self.host}/xsxc/{stamp:%Y%m}/t{stamp:%Y%m%d}_{post.key}.html"

    def listed(self, now: float) -> list[Post]:
        shown = [post for post in self.posts if post.posted <= now < post.hidden]
        return sorted(shown, key=lambda post: (not post.pinned, -post.date(now).toordinal(), -post.posted))


@dataclass
class World:
    """All sites, the clock, and what was asked."""

    sites: dict[str, Site]
    now: dt.datetime = START
    asked: int = 0

    def tick(self) -> dt.datetime:
        """The time, which has gone on."""
        self.now += dt.timedelta(seconds=_SECONDS_A_REQUEST)
        return self.now

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        site = next(site for site in self.sites.values() if site.host == request.url.host)
        day = (self.now - START) / dt.timedelta(days=1)
        if _within(site.outages, day):
            raise httpx.ConnectTimeout("no answer", request=request)
        if request.url.path == "/robots.txt":
            return httpx.Response(404, text="not found")
        if _within(site.walls, day):
            return httpx.Response(412, html="<html><script>var _$=1;</script></html>")
        if _is_list(request):
            return self._list(site, request, day)
        return self._page(site, request, day)

    def _list(self, site: Site, request: httpx.Request, day: float) -> httpx.Response:
        number = _page_number(request)
        if number == 1:
            site.turned(site, day)
        listed = [] if _within(site.empty, day) else site.listed(day)
        pages = max(-(-len(listed) // PER_PAGE), 1)
        entries = listed[number * PER_PAGE : (number + 1) * PER_PAGE]
        if number and not entries:
            return httpx.Response(404, text="not found")
        if site.family == "json":
            records = [
                {"url": site.url(post, day), "title": post.title, "date": f"{post.date(day)}"} for post in entries
            ]
            return httpx.Response(200, json={"data": {"pages": pages, "list": records}})
        items = "".join(
            f'<li><a href="{site.url(post, day)}" title="{post.title}">{post.title}</a><span>{_shown(site, post, day)}</span></li>'
            for post in entries
        )
        if site.family == "trs":
            turn = f'<script>createPageHTML({pages}, {number}, "index", "html");</script>'
        else:
            turn = f'<a href="index_{number + 1}.html">下一页</a>' if number + 1 < pages else ""
        return httpx.Response(200, html=f"<html><body>{_MENU}<ul>{items}</ul>{turn}</body></html>")

    def _page(self, site: Site, request: httpx.Request, day: float) -> httpx.Response:
        post = next((post for post in site.posts if site.url(post, day) == str(request.url)), None)
        if post is None or post.posted > day or _within(site.broken, day):
            return httpx.Response(404, text="not found")
        if _within(post.fails, day):
            return httpx.Response(500, text="error")
        if post.gone <= day < post.back:
            return httpx.Response(200, html="<html><body><p>页面不存在</p></body></html>") if post.soft else _missing()
        body = _page_html(post, day)
        tag = f'"{hashlib.sha256(body.encode()).hexdigest()[:12]}"'
        if site.validators and request.headers.get("If-None-Match") == tag:
            return httpx.Response(304, headers={"ETag": tag})
        # Without validators, a counter makes the bytes differ at every request.
        body = body.replace("{{views}}", str(self.asked))
        return httpx.Response(200, html=body, headers={"ETag": tag} if site.validators else {})


def _missing() -> httpx.Response:
    return httpx.Response(404, html="<html><body><h1>404 Not Found</h1></body></html>")


def _within(spans: tuple[tuple[float, float], ...], day: float) -> bool:
    return any(since <= day < until for since, until in spans)


def _is_list(request: httpx.Request) -> bool:
    return request.url.path == "/search.json" or request.url.path.startswith("/xsxc/index")


def _page_number(request: httpx.Request) -> int:
    if request.url.path == "/search.json":
        return int(request.url.params["page"]) - 1
    stem = request.url.path.removeprefix("/xsxc/index").removesuffix(".html")
    return int(stem.removeprefix("_") or 0)


def _shown(site: Site, post: Post, day: float) -> str:
    date = post.date(day)
    return f"{date}" if site.year_shown else f"{date:%m-%d}"


def _page_html(post: Post, day: float) -> str:
    paragraphs = "".join(f"<p>{line}</p>" for line in post.body(day).splitlines())
    return (
        f'<html><head><meta charset="utf-8"><title>{post.title}</title>'
        f'<meta name="ArticleTitle" content="{post.title}"></head><body><h1>{post.title}</h1>'
        f"<div>来源:县委办 发布时间:{post.date(day)} 浏览量:{{{{views}}}}</div>"
        f'<div class="TRS_Editor">{paragraphs}</div></body></html>'
    )


def other(key: str, day: float) -> Post:
    """An entry that is no notice."""
    return Post(key=key, title=f"第{key}号会议召开情况的报道", text="会议开得很好。" * 40, posted=day, dated=day)


def notice(number: int, posted: float, dated: float | None = None, **given: object) -> Post:
    """An entry that is one. ``number`` makes it a notice of its own."""
    _, county, _ = _BODIES[number]
    return Post(
        key=f"9{number:03}",
        title=f"中共{county}委员会关于巡视整改进展情况的通报",
        text=notice_text(number),
        posted=posted,
        dated=posted if dated is None else dated,
        notice=True,
        **given,  # type: ignore[arg-type]
    )


def transport(world: World) -> httpx.MockTransport:
    """The way to the world."""
    return httpx.MockTransport(world.answer)
