"""Captures as sights of their pages: what each said when it was asked."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from schemas.operations import Capture
from schemas.values import NoticePage
from tasks.record.timeline import Sight

_MISSING = ("gone", "soft_not_found")


def is_imported(capture: Capture) -> bool:
    """Whether it was taken out of another's archive: nobody here asked for it, whatever run it is in."""
    return capture.attempts == 0


def sight_of(capture: Capture, page: NoticePage | None) -> Sight:
    """A capture as a sight. What one run asked is one moment; an imported capture is one of its own."""
    visit = capture.capture_id if is_imported(capture) else capture.run_id
    return Sight(url=capture.url, at=capture.fetched_at, visit=visit, page=page)


def sights_of(captures: Sequence[Capture], read: Callable[[Capture], NoticePage | None]) -> Iterator[Sight]:
    """The sights of captures, in the order of time. Walls and outages are none, nor pages that were no notice."""
    answered: dict[str, list[tuple[Capture, NoticePage]]] = {}
    for capture in sorted(captures, key=lambda one: (one.fetched_at, one.capture_id)):
        if capture.outcome in _MISSING:
            yield sight_of(capture, None)
        elif capture.outcome == "not_modified":
            page = _confirmed(capture, answered.get(capture.url, ()))
            if page is not None:
                yield sight_of(capture, page)
        elif capture.outcome == "ok" and (page := read(capture)) is not None:
            answered.setdefault(capture.url, []).append((capture, page))
            yield sight_of(capture, page)


def _confirmed(capture: Capture, answered: Sequence[tuple[Capture, NoticePage]]) -> NoticePage | None:
    """The page a «not modified» confirmed, at the time it did: the one whose validators were sent."""
    for earlier, page in reversed(answered):
        same_tag = capture.sent_etag is not None and capture.sent_etag == earlier.etag
        same_time = capture.sent_last_modified is not None and capture.sent_last_modified == earlier.last_modified
        if same_tag or same_time:
            return replace(page, capture=replace(page.capture, fetched_at=capture.fetched_at))
    return None
