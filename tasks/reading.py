"""From fetched pages to notices: extract and parse, page by page, nothing dropped in silence."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.errors import TongbaoError
from schemas.operations import Capture
from schemas.values import Fetched, NoticePage
from tasks.extract import read
from tasks.parse import parse
from tasks.text import digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A page that was fetched for a notice and is none, or could not be had."""

    url: str
    source_id: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The notices among fetched pages, the pages that had not changed, and the refused."""

    notices: tuple[NoticePage, ...]
    unmodified: tuple[Capture, ...]
    refusals: tuple[Refusal, ...]


def read_page(fetched: Fetched) -> NoticePage:
    """A fetched page as a notice.

    Raises:
        TongbaoError: the page is empty, no text, or no notice (each its own class).
    """
    page = read(fetched.body, fetched.capture.url)
    parsed = parse(page)
    return NoticePage(capture=fetched.capture, page=page, parsed=parsed, body_sha256=digest(parsed.body))


def read_pages(fetched: Iterable[Fetched]) -> Reading:
    """Read every page. One that cannot be read is a refusal with the reason, never an end of the run."""
    notices: list[NoticePage] = []
    unmodified: list[Capture] = []
    refusals: list[Refusal] = []
    for one in fetched:
        capture = one.capture
        if capture.purpose != "page":
            continue
        if capture.outcome == "not_modified":
            unmodified.append(capture)
        elif capture.outcome != "ok":
            refusals.append(_refusal(capture, capture.outcome, capture.reason))
        else:
            try:
                notices.append(read_page(one))
            except TongbaoError as error:
                refusals.append(_refusal(capture, type(error).__name__, str(error)))
            # Whatever a page holds, the other pages of the run go on: the fault is a row a person will read.
            except Exception as error:  # noqa: BLE001
                refusals.append(_refusal(capture, "ParserFault", f"{type(error).__name__}: {error}"))
    return Reading(notices=tuple(notices), unmodified=tuple(unmodified), refusals=tuple(refusals))


def _refusal(capture: Capture, reason: str, detail: str) -> Refusal:
    return Refusal(url=capture.url, source_id=capture.source_id, reason=reason, detail=detail)
