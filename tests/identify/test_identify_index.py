"""The index: what is asked of it is the same however it grew, and it grows by few, large segments."""

from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.identify import Index, Sketch
from tasks.identify.segment import Entry
from tasks.identify.terms import digest_term, id_term, url_term

HASHES = st.lists(st.integers(-8, 8), min_size=1, max_size=6, unique=True).map(lambda some: np.array(sorted(some)))


def entry(number: int, grams: np.ndarray) -> Entry:
    return Entry(
        notice_id=f"n{number}", revision=1, body_sha256=f"d{number}", sketch=Sketch(grams, np.array([number + 1000]))
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(HASHES, min_size=1, max_size=12), st.integers(1, 4))
def test_an_index_that_grew_by_runs_answers_as_one_made_at_once(texts: list[np.ndarray], size: int) -> None:
    entries = [entry(number, grams) for number, grams in enumerate(texts)]
    grown, whole = Index(), Index()
    for release, start in enumerate(range(0, len(entries), size), 1):
        grown.add(entries[start : start + size], release)
    whole.add(entries, 1)
    asked = np.arange(-9, 10)
    assert np.array_equal(grown.counts(asked), whole.counts(asked))
    for one, other in ((grown, whole), (whole, grown)):
        places, rows = one.postings(asked)
        found = {(int(place), one.entry(int(row)).notice_id) for place, row in zip(places, rows, strict=True)}
        there = {(place, other.entry(int(row)).notice_id) for place, row in zip(*other.postings(asked), strict=True)}
        assert found == there
    for number, made in enumerate(entries):
        assert np.array_equal(grown.entry(number).sketch.grams, made.sketch.grams)
        assert np.array_equal(grown.entry(number).sketch.figures, made.sketch.figures)


def test_two_hundred_runs_leave_few_segments(tmp_path: Path) -> None:
    index = Index.open(tmp_path / "index", "store", 0)
    for release in range(1, 201):
        index.add([entry(release, np.array([release]))], release)
    assert len(index.segments) <= 8
    again = Index.open(tmp_path / "index", "store", 200)
    assert again.counts(np.array([1, 100, 200, 201])).tolist() == [1, 1, 1, 0]
    assert sum(path.is_dir() for path in (tmp_path / "index").iterdir()) == len(index.segments)


def test_a_row_is_found_by_its_id_address_and_words() -> None:
    index = Index()
    index.add([entry(1, np.array([5])), Entry(notice_id="n1", url="http://a.cn/1", body_sha256="d1")], 1)
    assert index.with_term(id_term("n1")) == [0]
    assert index.with_term(url_term("http://a.cn/1")) == [1]
    assert index.with_term(digest_term("d1")) == [0, 1]
    assert index.with_term(id_term("n2")) == []


def test_an_index_ahead_of_its_store_is_not_used(tmp_path: Path) -> None:
    Index.open(tmp_path / "index", "store", 5).add([entry(1, np.array([5]))], 5)
    assert Index.open(tmp_path / "index", "store", 4).segments == []
    assert Index.open(tmp_path / "index", "store", 5).release == 5
