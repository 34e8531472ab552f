"""A year of five sites in sixty visits: nothing missed, nothing taken for a takedown that is none, all takedowns found.

The clock is the test's: it goes on with each request, and from visit to visit. The stages are those of the flow.
"""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from lookup_contents import contents, made_anew
from watch_year import PER_PAGE, Post, Site, World, at, notice, other, transport

from schemas.health import SOURCE_HEALTH
from schemas.history import CHANGES, COPIES
from schemas.lists import SIGHTINGS
from schemas.notice import NOTICES
from schemas.operations import CAPTURES
from schemas.pages import PAGES
from schemas.source import Source
from schemas.values import Run
from tasks.fetch import Limits
from tasks.home import Home
from tasks.known import SiteMemory
from tasks.pipeline import Summary, Work, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.recall import recall
from tasks.store import Store
from tasks.visit import Scope, visit
from tasks.watch import hold_back

MEMORY = Path("/dev/shm")
LIMITS = Limits(attempts=1)
# Days between visits: some in the same hours, some more than a week apart. Sixty make a year.
GAPS = (6.0, 7.5, 0.3, 8.0, 6.5, 5.0, 7.0, 9.0, 4.0, 7.4)


@dataclass(frozen=True)
class Year:
    """What the year left: the web, the sources, the store, the day and summary of each visit."""

    world: World
    sources: dict[str, Source]
    store: Store
    visits: tuple[tuple[float, Summary], ...]

    def url(self, post: Post, day: float = 0.0) -> str:
        site = next(site for site in self.world.sites.values() if post in site.posts)
        return site.url(post, day)


def news(site: int, since: int, until: int, step: int = 5) -> list[Post]:
    return [other(f"{site}{day + 500:04}", day + 0.4) for day in range(since, until, step)]


def burst(site: int, day: float, count: int) -> list[Post]:
    return [other(f"{site}77{number:03}", day + number / 1000) for number in range(count)]


# Three real takedowns: off the list and 404; still listed, with a 200 that says so; still listed for weeks, 404.
TAKEN = (
    notice(5, 100, hidden=200, gone=200),
    notice(10, 20, gone=150, soft=True),
    notice(30, 80, gone=250, hidden=300),
)
RESTORED = notice(31, 90, gone=120, back=180)
DELISTED = notice(32, 110, hidden=220)
EDITED = notice(13, 30, edits=((120, "召开区委常委会(扩大)会议等6次", "召开区委常委会(扩大)会议等8次"),))
BACKDATED = (notice(1, 40, dated=-150), notice(12, 260, dated=60), notice(28, 150, dated=-20))
RESTAMPED = notice(3, 60, stamps=((250, 249.0),))
BEHIND_THE_WALL = notice(15, 71)
# Its page fails when it is found, and is far down the list when it answers.
OUT_OF_SIGHT = notice(18, 240, fails=((240, 262),))
SLIPPED = notice(33, 150.0)
DURING_OUTAGES = (notice(16, 110.2), notice(17, 219.7))


def alpha() -> Site:
    pinned = other("1000000", -150)
    pinned.pinned = True
    posts = [
        *news(1, -160, 365), pinned, notice(0, 5), BACKDATED[0], notice(2, 90, pinned=True), RESTAMPED,
        notice(4, 183.6), TAKEN[0], notice(6, 330),
    ]  # fmt: skip
    return Site(id="alpha", family="trs", posts=posts)


def beta() -> Site:
    """Its list shows month and day alone, and its pages have no validators and a counter."""
    posts = [
        *news(2, -120, 365), notice(7, 5), notice(8, 183.9), notice(9, 184.2), TAKEN[1], notice(11, 210), BACKDATED[1],
        EDITED,
    ]  # fmt: skip
    return Site(id="beta", family="plain", posts=posts, validators=False, year_shown=False)


def gamma() -> Site:
    """Outages under three days, and a wall for twelve."""
    posts = [
        *news(3, -60, 365), *burst(3, 245, 40), notice(14, 5), BEHIND_THE_WALL, *DURING_OUTAGES, OUT_OF_SIGHT,
        notice(19, 290), notice(20, 302.5),
    ]  # fmt: skip
    outages = ((27.0, 28.5), (109.9, 112.5), (219.6, 222.5), (302.0, 304.0))
    return Site(id="gamma", family="trs", posts=posts, outages=outages, walls=((70, 82),))


