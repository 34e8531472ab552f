"""A capture found late goes to its place: what the sources said when does not depend on when we learned of it."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from identity_runs import SOURCES, START, _capture, _exchange, at_work, html
from identity_runs import run as collect
from notices import text_page

from schemas.history import CHANGES, COPIES
from schemas.notice import NOTICES, TEXTS
from schemas.values import Fetched
from tasks.archive import ArchiveWriter
from tasks.home import Home
from tasks.pipeline import Summary, identify_pages, revise_notices, store_run
from tasks.reading import read_pages
from tasks.store import Store

OWN = "http://changle.example/a.html"
SISTER = "http://sister.example/b.html"
TEXT = text_page("changle").text


def edition(number: int) -> str:
    """The notice with another figure."""
    place = TEXT.index("万元")
    return TEXT if number == 0 else f"{TEXT[:place]}万元(第{number}稿){TEXT[place + 2 :]}"


def day(number: int) -> dt.datetime:
    return dt.datetime(2024, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number)


Found = tuple[int, str, int]  # day of the capture, address, edition


def found(home: Home, number: int, captures: Sequence[Found]) -> Summary:
    """An import that brings captures of other days."""
    with at_work(home, number, "import") as work:
        fetched = []
        for site in sorted(SOURCES):
            mine = [one for one in captures if f"//{site}." in one[1]]
            if not mine:
                continue
            with ArchiveWriter(work.home.archive, work.run, site) as archive:
                for place, (when, url, which) in enumerate(mine):
                    body = html(edition(which))
                    like = _capture(work.run, site, place, url, body)
                    fields = {name: getattr(like, name) for name in like.__slots__}
                    capture = type(like)(**{**fields, "fetched_at": day(when), "attempts": 0})
                    fetched.append(
                        archive.write(Fetched(capture=capture, body=body), [_exchange(url, day(when), body)])
                    )
        reading = read_pages(fetched)
        recorded = revise_notices(identify_pages(reading.notices, work), reading, work)
        return store_run(recorded, [one.capture for one in fetched], reading, work)


def said(home: Home, at: dt.datetime) -> list[tuple[str, str]]:
    """The address and the digest of the text of each notice at a moment."""
    view = Store.existing(home.store).valid_at(at)
    assert view.current(TEXTS).height == view.current(NOTICES).height
    return view.current(NOTICES).select("url", "body_sha256").rows()


def current(home: Home) -> list[tuple[str, str]]:
    return Store.existing(home.store).current(NOTICES).select("url", "body_sha256").rows()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def test_an_older_text_of_the_page_goes_before_the_one_that_stands_and_is_no_news(home: Home) -> None:
    found(home, 1, [(100, OWN, 1)])
    late = found(home, 2, [(50, OWN, 0)])
    assert (late.new, late.changed) == (0, 0)
    store = Store.existing(home.store)
    assert store.current(CHANGES).is_empty()
    assert store.current(NOTICES)["cause"].to_list() == ["correction"]
    assert said(home, day(49)) == []
    assert len({said(home, day(50))[0], said(home, day(100))[0]}) == 2
    assert current(home) == said(home, day(100))
    assert store.current(COPIES)["first_seen"].to_list() == [day(50)]
    assert store.check() == ()


def test_an_edit_that_was_taken_back_is_seen_in_between(home: Home) -> None:
    found(home, 1, [(10, OWN, 0)])
    found(home, 2, [(50, OWN, 0)])
    before = current(home)
    found(home, 3, [(30, OWN, 1)])
    assert current(home) == before == said(home, day(10)) == said(home, day(50))
    assert said(home, day(30)) == said(home, day(49)) != before


def test_a_later_capture_that_arrives_later_is_news_as_before(home: Home) -> None:
    found(home, 1, [(10, OWN, 0)])
    found(home, 2, [(5, OWN, 0)])
    collect(home, 3, {OWN: html(edition(1))})
    store = Store.existing(home.store)
    assert set(store.current(CHANGES)["cause"]) == {"source_revision"}
    assert said(home, START + dt.timedelta(days=3)) == current(home)
    assert said(home, day(5)) == said(home, day(10)) != current(home)


def test_what_was_known_before_the_late_capture_came_is_still_what_was_known_then(home: Home) -> None:
    found(home, 1, [(100, OWN, 1)])
    found(home, 2, [(50, OWN, 0)])
    then = Store.existing(home.store).known_at(START + dt.timedelta(days=1))
    assert then.valid_at(day(60)).current(NOTICES).is_empty()
    assert then.valid_at(day(100)).current(NOTICES).height == 1


CAPTURES = st.lists(
    st.tuples(st.integers(0, 60), st.sampled_from([OWN, SISTER]), st.integers(0, 2)),
    min_size=2,
    max_size=4,
    unique_by=lambda one: one[0],
)


@given(CAPTURES.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
@settings(max_examples=3, deadline=None)
@example(([(1, SISTER, 0), (2, OWN, 0), (3, OWN, 1)], [(3, OWN, 1), (1, SISTER, 0), (2, OWN, 0)]))
@example(([(1, OWN, 0), (2, OWN, 1), (3, OWN, 0)], [(3, OWN, 0), (1, OWN, 0), (2, OWN, 1)]))
def test_the_answer_depends_on_what_was_captured_not_on_the_order_it_arrived_in(
    tmp_path_factory: pytest.TempPathFactory, orders: tuple[list[Found], list[Found]]
) -> None:
    told, arrived = sorted(orders[0]), orders[1]
    homes = []
    for order in (told, arrived):
        home = Home(tmp_path_factory.mktemp("order"))
        for number, one in enumerate(order, 1):
            found(home, number, [one])
        homes.append(home)
        assert Store.existing(home.store).check() == ()
    for moment in [*(day(one[0]) for one in told), day(99)]:
        assert said(homes[0], moment) == said(homes[1], moment), (moment, arrived)
    assert current(homes[0]) == current(homes[1])
    ours, theirs = (
        Store.existing(home.store).valid_at(day(99)).current(COPIES).select("url", "role", "first_seen").sort("url")
        for home in homes
    )
    assert ours.equals(theirs)
    assert pl.concat([ours, theirs]).height == 2 * ours.height
