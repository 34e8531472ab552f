"""notices: one row a notice and revision, with the document facts; and its text in a table of its own."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.columns import Key, RecordedAt, Release, SourceId, Url
from schemas.table import Column, Table

KINDS = ("巡视", "巡察")
# rectification: 整改进展情况的通报; cases: 公开通报典型案例
NOTICE_KINDS = ("rectification", "cases")
LEVELS = ("central", "province", "city", "county")
BODY_SOURCES = ("sign_off", "title", "opening")
TITLE_SOURCES = ("meta", "heading", "title_tag", "text", "built")
REGION_KINDS = ("province", "city", "county", "functional_zone")
CAUSES = (
    "first_seen",
    "source_revision",
    "parser_upgrade",
    "template_change",
    "encoding_fix",
    "identity_merge",
    "correction",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Document facts, as the notice states them; null where it does not."""

    notice_kind: Annotated[str, Column("通报类别", "What is made public", values=NOTICE_KINDS)]
    title: Annotated[str | None, Column("标题", "Title as published, or built from the sign-off (see title_source)")]
    title_source: Annotated[str | None, Column("标题出处", "Where the title was read", values=TITLE_SOURCES)]
    source: Annotated[str | None, Column("信息来源", "Publishing body as the page names it (来源)")]
    published_at: Annotated[dt.datetime | None, Column("发布时间", "Time of publication the page states (UTC)")]
    published_on: Annotated[dt.date | None, Column("发布日期", "Local date (UTC+8) of published_at")]
    inspected_body: Annotated[str | None, Column("被巡视巡察党组织", "Full form, from sign-off, title or opening")]
    inspected_body_source: Annotated[str | None, Column("名称出处", "Where it was read", values=BODY_SOURCES)]
    division_code: Annotated[
        str | None,
        Column("行政区划代码", "GB/T 2260, six digits, of the inspected body; a functional zone has its parent city's"),
    ]
    region_kind: Annotated[str | None, Column("区域类别", "Kind of the region", values=REGION_KINDS)]
    province_code: Annotated[
        str | None, Column("省级代码", "GB/T 2260 of the province: no notice names it, it follows from division_code")
    ]
    province: Annotated[
        str | None, Column("省级名称", "Name of the province in the year of the notice; follows from division_code")
    ]
    city: Annotated[
        str | None,
        Column(
            "地级名称", "Name of the city it lies in, or is, likewise; a municipality's (直辖市) is the municipality"
        ),
    ]
    county: Annotated[str | None, Column("县级名称", "Name of the county or district likewise; null above that level")]
    inspection_kind: Annotated[
        str | None, Column("监督类别", "巡视 (by centre or province) or 巡察 (by city or county)", values=KINDS)
    ]
    inspection_level: Annotated[str | None, Column("巡视巡察层级", "Level of the inspecting committee", values=LEVELS)]
    ordered_by: Annotated[str | None, Column("部署机关", "Who ordered the inspection, as printed: 省委")]
    inspection_round: Annotated[str | None, Column("巡视巡察轮次", "Round as printed: 十一届省委第二轮巡视")]
    inspection_group: Annotated[str | None, Column("巡视巡察组", "Inspecting team as printed")]
    inspected_from: Annotated[dt.date | None, Column("进驻开始", "First day on site")]
    inspected_to: Annotated[dt.date | None, Column("进驻结束", "Last day on site; a missing year is that of the start")]
    feedback_on: Annotated[dt.date | None, Column("反馈日期", "Day the findings were given")]
    signed_by: Annotated[str | None, Column("落款单位", "Body that signs")]
    signed_on: Annotated[dt.date | None, Column("落款日期", "Date of the sign-off")]
    problems_stated: Annotated[int | None, Column("声明问题数", "Problems the notice says were found", unit="个")]
    measures_stated: Annotated[int | None, Column("声明措施数", "Measures the notice says were drawn up", unit="条")]
    rules_stated: Annotated[int | None, Column("声明制度数", "Rules the notice says were made", unit="项")]
    parts: Annotated[int, Column("部分数", "Parts (一、) parsed")]
    aspects: Annotated[int, Column("方面数", "Sections (（一）) parsed in the part that reports rectification")]
    items: Annotated[int, Column("项目数", "Rectification items parsed")]
    items_titled: Annotated[int, Column("有标题项目数", "Items whose first sentence is a title")]
    measures: Annotated[int, Column("措施数", "Measures or sub-items （N） parsed under items")]
    follow_on_paragraphs: Annotated[int, Column("接续段落数", "Unnumbered paragraphs that continue an item or measure")]
    cases: Annotated[int, Column("案例数", "Cases of a bulletin parsed")]
    characters: Annotated[int, Column("字数", "Characters of the kept text", unit="character")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a revision comes from and since when it is known."""

    url: Url
    source_id: SourceId
    cause: Annotated[str, Column("修订原因", "Why this revision exists", values=CAUSES)]
    body_sha256: Annotated[
        str, Column("正文摘要", "SHA-256 of the folded body without white space: no furniture in it")
    ]
    valid_from: Annotated[dt.datetime, Column("生效时间", "When the source was first seen to say this (UTC)")]
    recorded_at: RecordedAt
    release: Release
    parser_version: Annotated[str, Column("解析器版本", "Version of the rules that made the rows")]
    warc_file: Annotated[str, Column("存档文件", "WARC file of the capture, below the archive folder")]
    warc_offset: Annotated[int, Column("存档位置", "Offset of its record in that file", unit="byte")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The kept text: width-folded, one block a line. Every char_start and char_end counts in it."""

    text: Annotated[str, Column("正文", "Kept text, lines joined by a line feed", privacy="text")]
    release: Release


NOTICES = Table(
    name="notices",
    label="通报",
    about="One row a notice: who was inspected by whom and when, what the notice declares, where it stands.",
    parts=(Key, Notice, Provenance),
    key=("notice_id", "revision"),
    sort=("signed_on", "notice_id", "revision"),
)
TEXTS = Table(
    name="texts",
    label="正文",
    about="The kept text of each notice, apart so that other tables stay small.",
    parts=(Key, Text),
    key=("notice_id", "revision"),
    sort=("notice_id", "revision"),
)
