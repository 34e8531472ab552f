"""pages: how every known page stands, from live to gone."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from schemas.columns import RecordedAt, Release, SourceId, Url
from schemas.lists import RunId
from schemas.operations import OUTCOMES
from schemas.table import Column, Table

# live: it answers · delisted: it answers, and no list names it any more · unreachable: it has not answered for days ·
# soft_404: said not to be there, by status or in words, not yet often and long enough · gone: so often and long ·
# restored: there again after it was gone · moved: its notice stands at another address of the same site
PAGE_STATES = ("live", "delisted", "unreachable", "soft_404", "gone", "restored", "moved")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """A known page, as a run left it."""

    url: Url
    source_id: SourceId
    notice_id: Annotated[str | None, Column("通报编号", "The notice it carries; null where it was read as none")]
    state: Annotated[str, Column("状态", "How it stands; only gone is a takedown", values=PAGE_STATES)]
    state_since: Annotated[dt.datetime, Column("状态起始", "Since when, as far as it was asked (UTC)")]
    reason: Annotated[str, Column("理由", "Why, in one sentence")]
    moved_to: Annotated[str | None, Column("新网址", "Where its notice stands now, on the same site")]
    first_seen: Annotated[dt.datetime, Column("首次抓取", "When it was first asked for (UTC)")]
    last_seen: Annotated[dt.datetime | None, Column("最后见到", "When it last answered or a list last named it (UTC)")]
    last_ok: Annotated[dt.datetime | None, Column("最后正常", "When it last answered as a page (UTC)")]
    last_asked: Annotated[dt.datetime, Column("最后抓取", "When it was last asked for (UTC)")]
    last_outcome: Annotated[str, Column("最后结果", "What came of that", values=OUTCOMES)]
    last_listed: Annotated[
        dt.datetime | None, Column("最后列出", "When a list last named it, as known when the row was made (UTC)")
    ]
    listed_on: Annotated[dt.date | None, Column("列表日期", "The date that list gives it")]
    changed_at: Annotated[dt.datetime | None, Column("最后变更", "When a changed text was last recorded (UTC)")]
    next_due: Annotated[dt.datetime, Column("下次应抓", "When it is to be asked again (UTC)")]
    captures: Annotated[int, Column("抓取次数", "How often it was asked")]
    run_id: RunId
    recorded_at: RecordedAt
    release: Release


PAGES = Table(
    name="pages",
    label="页面",
    about="One row a known page; in the store, one more whenever a run asked it or learned of it.",
    parts=(PageRow,),
    key=("url", "release"),
    sort=("source_id", "first_seen", "url"),
    month_of="first_seen",
)
