"""Lists that never end: a run reads as many pages as the source allows a sweep, and no more."""

import asyncio

import pytest
from hostile import HostileServer, plain

from tasks.discover import discover
from tasks.fetch import Limits

ENTRY = '<li><a href="/202512/t20251225_{0:07}.html">关于巡视整改进展情况的通报{0}</a><span>2025-12-25</span></li>'


def always_more(pager):
    """Every page has other entries, and a way on."""

    async def answer(connection):
        entries = "".join(ENTRY.format(connection.number * 10 + entry) for entry in range(10))
        # robots.txt was the first request, the list's first page the second.
        way_on = pager.format(page=connection.number - 1, next=connection.number + 1)
        body = f"<html><body><ul>{entries}</ul>{way_on}</body></html>".encode()
        await plain(body)(connection)

    return answer


@pytest.fixture
def read(new_fetcher, loopback_source):
    """Reads the list of a server: what was found, and the paths it was asked for."""

    def found(behaviour, family):
        with HostileServer(otherwise=behaviour) as server:
            source = loopback_source(lists=[server.url("/list/index.html")], list_pages=2, sweep_pages=4, family=family)

            async def once():
                async with new_fetcher(Limits(backoff_seconds=0.01)) as fetcher:
                    return await discover(source, fetcher)

            return asyncio.run(once()), [path for path in server.asked if path != "/robots.txt"]

    return found


def test_a_list_that_pages_for_ever_ends_at_the_pages_of_the_source(read):
    found, asked = read(always_more('<a href="/list/index_{next}.html">下一页</a>'), "plain")
    assert (len(asked), len(set(asked)), len(found.links)) == (4, 4, 40)


def test_a_list_of_a_million_pages_ends_at_the_pages_of_the_source(read):
    _, asked = read(always_more('<script>createPageHTML(1000000, {page}, "index", "html");</script>'), "trs")
    assert asked == ["/list/index.html", "/list/index_1.html", "/list/index_2.html", "/list/index_3.html"]


def test_a_calendar_whose_next_month_never_comes_ends_at_the_pages_of_the_source(read):
    pager = '<a href="/list/index.html?month={next}&day=1&sid=x{page}">下一页</a>'
    found, asked = read(always_more(pager), "plain")
    assert len(asked) == len(set(asked)) == 4
    assert [capture.outcome for capture in found.captures] == ["ok"] * 4