def delta() -> Site:
    """Breaks for five days, then moves all its pages; once its list is empty."""
    posts = [
        *news(4, -80, 365), notice(21, 5), notice(22, 60), notice(23, 121), notice(24, 180), notice(25, 198),
        notice(26, 230), notice(27, 340),
    ]  # fmt: skip
    return Site(id="delta", family="plain", posts=posts, broken=((195, 200),), empty=((118, 126),), moves=200)


def epsilon() -> Site:
    """Its list changes while it is read: an entry of the first page goes, and a notice slips over to that page."""
    posts = [
        *news(5, -40, 365), *burst(5, 150.1, 10), BACKDATED[2], notice(29, 50), TAKEN[2], RESTORED, DELISTED, SLIPPED,
        notice(34, 310),
    ]  # fmt: skip
    return Site(id="epsilon", family="json", posts=posts, turned=slip)


def slip(site: Site, day: float) -> None:
    """As the second page is asked for: entries of the first go, so that what stands on the second slips over, once."""
    listed = site.listed(day)
    place = listed.index(SLIPPED) if SLIPPED in listed else 0
    if PER_PAGE <= place < 2 * PER_PAGE and day < SLIPPED.posted + 8:
        for post in listed[: place - PER_PAGE + 1]:
            post.hidden = day


def collect(world: World, sources: dict[str, Source], home: Home, number: int) -> Summary:
    """What the collect flow does, stage by stage."""
    run = Run(run_id=f"run-{number:03}", flow="collect", started_at=world.now)
    store = Store.open(home.store, sample=True)
    with store.lease(run.run_id):
        work = Work(run=run, release=store.begin(), home=home, store=store, sources=sources)
        lookup = recall(store, sources)
        visits = [
            visit(
                SiteMemory.of(source, lookup),
                Scope.LISTS_AND_DUE,
                work,
                transport(world),
                limits=LIMITS,
                clock=world.tick,
            )
            for source in sources.values()
        ]
        reading = hold_back(read_pages(fetched for one in visits for fetched in one.pages), sources)
        recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
        captures = [capture for one in visits for capture in one.captures]
        return store_run(recorded, captures, reading, work, [listing for one in visits for listing in one.listings])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Memory, where there is some: the thousands of fsyncs of a year are a third of its time, and proved elsewhere."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path_factory.mktemp("year")
        return
    with TemporaryDirectory(dir=MEMORY, prefix="tongbao-year-") as made:
        yield Path(made)


@pytest.fixture(scope="module")
def year(folder: Path) -> Year:
    sites = {site.id: site for site in (alpha(), beta(), gamma(), delta(), epsilon())}
    world, home = World(sites), Home(folder)
    sources = {site.id: site.source() for site in sites.values()}
    visits, day, gaps = [], 0.0, cycle(GAPS)
    for number in range(60):
        world.now = at(day)
        visits.append((day, collect(world, sources, home, number)))
        day += next(gaps)
    return Year(world=world, sources=sources, store=Store.existing(home.store), visits=tuple(visits))


def notices_of(year: Year) -> list[Post]:
    return [post for site in year.world.sites.values() for post in site.posts if post.notice]


def found_after(year: Year) -> dict[str, float]:
    """Days from the posting of each notice to its first good capture, by its key."""
    firsts = year.store.read(COPIES).group_by("url").agg(pl.col("first_seen").min())
    seen = dict(firsts.iter_rows())
    delays = {}
    for post in notices_of(year):
        times = [seen[url] for day in (0, 365) if (url := year.url(post, day)) in seen]
        delays[post.key] = (min(times) - at(post.posted)) / dt.timedelta(days=1)
    return delays


def test_the_visits_span_the_year(year: Year) -> None:
    assert len(year.visits) == 60
    assert 350 < year.visits[-1][0] < 366


def test_no_notice_is_missed(year: Year) -> None:
    notices = year.store.current(NOTICES)
    assert sum(summary.new for _, summary in year.visits) == notices.height == len(notices_of(year)) == 35
    assert notices["inspected_body"].n_unique() == 35


def test_a_notice_is_found_at_the_next_visits_and_a_backdated_one_by_the_next_sweep(year: Year) -> None:
    delays = found_after(year)
    special = [*BACKDATED, BEHIND_THE_WALL, OUT_OF_SIGHT, SLIPPED, *DURING_OUTAGES]
    usual = [delays[post.key] for post in notices_of(year) if post not in special]
    assert max(usual) <= 18
    assert max(delays[post.key] for post in BACKDATED) <= 30 + max(GAPS)
    assert 11 <= delays[BEHIND_THE_WALL.key] <= 20
    assert 22 <= delays[OUT_OF_SIGHT.key] <= 32


