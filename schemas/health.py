"""source_health: how each source stood in each run."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.columns import SourceId
from schemas.lists import RunId
from schemas.table import Column, Table

HEALTH_STATES = ("ok", "warning", "failing")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """One source in one run. What a run did not do, it leaves null: one that reads no lists says nothing of links."""

    source_id: SourceId
    run_id: RunId
    started_at: Annotated[dt.datetime, Column("运行时间", "When the run began (UTC)")]
    state: Annotated[
        str, Column("状态", "failing: a minimum was missed; warning: a person should look", values=HEALTH_STATES)
    ]
    failed_checks: Annotated[str | None, Column("未过检查", "Names of the checks it failed, commas between")]
    reason: Annotated[str, Column("理由", "What failed, in one sentence a check; else that nothing did")]
    reachable: Annotated[bool, Column("可达", "Whether any list or page was had")]
    list_pages: Annotated[int | None, Column("列表页数", "Pages of its lists read")]
    links_listed: Annotated[int | None, Column("链接数", "Entries its lists name")]
    links_matching: Annotated[int | None, Column("相关链接数", "Entries whose title may be a notice's")]
    minimum_links: Annotated[int | None, Column("最少链接数", "What its settings demand")]
    newest: Annotated[dt.date | None, Column("最新日期", "Latest date of an entry")]
    pages_asked: Annotated[int, Column("抓取页数", "Pages asked for, beside lists")]
    pages_had: Annotated[int, Column("正常页数", "Those that answered as pages, changed or not")]
    pages_new: Annotated[int, Column("新页数", "Those never asked for before")]
    pages_held: Annotated[int, Column("扣留页数", "Notices read and held back, because too few have title and date")]
    title_fill: Annotated[float | None, Column("标题填充率", "Share of the notices read that have a title, 0 to 1")]
    date_fill: Annotated[float | None, Column("日期填充率", "Share of them that have a date of publication, 0 to 1")]
    last_good_run: Annotated[str | None, Column("最后正常运行", "The last run in which it was not failing")]
    last_good_at: Annotated[dt.datetime | None, Column("最后正常时间", "When that run began (UTC)")]


SOURCE_HEALTH = Table(
    name="source_health",
    label="来源健康",
    about="One row a source and run.",
    parts=(SourceHealth,),
    key=("source_id", "run_id"),
    sort=("source_id", "started_at"),
    month_of="started_at",
)
