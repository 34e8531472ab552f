"""What the program holds to on labelled cases of a seed its thresholds were not chosen on."""

import pytest
from identify_notices import page
from score_identity import clusters, events, silent

from cases import REPORTED_ON
from cases.corpus import corpus
from cases.making import revisions

PRECISION, RECALL, EVENTS = 0.99, 0.98, 0.97


def test_copies_of_one_notice_come_together_and_its_relatives_stay_apart() -> None:
    texts = corpus(REPORTED_ON, copies=4)
    pages = [page(one.text, one.url) for one in texts]
    assert len({one.notice for one in texts}) == 49
    for runs in (1, 5):
        found = clusters(texts, pages, runs)
        assert found.precision >= PRECISION
        assert found.recall >= RECALL


def test_events_are_told_as_what_they_are_in_every_section() -> None:
    found = events(revisions(REPORTED_ON, rounds=1, mixed=25))
    assert found.score().there > 250
    assert found.score().f1 >= EVENTS, found.misses
    # Each kind by itself: a frequent one must not hide one that is never told right.
    low = {kind: found.score([kind]).f1 for kind in found.right | found.missed if found.score([kind]).f1 < 0.9}
    assert not low, found.misses


@pytest.mark.parametrize("way", ["template", "encoding", "parser"])
def test_what_no_publisher_did_is_no_news(way: str) -> None:
    found = silent(REPORTED_ON)
    assert found[way, "cases"] == 20
    assert found[way, "public events"] == 0
