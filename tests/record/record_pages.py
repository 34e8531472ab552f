"""Pages of a notice, the notice as the store holds it, and one run's recording of it."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from notices import text_page

from schemas.history import Copy
from schemas.notice import Provenance
from schemas.operations import Capture
from schemas.source import Source
from schemas.values import NoticePage, Page, Run
from tasks.parse import parse
from tasks.record import CopySeen, NoticeSeen, Recorded, StoredNotice, record
from tasks.text import digest

NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
RUN = Run(run_id="r2", flow="collect", started_at=NOW)
TEXT = text_page("shaxian").text
EDITED = TEXT.replace("27.05万元", "28.15万元")
CUT = TEXT[: TEXT.index("欢迎广大干部群众")]


def source(name: str, division: str) -> Source:
    return Source.model_validate(
        {
            "id": name,
            "name": name,
            "hosts": [f"{name}.example"],
            "division": division,
            "family": "plain",
            "lists": [f"http://{name}.example/"],
        }
    )


SOURCES = {"own": source("own", "350405"), "other": source("other", "350000")}


def page(source_id: str, path: str, text: str = TEXT) -> NoticePage:
    url = f"http://{source_id}.example/{path}"
    parsed = parse(Page(url=url, text=text, encoding="utf-8"))
    capture = Capture(
        capture_id=url,
        run_id="r",
        source_id=source_id,
        url=url,
        purpose="page",
        fetched_at=NOW,
        outcome="ok",
        status=200,
        reason="",
        final_url=url,
        content_type="text/html",
        size=1,
        sha256="0",
        etag=None,
        last_modified=None,
        sent_etag=None,
        sent_last_modified=None,
        attempts=1,
        waited=0.0,
        warc_file="r/own.warc.gz",
        warc_offset=0,
    )
    return NoticePage(
        capture=capture, page=Page(url=url, text=text, encoding="utf-8"), parsed=parsed, body_sha256=digest(parsed.body)
    )


def copy_of(stored: NoticePage, role: str) -> Copy:
    return Copy(
        notice_id="n",
        url=stored.page.url,
        source_id=stored.capture.source_id,
        role=role,
        reason="",
        containment=1.0,
        drift=0,
        body_sha256=stored.body_sha256,
        title=None,
        published_at=None,
        first_seen=NOW,
        delay=0,
        recorded_at=NOW,
        release=1,
    )


def known(canonical: NoticePage, *copies: NoticePage) -> StoredNotice:
    provenance = Provenance(
        url=canonical.page.url,
        source_id=canonical.capture.source_id,
        cause="first_seen",
        body_sha256=canonical.body_sha256,
        valid_from=NOW,
        recorded_at=NOW,
        release=1,
        parser_version="1",
        warc_file="r/own.warc.gz",
        warc_offset=0,
    )
    rows = [copy_of(canonical, "canonical"), *(copy_of(one, "copy") for one in copies)]
    return StoredNotice(
        notice_id="n",
        revision=1,
        provenance=provenance,
        parsed=canonical.parsed,
        copies={row.url: row for row in rows},
    )


class Archived:
    """An archive: pages by address, and the one behind the stored revision."""

    def __init__(self, *pages: NoticePage, behind: NoticePage | None = None) -> None:
        self.pages = {one.page.url: one for one in pages}
        self.page_behind = behind

    def latest(self, url: str) -> NoticePage | None:
        return self.pages.get(url)

    def behind(self, provenance: Provenance) -> NoticePage | None:
        return self.page_behind


NOTHING = Archived()


def steps(
    stored: StoredNotice | None,
    *pages: NoticePage,
    lost: bool = False,
    archive: Archived = NOTHING,
    furniture: frozenset[str] = frozenset(),
    absorbed: Mapping[str, Copy] = MappingProxyType({}),
) -> tuple[Recorded, ...]:
    seen = NoticeSeen(
        notice_id="n",
        copies=tuple(CopySeen(page=one, reason="test", containment=1.0) for one in pages),
        stored=stored,
        lost=lost,
        absorbed=absorbed,
        decisions=(),
        furniture=furniture,
    )
    return record(seen, RUN, 2, SOURCES, archive)


def recorded(stored: StoredNotice | None, *pages: NoticePage, lost: bool = False) -> Recorded:
    (found,) = steps(stored, *pages, lost=lost)
    return found


def page_of(read: Page, source_id: str = "own") -> NoticePage:
    """A page that was extracted, as one of a site."""
    like = page(source_id, "b")
    parsed = parse(read)
    return NoticePage(capture=like.capture, page=read, parsed=parsed, body_sha256=digest(parsed.body))
