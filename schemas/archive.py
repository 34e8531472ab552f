"""archive_index: what stands where in the WARC files. A file of its own beside each of them, not part of the store."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.operations import OUTCOMES, PURPOSES
from schemas.table import Column, Table

RECORD_TYPES = ("warcinfo", "response", "revisit", "request", "metadata")


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveRecord:
    """One WARC record. Those of one attempt share its ``capture_id``, ``purpose`` and ``outcome``."""

    warc_file: Annotated[str, Column("存档文件", "WARC file below the archive folder")]
    warc_offset: Annotated[int, Column("存档位置", "Where the record begins in the file", unit="byte")]
    length: Annotated[int, Column("存档长度", "Bytes it takes in the file, compressed", unit="byte")]
    stored_sha256: Annotated[str, Column("存档摘要", "SHA-256 of those bytes")]
    type: Annotated[str, Column("记录类型", "WARC-Type", values=RECORD_TYPES)]
    record_id: Annotated[str, Column("记录编号", "WARC-Record-ID")]
    url: Annotated[
        str | None, Column("网址", "WARC-Target-URI, for the row of captures its address; null for warcinfo")
    ]
    date: Annotated[dt.datetime | None, Column("记录时间", "WARC-Date (UTC)")]
    status: Annotated[int | None, Column("状态码", "HTTP status of a response or revisit")]
    mime: Annotated[str | None, Column("内容类型", "Content-Type of the answer, without parameters")]
    payload_digest: Annotated[
        str | None, Column("载荷摘要", "WARC-Payload-Digest; a revisit names that of the record it refers to")
    ]
    payload_sha256: Annotated[str | None, Column("载荷SHA256", "SHA-256 of a response's payload, as in captures")]
    payload_size: Annotated[int | None, Column("载荷字节数", "Length of a response's payload", unit="byte")]
    refers_to_file: Annotated[str | None, Column("所指文件", "File of the record whose payload a revisit repeats")]
    refers_to_offset: Annotated[int | None, Column("所指位置", "Its offset in that file", unit="byte")]
    capture_id: Annotated[str | None, Column("抓取编号", "The row of captures; null for warcinfo and a torn attempt")]
    source_id: Annotated[str | None, Column("来源站点", "Id of the source")]
    purpose: Annotated[str | None, Column("用途", "What it was fetched for", values=PURPOSES)]
    outcome: Annotated[str | None, Column("结果", "Class of the answer", values=OUTCOMES)]


ARCHIVE_INDEX = Table(
    name="archive_index",
    label="存档索引",
    about="One row a record of the archive.",
    parts=(ArchiveRecord,),
    key=("warc_file", "warc_offset"),
    sort=("warc_file", "warc_offset"),
    published=False,
)