def test_only_the_three_takedowns_are_gone_and_nothing_else_ever_was(year: Year) -> None:
    pages = year.store.current(PAGES)
    gone = set(pages.filter(pl.col("state") == "gone")["url"])
    assert gone == {year.url(post) for post in TAKEN}
    ever = year.store.read(PAGES).filter(pl.col("state") == "gone")
    assert set(ever["url"]) == gone | {year.url(RESTORED)}


def test_a_takedown_is_dated_from_its_first_missing_answer(year: Year) -> None:
    pages = {row["url"]: row for row in year.store.current(PAGES).iter_rows(named=True)}
    for post in TAKEN:
        since = pages[year.url(post)]["state_since"]
        assert at(post.gone) <= since <= at(post.gone + 30)


def test_every_other_page_stands_as_it_does_on_the_web(year: Year) -> None:
    states = dict(year.store.current(PAGES).select("url", "state").iter_rows())
    expected = {}
    for post in notices_of(year):
        expected[year.url(post, 365)] = "live"
    expected |= {year.url(post): "gone" for post in TAKEN}
    expected |= {year.url(RESTORED): "restored", year.url(DELISTED): "delisted"}
    before = [post for post in year.world.sites["delta"].posts if post.notice and post.posted < 195]
    expected |= {year.url(post): "moved" for post in before}
    assert {url: state for url, state in states.items() if url in expected} == expected
    assert set(states) - set(expected) <= {year.url(post) for post in notices_of(year)}


def test_a_moved_page_says_where_its_notice_stands_now(year: Year) -> None:
    moved = year.store.current(PAGES).filter(pl.col("state") == "moved")
    assert moved.height == 4
    assert all("/art/9" in url for url in moved["moved_to"])


def test_only_the_edit_is_news(year: Year) -> None:
    changes = year.store.current(CHANGES)
    news = changes.filter(pl.col("cause") == "source_revision")
    assert news["before"].to_list() == ["会议等6次"]
    assert news["after"].to_list() == ["会议等8次"]


def test_the_entry_really_slipped_and_the_pinned_and_restamped_made_no_copies(year: Year) -> None:
    day = next(day for day, _ in year.visits if day > SLIPPED.posted)
    assert found_after(year)[SLIPPED.key] > day - SLIPPED.posted + 0.2
    stamped = year.store.read(SIGHTINGS).filter(pl.col("url") == year.url(RESTAMPED))
    assert stamped.sort("seen_at")["kind"].to_list() == ["first", "changed"]


def test_a_source_is_failing_in_just_the_runs_that_met_its_troubles(year: Year) -> None:
    health = year.store.read(SOURCE_HEALTH)
    for site in year.world.sites.values():
        troubles = (*site.outages, *site.walls, *site.empty)
        met = [summary.run.run_id for day, summary in year.visits if any(a <= day < b for a, b in troubles)]
        # A re-launch replaces every address: the list is not what it was, and a person is to look, once.
        met += (
            [next(summary.run.run_id for day, summary in year.visits if day >= site.moves)] if site.moves < 365 else []
        )
        failing = health.filter((pl.col("source_id") == site.id) & (pl.col("state") == "failing"))
        assert failing.sort("started_at")["run_id"].to_list() == sorted(met), site.id


def test_a_failing_source_names_its_last_good_run_and_stops_no_other(year: Year) -> None:
    summary = next(summary for day, summary in year.visits if 118 <= day < 126)
    states = {one.source_id: one.state for one in summary.sources}
    assert states == {"alpha": "ok", "beta": "ok", "gamma": "ok", "delta": "failing", "epsilon": "ok"}
    row = year.store.read(SOURCE_HEALTH).filter(
        (pl.col("source_id") == "delta") & (pl.col("run_id") == summary.run.run_id)
    )
    assert row["failed_checks"].to_list() == ["lists"]
    assert row["last_good_at"].item() < at(118)


def test_the_lookup_that_followed_the_year_holds_what_one_made_at_its_end_holds(year: Year) -> None:
    grown = contents(year.store.folder)
    assert len(grown["page"]) > 35
    assert grown == made_anew(year.store, year.sources)


def test_quiet_pages_are_asked_less_and_less(year: Year) -> None:
    captures = year.store.read(CAPTURES).filter(pl.col("purpose") == "page")
    first = captures.filter(pl.col("url") == year.url(year.world.sites["alpha"].posts[-6]))
    assert first.height < 40
    assert captures.height < 60 * 35 * 0.6
