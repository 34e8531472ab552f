"""Rows of ``attachments`` and ``pieces``: the files a page links to, and what its text is made of."""

from collections.abc import Iterable, Iterator

from schemas.files import Attachment, Piece
from schemas.operations import Capture
from schemas.values import Page
from tasks.attachments import FileText, file_text
from tasks.companions import Companions
from tasks.compose import Span
from tasks.extract.attachments import link_words


def attachments_of(page: Page, body: bytes, companions: Companions) -> Iterator[Attachment]:
    """One row a file that was asked for in the run of the page; ``body`` is the page's."""
    asked = [url for url in page.attachments if url in companions.captures]
    words = link_words(body, page.url) if asked else {}
    for url in asked:
        capture = companions.captures[url]
        file = companions.find(url)
        yield _row(page.url, capture, words.get(url), file_text(file) if file else None)


def pieces_of(spans: Iterable[Span], page: Capture, companions: Companions) -> Iterator[Piece]:
    """Rows of ``pieces``, with the captures the text came from; ``page`` is that of the notice's own page."""
    for number, span in enumerate(spans, 1):
        capture = page if span.kind == "page" else companions.captures[span.url]
        if capture.warc_file is None or capture.warc_offset is None:
            return  # read by hand, not archived: nothing is stored of it
        yield Piece(
            piece_no=number,
            piece_kind=span.kind,
            url=span.url,
            capture_id=capture.capture_id,
            warc_file=capture.warc_file,
            warc_offset=capture.warc_offset,
            char_start=span.char_start,
            char_end=span.char_end,
        )


def _row(page_url: str, capture: Capture, label: str | None, told: FileText | None) -> Attachment:
    return Attachment(
        page_url=page_url,
        url=capture.url,
        source_id=capture.source_id,
        label=label,
        capture_id=capture.capture_id,
        outcome=capture.outcome,
        media_type=told.media_type if told else None,
        size=capture.size,
        sha256=capture.sha256,
        pages=told.pages if told else None,
        text_status=told.status if told else "not_fetched",
        text_chars=len(told.text) if told and told.status == "read" else None,
        detail=told.detail if told else capture.reason,
    )
