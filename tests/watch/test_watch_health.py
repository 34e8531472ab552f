"""What makes a source failing, what only asks for a look, and what a failing source keeps."""

import datetime as dt
from pathlib import Path

import httpx
import polars as pl
import pytest
from watch_year import Site, World, at, notice, other

from schemas.errors import BadSource
from schemas.health import SOURCE_HEALTH
from schemas.lists import SIGHTINGS
from schemas.notice import NOTICES
from schemas.pages import PAGES
from schemas.source import Source
from schemas.values import Run
from tasks.fetch import Limits
from tasks.home import Home
from tasks.known import SiteMemory
from tasks.pipeline import Summary, Work, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.recall import recall
from tasks.sources import load_sources
from tasks.store import Store
from tasks.visit import Scope, visit
from tasks.watch import hold_back


class Desk:
    """Sites that are visited now and then, and what the store holds after it."""

    def __init__(self, folder: Path, *sites: Site, **settings: object) -> None:
        self.home = Home(folder)
        self.world = World({site.id: site for site in sites})
        self.sources: dict[str, Source] = {site.id: site.source(**settings) for site in sites}
        self.bare = False
        self._runs = 0

    def visit(self, day: float, scope: Scope = Scope.LISTS_AND_DUE) -> Summary:
        self.world.now = at(day)
        self._runs += 1
        run = Run(run_id=f"run-{self._runs}", flow="collect", started_at=self.world.now)
        store = Store.open(self.home.store, sample=True)
        with store.lease(run.run_id):
            work = Work(run=run, release=store.begin(), home=self.home, store=store, sources=self.sources)
            lookup = recall(store, self.sources)
            visits = [
                visit(
                    SiteMemory.of(source, lookup),
                    scope,
                    work,
                    httpx.MockTransport(self._answer),
                    limits=Limits(attempts=1),
                    clock=self.world.tick,
                )
                for source in self.sources.values()
            ]
            reading = hold_back(read_pages(fetched for one in visits for fetched in one.pages), self.sources)
            recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
            captures = [capture for one in visits for capture in one.captures]
            listings = [listing for one in visits for listing in one.listings]
            return store_run(recorded, captures, reading, work, listings)

    @property
    def store(self) -> Store:
        return Store.existing(self.home.store)

    def health(self, source_id: str) -> list[tuple[str, str | None]]:
        rows = self.store.read(SOURCE_HEALTH).filter(pl.col("source_id") == source_id).sort("started_at")
        return list(rows.select("state", "failed_checks").iter_rows())

    def _answer(self, request: httpx.Request) -> httpx.Response:
        """The world's answer; where ``bare``, by a template that has lost title and date."""
        answer = self.world.answer(request)
        if not self.bare or b"TRS_Editor" not in answer.content:
            return answer
        body = answer.text.partition('<div class="TRS_Editor">')[2].removesuffix("</body></html>")
        return httpx.Response(200, html=f'<html><head><meta charset="utf-8"></head><body><div>{body}</body></html>')


def site(name: str = "alpha", **given: object) -> Site:
    posts = [other(f"1{number:03}", number - 20) for number in range(20)]
    return Site(id=name, family="trs", posts=[*posts, notice(0, -3), notice(1, -2)], **given)  # type: ignore[arg-type]


def test_a_source_that_is_well_is_ok_and_says_what_it_gave(tmp_path: Path) -> None:
    desk = Desk(tmp_path, site(), minimum_links=10, minimum_fill=0.9, maximum_age_days=30)
    desk.visit(0)
    (row,) = desk.store.read(SOURCE_HEALTH).to_dicts()
    assert (row["state"], row["failed_checks"], row["reachable"]) == ("ok", None, True)
    assert (row["list_pages"], row["links_listed"], row["links_matching"]) == (3, 22, 2)
    assert (row["pages_asked"], row["pages_had"], row["pages_new"]) == (2, 2, 2)
    assert (row["title_fill"], row["date_fill"]) == (1.0, 1.0)
    assert (row["last_good_run"], row["newest"]) == ("run-1", dt.date(2025, 6, 30))


