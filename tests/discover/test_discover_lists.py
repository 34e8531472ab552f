"""Reading the lists of a source, page by page."""

import asyncio
import datetime as dt

import httpx
import pytest

from schemas.source import TITLE_RULE, Source
from schemas.values import Link, Run
from tasks.archive import ArchiveWriter
from tasks.discover import ListMemory, Memory, discover, may_be_notice
from tasks.fetch import Fetcher, Limits

RUN = Run(run_id="r1", flow="collect", started_at=dt.datetime(2026, 1, 5, tzinfo=dt.UTC))
TITLE = "中共某区委关于巡视整改进展情况的通报"


def entry(name, title=TITLE, host=""):
    return f'<li><a href="{host}/{name}.html" title="{title}">{title}</a><span>2025-12-25</span></li>'


def listing(*entries, following=None):
    turn = f'<a href="{following}">下一页</a>' if following else ""
    return f"<html><body><ul>{''.join(entries)}</ul>{turn}</body></html>"


def read(tmp_path, pages, lists=("http://h.example/1",), encoding="utf-8", memory=None, **settings):
    """What is discovered on a site given as path → HTML; everything else is 404. ``memory`` is of its first list."""
    known = Memory(now=RUN.started_at, lists={lists[0]: memory} if memory else {})
    source = Source(
        id="site", name="某区", hosts=("h.example",), division="350100",
        lists=lists, interval_seconds=0, sample=True, **({"family": "plain"} | settings),
    )  # fmt: skip

    def answer(request):
        text = pages.get(request.url.raw_path.decode())
        if text is None:
            return httpx.Response(404)
        return httpx.Response(200, content=text.encode(encoding), headers={"Content-Type": "text/html"})

    async def run():
        with ArchiveWriter(tmp_path, RUN, source.id) as archive:
            transport = httpx.MockTransport(answer)
            async with Fetcher(
                source, RUN, archive, tmp_path / "pace", transport=transport, limits=Limits(attempts=1)
            ) as fetcher:
                return await discover(source, fetcher, known)

    return asyncio.run(run())


def names(links):
    return [link.url.removeprefix("http://h.example/").removesuffix(".html") for link in links]


class Entries:
    """The entries a list named, in memory."""

    def __init__(self, links):
        self._links = {link.url: link for link in links}

    def __len__(self):
        return len(self._links)

    def among(self, urls):
        return {url: self._links[url] for url in urls if url in self._links}

    def after(self, day):
        return [link for link in self._links.values() if day is None or (link.listed_on and link.listed_on > day)]

    def absent(self, urls):
        return frozenset()


def remembered(dates, swept=1):
    """A list as it was read a day before the run: what it named with which dates, when it was last read to its end."""
    links = [
        Link(url=f"http://h.example/{name}.html", title=TITLE, listed_on=dt.date.fromisoformat(day))
        for name, day in dates.items()
    ]
    now = RUN.started_at
    return ListMemory(
        read_at=now - dt.timedelta(days=1),
        swept_at=now - dt.timedelta(days=swept),
        links=Entries(links),
    )


def chain(last, **dates):
    """Pages 1 to ``last`` of a list, an entry each: ``a1`` on page 1; ``p3="2025-01-01"`` dates the one of page 3."""
    return {
        f"/{n}": listing(
            entry(f"a{n}").replace("2025-12-25", dates.get(f"p{n}", "2025-12-25")),
            following=f"/{n + 1}" if n < last else None,
        )
        for n in range(1, last + 1)
    }


def test_a_list_never_read_is_read_to_its_end(tmp_path):
    assert names(read(tmp_path, chain(8), list_pages=2).links) == [f"a{n}" for n in range(1, 9)]


def test_no_list_is_read_beyond_the_most_pages_a_run_reads(tmp_path):
    found = read(tmp_path, chain(9), list_pages=2, sweep_pages=5)
    assert [capture.purpose for capture in found.captures] == ["list"] * 5


OLD = {f"a{n}": "2025-01-01" for n in range(1, 9)}


def dated(dates):
    """A chain of pages whose entries have these dates."""
    return chain(len(dates), **{f"p{name[1:]}": day for name, day in dates.items()})


def test_pages_are_read_until_they_are_older_than_the_overlap_and_never_fewer_than_the_source_sets(tmp_path):
    assert len(read(tmp_path / "old", dated(OLD), list_pages=3, memory=remembered(OLD)).captures) == 3
    mixed = OLD | {f"a{n}": "2025-12-25" for n in range(1, 6)}
    assert len(read(tmp_path / "mixed", dated(mixed), list_pages=3, memory=remembered(mixed)).captures) == 6


def test_an_entry_kept_on_top_of_every_page_does_not_hide_how_far_down_the_page_stands(tmp_path):
    dates = OLD | {f"a{n}": "2025-12-25" for n in range(1, 4)}
    top = entry("top").replace("2025-12-25", "2026-01-04")
    pages = {path: page.replace("<ul>", f"<ul>{top}") for path, page in dated(dates).items()}
    found = read(tmp_path, pages, list_pages=2, memory=remembered(dates | {"top": "2026-01-04"}))
    assert len(found.captures) == 4


