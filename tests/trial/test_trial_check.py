"""Whether a source still works, told in its own words."""

import asyncio
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from trial_pages import EMPTY, FOOT, NO_ANSWER, PAGE, entry, listing

from schemas.source import Source
from schemas.values import Link
from tasks.discover import ADAPTERS, ListPage
from tasks.discover.plain import Plain
from tasks.sample import serve
from tasks.sources import load_sources
from tasks.trial import SourceReport, Way, check, check_all, gravest


def source(**settings: Any) -> Source:
    given = {"id": "site", "name": "某区", "hosts": ["h.example"], "division": "350100", "family": "plain"}
    given |= {"lists": ["http://h.example/1"], "interval_seconds": 0, "sample": True}
    return Source.model_validate(given | settings)


def report(way: Way, **settings: Any) -> SourceReport:
    return asyncio.run(check(source(**settings), way))


def problems(found: SourceReport) -> list[str]:
    return [problem.kind for problem in found.problems]


def test_every_source_of_the_sample_works_and_its_notice_is_read(tmp_path: Path) -> None:
    sources = [one for one in load_sources().values() if one.sample]
    heard: list[str] = []
    with serve(1) as web:
        way = Way(pace=tmp_path / "pace", transport=web.transport())
        found = check_all(sources, lambda _: way, lambda one: heard.append(one.source_id))
    assert [one.source_id for one in found] == [one.id for one in sources]
    assert sorted(heard) == [one.id for one in sources]
    items = {one.source_id: one.preview.items for one in found if one.preview}
    assert items == {"changle": 52, "fujian-jw": 52, "fzxq": 9, "luojiang": 66, "shaxian": 83, "taijiang": 98}
    assert [problems(one) for one in found] == [[]] * 6
    robots = {one.source_id: one.robots for one in found}
    assert robots["luojiang"] == "There is none: all is allowed."
    assert robots["changle"] == "It allows the lists."
    assert gravest(found) is None


def test_a_walled_source_is_told_from_one_that_is_not_reached(tmp_path: Path) -> None:
    known = load_sources()
    with serve(2) as web:
        way = Way(pace=tmp_path / "pace", transport=web.transport())
        found = check_all([known["taijiang"], known["shaxian"]], lambda _: way, lambda _: None)
    assert [problems(one) for one in found] == [["blocked"], []]
    assert "412" in found[0].problems[0].detail
    assert gravest(found) == "blocked"


def test_nothing_a_trial_fetched_is_kept(tmp_path: Path) -> None:
    with serve(1) as web:
        asyncio.run(check(load_sources()["shaxian"], Way(pace=tmp_path / "pace", transport=web.transport())))
    assert [path.name for path in tmp_path.iterdir()] == ["pace"]


def test_a_working_source_counts_what_its_lists_name(way_to: Any) -> None:
    pages = {
        "/1": listing(entry("/a"), entry("/b", "某区召开会议", "2026-01-04"), following="/2"),
        "/2": listing(entry("/c", day="2026-01-02"), following="/3"),
        "/3": listing(entry("/d")),
        "/c": PAGE,
    }
    found = report(way_to(pages))
    assert (found.links, found.wanted, found.newest) == (3, 2, dt.date(2026, 1, 4))
    assert (found.lists[0].pages, found.lists[0].dated, found.lists[0].family) == (2, 3, "plain")
    assert found.preview is not None
    assert (found.preview.link.url, found.preview.items) == ("http://h.example/c", 66)
    assert problems(found) == []


@pytest.mark.parametrize("dead", ["/robots.txt", "/1"])
def test_a_host_that_does_not_answer_is_not_reached(way_to: Any, dead: str) -> None:
    found = report(way_to({"/1": listing(entry("/a"))} | {dead: NO_ANSWER}))
    assert problems(found) == ["unreachable"]
    assert "no route to host" in found.problems[0].detail


def test_a_host_that_fails_is_not_reached(way_to: Any) -> None:
    found = report(way_to({"/1": 500}))
    assert problems(found) == ["unreachable"]
    assert "500" in found.problems[0].detail


def test_a_list_kept_by_robots_is_said_so(way_to: Any) -> None:
    found = report(way_to({"/robots.txt": "User-agent: *\nDisallow: /", "/1": listing(entry("/a"))}))
    assert problems(found) == ["unreachable"]
    assert "robots.txt" in found.robots
    assert "disallows" in found.robots


