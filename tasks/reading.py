"""From fetched pages to notices: extract and parse, page by page, nothing dropped in silence."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.errors import EmptyPage, NotANotice, TongbaoError, UndecodablePage
from schemas.files import Attachment
from schemas.operations import Capture
from schemas.values import Fetched, NoticePage
from tasks.companions import Companions, companions_of
from tasks.compose import Composed, compose
from tasks.filed import attachments_of, pieces_of
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
    attachments: tuple[Attachment, ...] = ()
    held: tuple[NoticePage, ...] = ()


def read_page(fetched: Fetched, companions: Companions | None = None) -> NoticePage:
    """A fetched page as a notice, with what belongs to its text among the ``companions`` of its run.

    Raises:
        TongbaoError: the page is empty, no text, or no notice (each its own class).
    """
    around = companions or companions_of([fetched])
    return _parsed(fetched, compose(fetched.body, fetched.capture.url, around.find), around)


def _parsed(fetched: Fetched, composed: Composed, companions: Companions) -> NoticePage:
    parsed = parse(composed.page)
    return NoticePage(
        capture=fetched.capture,
        page=composed.page,
        parsed=parsed,
        body_sha256=digest(parsed.body),
        pieces=tuple(pieces_of(composed.spans, fetched.capture, companions)),
    )


def read_pages(fetched: Iterable[Fetched], companions: Companions | None = None) -> Reading:
    """Read every page. One that cannot be read is a refusal with the reason, never an end of the run.

    ``companions`` are the captures of the run, where ``fetched`` does not hold them all.
    """
    if companions is None:
        fetched = list(fetched)
        companions = companions_of(fetched)
    attachments: list[Attachment] = []
    notices: list[NoticePage] = []
    unmodified: list[Capture] = []
    refusals: list[Refusal] = []
    told: set[tuple[str, str | None]] = set()
    for one in fetched:
        capture = one.capture
        if capture.purpose != "page":
            continue
        if capture.outcome == "ok":
            # An import may bring a page several times: of the same words, the first is when they were first said.
            if (capture.url, capture.sha256) in told:
                continue
            told.add((capture.url, capture.sha256))
        if capture.outcome == "not_modified":
            unmodified.append(capture)
        elif capture.outcome != "ok":
            refusals.append(_refusal(capture, capture.outcome, capture.reason))
        else:
            try:
                composed = compose(one.body, capture.url, companions.find)
                attachments += attachments_of(composed.page, one.body, companions)
                notices.append(_parsed(one, composed, companions))
            except TongbaoError as error:
                refusals.append(_refusal(capture, _reason(error), str(error)))
            # Whatever a page holds, the other pages of the run go on: the fault is a row a person will read.
            except Exception as error:  # noqa: BLE001
                refusals.append(_refusal(capture, "ParserFault", f"{type(error).__name__}: {error}"))
    # An import may bring the further pages of a notice as pages of their own.
    parts = {piece.url for one in notices for piece in one.pieces if piece.piece_kind == "part"}
    return Reading(
        notices=tuple(one for one in notices if one.capture.url not in parts),
        unmodified=tuple(unmodified),
        refusals=tuple(one for one in refusals if one.url not in parts),
        attachments=tuple(attachments),
    )


def reasons(refusals: Iterable[Refusal]) -> dict[str, int]:
    """How many pages were refused for each reason, the most frequent first."""
    return dict(sorted(Counter(one.reason for one in refusals).items(), key=lambda one: (-one[1], one[0])))


def _reason(error: TongbaoError) -> str:
    return next((word for kind, word in _REASONS if isinstance(error, kind)), type(error).__name__)


def _refusal(capture: Capture, reason: str, detail: str) -> Refusal:
    return Refusal(url=capture.url, source_id=capture.source_id, reason=reason, detail=detail)