def test_a_list_not_swept_for_long_is_read_to_its_end(tmp_path):
    found = read(tmp_path, dated(OLD), list_pages=2, sweep_days=30, memory=remembered(OLD, swept=30))
    assert len(found.captures) == 8


def test_a_list_that_names_nothing_known_is_read_until_something_known_comes(tmp_path):
    found = read(tmp_path, dated(OLD), list_pages=2, memory=remembered({"a6": "2025-01-01"}))
    assert names(found.links) == ["a1", "a2", "a3", "a4", "a5", "a6"]


def test_an_entry_that_left_its_place_is_sought_to_the_end_and_asked_again(tmp_path):
    dates = {f"a{n}": f"2025-0{9 - n}-01" for n in range(1, 9)}
    found = read(tmp_path, dated(dates), list_pages=2, memory=remembered(dates | {"taken": "2025-08-01"}))
    assert len(found.captures) == 8
    assert found.moved == {"http://h.example/taken.html"}


def test_an_entry_with_another_date_is_asked_again(tmp_path):
    found = read(tmp_path, dated(OLD | {"a2": "2026-01-03"}), memory=remembered(OLD))
    assert found.moved == {"http://h.example/a2.html"}


def test_an_entry_pushed_out_at_the_end_of_a_list_of_fixed_length_is_not_missing(tmp_path):
    assert read(tmp_path, chain(2), memory=remembered({"old": "2020-01-01"})).moved == frozenset()


def test_a_list_that_breaks_its_reader_is_a_fault_and_the_others_are_read(tmp_path):
    deep = "[" * 100_000
    search = {"records": "a", "url": "u", "title": "t", "date": "d", "pages": "p", "page_parameter": "page"}
    lists = ("http://h.example/1", "http://h.example/2")
    good = '{"a": [{"u": "/b.html", "t": "关于巡视整改进展情况的通报", "d": "2025-12-25"}], "p": 1}'
    found = read(tmp_path, {"/1": deep, "/2": good}, lists=lists, family="json", search=search)
    assert "RecursionError" in (found.fault or "")
    assert names(found.links) == ["b"]


def test_pages_of_entries_already_met_do_not_end_the_reading(tmp_path):
    same = entry("sticky")
    pages = {
        "/1": listing(same, following="/2"),
        "/2": listing(same, same, following="/3"),
        "/3": listing(same, entry("backdated")),
    }
    assert names(read(tmp_path, pages).links) == ["sticky", "backdated"]


def test_a_list_that_turns_in_a_circle_ends_with_the_pages_seen(tmp_path):
    pages = {"/1": listing(entry("a"), following="/2"), "/2": listing(entry("b"), following="/1")}
    found = read(tmp_path, pages, list_pages=50)
    assert (names(found.links), len(found.captures)) == (["a", "b"], 2)


def test_a_last_page_served_again_under_new_addresses_ends_the_list(tmp_path):
    last = listing(entry("b"), following="/4")
    pages = {"/1": listing(entry("a"), following="/3"), "/3": last, "/4": last}
    found = read(tmp_path, pages, list_pages=50)
    assert (names(found.links), len(found.captures)) == (["a", "b"], 3)


def test_a_list_that_fails_leaves_its_row_and_the_others_are_read(tmp_path):
    found = read(tmp_path, {"/2": listing(entry("b"))}, lists=("http://h.example/1", "http://h.example/2"))
    assert [capture.outcome for capture in found.captures] == ["gone", "ok"]
    assert names(found.links) == ["b"]


def test_only_titles_of_notices_are_links_and_all_entries_are_listed(tmp_path):
    found = read(tmp_path, {"/1": listing(entry("a"), entry("b", "某区召开会议"))})
    assert (names(found.links), names(found.listed)) == (["a"], ["a", "b"])


def test_hosts_the_source_does_not_allow_are_dropped(tmp_path):
    found = read(tmp_path, {"/1": listing(entry("a"), entry("b", host="http://other.example"))})
    assert names(found.listed) == ["a"]


def test_one_address_is_listed_once_with_its_fullest_title(tmp_path):
    picture = '<li><a href="/a.html"><img src="x.jpg"></a>2025-12-25</li>'
    cut = '<li><a href="/a.html#top">中共某区委关于巡视…</a>2025-12-25</li>'
    found = read(tmp_path, {"/1": listing(cut, picture, entry("a"))})
    assert [(link.url, link.title) for link in found.listed] == [("http://h.example/a.html", TITLE)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_list_is_read_in_the_encodings_such_sites_use(tmp_path, encoding):
    found = read(tmp_path, {"/1": listing(entry("a"), entry("b"))}, encoding=encoding)
    assert [link.title for link in found.links] == [TITLE, TITLE]


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "中共某区委 关于 巡视整改 进展情况的通报",
        "关于市委第一巡察组巡察反馈意见整改情况的公示",
        "中共某区委关于巡视整…",
        "中共某区委关于巡察整改进展...",
    ],
)
def test_titles_of_notices_are_told_whatever_their_spacing_or_cut(title):
    assert may_be_notice(title, TITLE_RULE)


@pytest.mark.parametrize("title", ["某区召开会议", "关于道路整改情况的通报", "某区召开专题会议研究…", ""])
def test_other_titles_are_not(title):
    assert not may_be_notice(title, TITLE_RULE)