def test_a_list_that_is_gone_is_told_from_a_site_that_is(way_to: Any) -> None:
    pages = {"/1": listing(entry("/a")), "/a": PAGE}
    lists = ["http://h.example/1", "http://h.example/moved"]
    assert problems(report(way_to(pages), lists=lists)) == ["list_missing"]
    assert problems(report(way_to(pages | {"/moved": 503}), lists=lists)) == ["list_missing"]


def test_a_list_of_another_family_is_named(way_to: Any) -> None:
    entries = '<ul><li><a href="./202512/t20251225_1.html">通报</a>2025-12-25</li></ul>'
    found = report(way_to({"/1": EMPTY.replace(FOOT, entries + FOOT)}), family="jpage")
    assert problems(found) == ["other_family"]
    assert "looks like trs" in found.problems[0].detail
    assert "sources probe" in found.problems[0].detail


def test_a_list_without_entries_is_a_problem_and_no_success(way_to: Any) -> None:
    assert problems(report(way_to({"/1": EMPTY}), family="trs")) == ["no_links"]


def test_entries_on_other_hosts_alone_are_a_problem(way_to: Any) -> None:
    found = report(way_to({"/1": listing(entry("http://other.example/a"))}))
    assert problems(found) == ["foreign_links"]
    assert (found.links, found.lists[0].foreign) == (0, 1)


def test_titles_that_lead_to_no_notice_are_a_problem(way_to: Any) -> None:
    pages = {"/1": listing(entry("/a"), entry("/b")), "/a": "<p>公示期间联系方式如下,请各单位知悉。</p>" * 9}
    found = report(way_to(pages))
    assert problems(found) == ["no_notice"]
    assert found.preview is not None
    assert found.preview.refused


def test_a_list_without_a_matching_title_works_and_shows_what_it_names(way_to: Any) -> None:
    found = report(way_to({"/1": listing(entry("/a", "某区召开会议"))}))
    assert (problems(found), found.wanted, found.preview) == ([], 0, None)
    assert found.sample_titles == ("某区召开会议",)


def test_a_reader_that_fails_is_a_problem_of_its_source_and_of_no_other(
    way_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(Plain):
        def links(self, page: ListPage) -> list[Link]:
            msg = f"no list was ever like {page.url}"
            raise RuntimeError(msg)

    monkeypatch.setitem(ADAPTERS, "vsb", Broken())
    way = way_to({"/1": listing(entry("/a")), "/a": PAGE})
    sources = [source(id="broken", family="vsb"), source(id="whole")]
    found = check_all(sources, lambda _: way, lambda _: None)
    assert [problems(one) for one in found] == [["fault"], []]
    assert "RuntimeError: no list was ever like http://h.example/1" in found[0].problems[0].detail


def test_json_nested_beyond_reason_is_a_fault_and_no_empty_list(way_to: Any) -> None:
    search = {"records": "a", "url": "u", "title": "t", "date": "d", "page_parameter": "page"}
    found = report(way_to({"/1": '{"a": ' + "[" * 100_000}), family="json", search=search)
    assert problems(found) == ["fault"]


def test_a_sitemap_is_read_by_its_addresses(way_to: Any) -> None:
    urls = "".join(f"<url><loc>http://h.example/{name}</loc></url>" for name in ("xszg/1", "about"))
    pages = {"/1": f'<?xml version="1.0"?><urlset>{urls}</urlset>', "/xszg/1": PAGE}
    found = report(way_to(pages), family="sitemap", address_rule="/xszg/")
    assert (found.links, found.wanted, problems(found)) == (2, 1, [])
    assert found.preview is not None
    assert found.preview.items == 66


@pytest.mark.parametrize(
    ("answers", "worst"),
    [([EMPTY, 412, 500], "unreachable"), ([EMPTY, 412], "blocked"), ([EMPTY], "no_links"), ([], None)],
)
def test_the_gravest_problem_of_all_sources_decides(way_to: Any, answers: list[str | int], worst: str | None) -> None:
    assert gravest([report(way_to({"/1": answer}), family="trs") for answer in answers]) == worst
