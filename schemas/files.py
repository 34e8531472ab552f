"""pieces, attachments: the pages and files a notice's text is made of, and every file its page links to."""

from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Key, RecordedAt, Release, SourceId, Url
from schemas.operations import OUTCOMES
from schemas.table import Column, Table

PIECE_KINDS = ("page", "part", "attachment")
MEDIA_TYPES = ("pdf", "docx", "doc", "other")
# read; of a kind no well-kept library reads (DOC); damaged, locked or past a bound; pictures of pages; not fetched
TEXT_STATUSES = ("read", "no_reader", "failed", "scanned", "not_fetched")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One capture that the kept text of a revision is made of, in order. Most notices are one page."""

    piece_no: Annotated[int, Column("序号", "Its place in the text, from 1")]
    piece_kind: Annotated[
        str,
        Column("类别", "page: the notice's own; part: a further page of it; attachment: a file", values=PIECE_KINDS),
    ]
    url: Url
    capture_id: Annotated[str, Column("抓取编号", "The capture it was read from")]
    warc_file: Annotated[str, Column("存档文件", "WARC file of the capture, below the archive folder")]
    warc_offset: Annotated[int, Column("存档位置", "Offset of its record in that file", unit="byte")]
    char_start: Annotated[int, Column("起始字符", "Its first character in the kept text, from 0", unit="character")]
    char_end: Annotated[int, Column("结束字符", "One past its last character", unit="character")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that a page links to, as of one capture of it."""

    page_url: Annotated[str, Column("页面网址", "Address of the page that links to it")]
    url: Annotated[str, Column("附件网址", "Address of the file")]
    source_id: SourceId
    label: Annotated[str | None, Column("名称", "The words of the link", privacy="text")]
    capture_id: Annotated[str, Column("抓取编号", "The attempt to fetch it")]
    outcome: Annotated[str, Column("结果", "Class of the answer", values=OUTCOMES)]
    media_type: Annotated[
        str | None, Column("文件类型", "What its bytes are, whatever its name says", values=MEDIA_TYPES)
    ]
    size: Annotated[int | None, Column("字节数", "Its length", unit="byte")]
    sha256: Annotated[str | None, Column("摘要", "SHA-256 of its bytes")]
    pages: Annotated[int | None, Column("页数", "Pages of a PDF")]
    text_status: Annotated[str, Column("文本状态", "What became of its text", values=TEXT_STATUSES)]
    text_chars: Annotated[int | None, Column("文本字数", "Characters of its text", unit="character")]
    detail: Annotated[str, Column("说明", "Why, in one sentence")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """Since when the row is known."""

    recorded_at: RecordedAt
    release: Release


PIECES = Table(
    name="pieces",
    label="文本来源",
    about="The captures the kept text of each notice is made of: its page, further pages of it, attached files.",
    parts=(Key, Piece),
    key=("notice_id", "revision", "piece_no"),
    sort=("notice_id", "revision", "piece_no"),
)
ATTACHMENTS = Table(
    name="attachments",
    label="附件",
    about="Every file that a fetched page links to, and what became of its text.",
    parts=(Attachment, Since),
    key=("page_url", "capture_id"),
    sort=("page_url", "capture_id"),
    published=False,
)
