"""Which page a notice is read from, when pages come, go and move."""

import pytest
from record_pages import CUT, EDITED, known, page, recorded


def test_of_new_pages_the_bodys_own_complete_one_is_read() -> None:
    found = recorded(None, page("other", "a"), page("own", "cut", CUT), page("own", "b"))
    assert found.provenance is not None
    assert found.provenance.url == "http://own.example/b"
    assert {row.copy.url: row.copy.role for row in found.copies}["http://other.example/a"] == "copy"


def test_an_edit_of_the_page_itself_is_a_revision_of_the_source() -> None:
    found = recorded(known(page("own", "b")), page("own", "b", EDITED))
    assert (found.cause, found.revision) == ("source_revision", 2)
    assert [difference.kind for difference in found.differences] == ["figure_changed"]


def test_an_edit_of_a_repost_is_drift_and_no_revision() -> None:
    repost = page("other", "a")
    found = recorded(known(page("own", "b"), repost), page("other", "a", EDITED))
    assert found.cause is None
    assert [(row.copy.url, row.copy.role) for row in found.copies] == [("http://other.example/a", "copy")]
    assert found.copies[0].copy.drift > 0


def test_a_second_address_of_the_same_site_takes_nothing_over_while_the_first_lives() -> None:
    assert recorded(known(page("own", "b")), page("own", "c", EDITED)).cause is None


def test_a_site_that_moved_its_page_goes_on_at_the_new_address() -> None:
    moved = recorded(known(page("own", "b")), page("own", "new/b"), lost=True)
    assert (moved.cause, moved.differences) == ("identity_merge", ())
    assert moved.provenance is not None
    assert moved.provenance.url == "http://own.example/new/b"


def test_a_repost_never_speaks_for_a_page_that_is_missing() -> None:
    repost = page("other", "a")
    assert recorded(known(page("own", "b"), repost), page("other", "a", EDITED), lost=True).cause is None


@pytest.mark.parametrize("lost", [False, True])
def test_the_same_words_at_the_same_address_are_nothing(lost: bool) -> None:
    found = recorded(known(page("own", "b")), page("own", "b"), lost=lost)
    assert (found.cause, found.copies) == (None, ())
