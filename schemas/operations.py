"""captures, fingerprints, releases: what the runs did."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.columns import RecordedAt, Release, SourceId, Url
from schemas.table import Column, Table

# part: a further page of an article; attachment: a file it links to
PURPOSES = ("robots", "list", "page", "part", "attachment")
OUTCOMES = (
    "ok",
    "not_modified",
    "blocked",
    "disallowed",
    "soft_not_found",
    "gone",
    "unreachable",
    "too_large",
    "not_html",
    "not_attachment",
    "image_only",
)
# Outcomes in which the page itself answered: with its text, or that nothing changed.
ANSWERED = ("ok", "not_modified")
# After these an attached file is not asked for again while its page has a text of its own.
SETTLED = ("ok", "gone", "disallowed", "too_large", "soft_not_found", "not_attachment")
# What a run counts, in the order people are told; columns of ReleaseRow.
COUNTS = ("found", "new", "changed", "unchanged", "refused", "quarantined")


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One attempt to fetch one address, whatever came of it."""

    capture_id: Annotated[str, Column("抓取编号", "Run, source and order: unique and sortable")]
    run_id: Annotated[str, Column("运行编号", "The run that made it")]
    source_id: SourceId
    url: Url
    purpose: Annotated[str, Column("用途", "What it was fetched for", values=PURPOSES)]
    fetched_at: Annotated[dt.datetime, Column("抓取时间", "When the request was sent (UTC)")]
    outcome: Annotated[str, Column("结果", "Class of the answer, given before any parsing", values=OUTCOMES)]
    status: Annotated[int | None, Column("状态码", "HTTP status; null where no answer came")]
    reason: Annotated[str, Column("理由", "Why it was classed so, in one sentence")]
    final_url: Annotated[str | None, Column("最终网址", "Address after redirects")]
    content_type: Annotated[str | None, Column("内容类型", "Content-Type header")]
    size: Annotated[int | None, Column("字节数", "Length of the decoded body", unit="byte")]
    sha256: Annotated[str | None, Column("摘要", "SHA-256 of the decoded body")]
    etag: Annotated[str | None, Column("ETag", "Validator the server gave")]
    last_modified: Annotated[str | None, Column("Last-Modified", "Validator the server gave")]
    sent_etag: Annotated[str | None, Column("已发ETag", "If-None-Match sent")]
    sent_last_modified: Annotated[str | None, Column("已发时间", "If-Modified-Since sent")]
    attempts: Annotated[int, Column("尝试次数", "Requests it took, retries included")]
    waited: Annotated[float, Column("等待", "Time held back for politeness", unit="second")]
    warc_file: Annotated[str | None, Column("存档文件", "WARC file below the archive folder")]
    warc_offset: Annotated[int | None, Column("存档位置", "Offset of the response or revisit record", unit="byte")]
    origin_file: Annotated[
        str | None, Column("来源文件", "Name of the WARC file it was imported from; null for our own requests")
    ] = None
    origin_record: Annotated[str | None, Column("来源记录", "WARC-Record-ID there")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """One hash of a notice's sketch, for finding near-duplicates."""

    notice_id: Annotated[str, Column("通报编号", "The notice")]
    revision: Annotated[int, Column("修订号", "Its revision")]
    kind: Annotated[
        str, Column("类别", "gram: 8-gram of the body; figure: a figure in context", values=("gram", "figure"))
    ]
    # Signed, because Delta has no unsigned 64-bit integers: the bits of the xxh3 hash.
    hash: Annotated[int, Column("哈希", "xxh3 64-bit hash, as a signed integer")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """One finished run: what it found, and the version of every table that belongs together."""

    release: Release
    run_id: Annotated[str, Column("运行编号", "The run")]
    flow: Annotated[str, Column("流程", "collect, revisit, import or replay")]
    recorded_at: RecordedAt
    finished_at: Annotated[dt.datetime, Column("完成时间", "When the release was committed (UTC)")]
    schema_version: Annotated[int, Column("结构版本", "Version of the store's tables")]
    parser_version: Annotated[str, Column("解析器版本", "Version of the rules")]
    found: Annotated[int, Column("发现", "Notice pages seen or known in this run")]
    new: Annotated[int, Column("新增", "Notices seen for the first time")]
    changed: Annotated[int, Column("变更", "Notices with a new revision")]
    unchanged: Annotated[int, Column("未变", "Notices seen again, the same")]
    refused: Annotated[int, Column("拒绝", "Pages not parsed: walls, missing pages, no notices")]
    quarantined: Annotated[int, Column("隔离", "Notices held back because a row broke the contract")]
    dataset_changed: Annotated[bool, Column("数据集有变", "Whether any published table of notices got a row")]
    versions: Annotated[str, Column("表版本", "JSON object: table name to Delta version")]


CAPTURES = Table(
    name="captures",
    label="抓取",
    about="One row an attempt to fetch.",
    parts=(Capture,),
    key=("capture_id",),
    sort=("capture_id",),
    month_of="fetched_at",
)
FINGERPRINTS = Table(
    name="fingerprints",
    label="指纹",
    about="Sketch of each notice's text.",
    parts=(Fingerprint,),
    key=("notice_id", "revision", "kind", "hash"),
    sort=("notice_id", "revision", "kind", "hash"),
    published=False,
)
RELEASES = Table(
    name="releases",
    label="发布",
    about="One row a finished run.",
    parts=(ReleaseRow,),
    key=("release",),
    sort=("release",),
    published=False,
)