def test_an_empty_list_where_there_were_links_is_an_alarm_and_takes_nothing_down(tmp_path: Path) -> None:
    desk = Desk(tmp_path, site(empty=((1, 9),)))
    desk.visit(0)
    for day in (2, 7):
        desk.visit(day)
    assert desk.health("alpha") == [("ok", None), ("failing", "lists"), ("failing", "lists")]
    row = desk.store.read(SOURCE_HEALTH).sort("started_at").to_dicts()[-1]
    assert "it named 22" in row["reason"]
    assert (row["last_good_run"], row["last_good_at"]) == ("run-1", at(0))
    assert set(desk.store.read(SIGHTINGS)["kind"]) == {"first"}
    assert set(desk.store.current(PAGES)["state"]) == {"live"}
    desk.visit(10)
    assert desk.health("alpha")[-1] == ("ok", None)


def test_a_list_behind_a_wall_is_failing_and_the_other_sources_are_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path, site(walls=((1, 9),)), site("beta"))
    desk.visit(0)
    summary = desk.visit(2)
    assert [(one.source_id, one.state) for one in summary.sources] == [("alpha", "failing"), ("beta", "ok")]
    assert [one.source_id for one in summary.unwell] == ["alpha"]
    assert "412" in summary.unwell[0].reason


def test_fewer_links_than_the_source_demands_make_it_failing(tmp_path: Path) -> None:
    desk = Desk(tmp_path, site(), minimum_links=23)
    desk.visit(0)
    assert desk.health("alpha") == [("failing", "minimum_links")]


def test_a_list_where_nothing_new_comes_asks_for_a_look_and_no_more(tmp_path: Path) -> None:
    desk = Desk(tmp_path, site(), maximum_age_days=60)
    for day in (0, 59, 62):
        desk.visit(day)
    assert desk.health("alpha") == [("ok", None), ("ok", None), ("warning", "maximum_age_days")]


def test_a_template_that_lost_title_and_date_makes_no_revision_and_is_asked_again_once_mended(tmp_path: Path) -> None:
    desk = Desk(tmp_path, site(), minimum_fill=0.9, revisit_hours=0)
    desk.visit(0)
    before = desk.store.current(NOTICES)
    post = desk.world.sites["alpha"].posts[-1]
    post.edits = ((1, "召开区委常委会(扩大)会议等6次", "召开区委常委会(扩大)会议等8次"),)
    desk.bare = True
    summary = desk.visit(2)
    assert (summary.changed, summary.refused) == (0, 1)
    assert {one.reason for one in summary.refusals} == {"source_failing"}
    assert desk.health("alpha")[-1] == ("failing", "minimum_fill")
    assert desk.store.current(NOTICES).equals(before)
    desk.bare = False
    assert desk.visit(4).changed == 1
    assert desk.health("alpha")[-1] == ("ok", None)


def test_a_run_that_reads_no_lists_says_nothing_of_links(tmp_path: Path) -> None:
    desk = Desk(tmp_path, site(), minimum_links=10, revisit_hours=0)
    desk.visit(0)
    desk.visit(2, Scope.KNOWN)
    row = desk.store.read(SOURCE_HEALTH).sort("started_at").to_dicts()[-1]
    assert (row["state"], row["list_pages"], row["links_listed"], row["pages_asked"]) == ("ok", None, None, 2)


def test_a_page_that_fails_leaves_the_others_of_its_run(tmp_path: Path) -> None:
    alpha = site()
    alpha.posts[-1].fails = ((0, 1),)
    summary = Desk(tmp_path, alpha).visit(0)
    assert (summary.new, summary.refused) == (1, 1)


def test_an_address_that_was_never_had_is_asked_for_though_no_list_names_it_any_more(tmp_path: Path) -> None:
    alpha = site()
    late = alpha.posts[-1]
    late.fails, late.hidden = ((0, 3),), 1
    desk = Desk(tmp_path, alpha)
    assert desk.visit(0).new == 1
    assert desk.visit(2).new == 0
    assert desk.visit(4).new == 1


@pytest.mark.parametrize(
    ("key", "value"), [("minimum_links", 0), ("minimum_fill", 1.5), ("maximum_age_days", -1), ("sweep_pages", 501)]
)
def test_a_setting_out_of_its_bounds_is_named_with_its_file(tmp_path: Path, key: str, value: float) -> None:
    whole = (Path(__file__).parents[2] / "data" / "sample" / "sources" / "shaxian.yaml").read_text("utf-8")
    (tmp_path / "shaxian.yaml").write_text(f"{whole}{key}: {value}\n", "utf-8")
    with pytest.raises(BadSource, match=f"shaxian.yaml.*{key}"):
        load_sources([tmp_path])
