"""From fetched pages to notices: extract and parse, page by page, nothing dropped in silence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.errors import EmptyPage, NotANotice, TongbaoError, UndecodablePage
from schemas.operations import Capture
from schemas.values import Fetched, NoticePage
from tasks.extract import read
from tasks.parse import parse
from tasks.parse.kind import AttachmentOnly, NoSentence
from tasks.text import digest

# Why a page that was fetched gives no notice, beside the outcomes of fetching; the first class that fits.
_REASONS: tuple[tuple[type[TongbaoError], str], ...] = (
    (AttachmentOnly, "attachment_only"),
    (NoSentence, "no_text"),
    (NotANotice, "other"),  # a page with a text of its own, that is neither kind of notice: archived, not parsed
    (EmptyPage, "empty"),
    (UndecodablePage, "undecodable"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A page that was fetched for a notice and is none, or could not be had.

    ``reason`` is the outcome of the fetch, or ``other`` (a page of another kind), ``attachment_only``, ``no_text``,
    ``empty``, ``undecodable``, or the name of an error.
    """

    url: str
    source_id: str
    reason: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The notices among fetched pages, the pages that had not changed, the refused, and the notices held back."""

    notices: tuple[NoticePage, ...]
    unmodified: tuple[Capture, ...]
    refusals: tuple[Refusal, ...]
    held: tuple[NoticePage, ...] = ()


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
                refusals.append(_refusal(capture, _reason(error), str(error)))
            # Whatever a page holds, the other pages of the run go on: the fault is a row a person will read.
            except Exception as error:  # noqa: BLE001
                refusals.append(_refusal(capture, "ParserFault", f"{type(error).__name__}: {error}"))
    return Reading(notices=tuple(notices), unmodified=tuple(unmodified), refusals=tuple(refusals))


def reasons(refusals: Iterable[Refusal]) -> dict[str, int]:
    """How many pages were refused for each reason, the most frequent first."""
    return dict(sorted(Counter(one.reason for one in refusals).items(), key=lambda one: (-one[1], one[0])))


def _reason(error: TongbaoError) -> str:
    return next((word for kind, word in _REASONS if isinstance(error, kind)), type(error).__name__)


def _refusal(capture: Capture, reason: str, detail: str) -> Refusal:
    return Refusal(url=capture.url, source_id=capture.source_id, reason=reason, detail=detail)
