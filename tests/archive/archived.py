"""What the tests of the archive write: captures and exchanges of one site."""

import datetime as dt
import hashlib
from dataclasses import replace

import polars as pl

from schemas.operations import CAPTURES, Capture
from schemas.values import Fetched, Run
from tasks.archive import ArchiveWriter, Exchange

AT = dt.datetime(2026, 1, 5, 1, 2, 3, 456789, tzinfo=dt.UTC)
RUN = Run(run_id="20260105T010000Z", flow="collect", started_at=AT)
LATER = Run(run_id="20260112T010000Z", flow="collect", started_at=AT + dt.timedelta(days=7))
FILE = f"{RUN.run_id}/site.warc.gz"
BODY = "<p>关于巡视整改进展情况的通报</p>".encode() * 50


def exchange(number=1, status=200, body=BODY, **changes):
    given = {
        "url": f"https://h.example/a{number}.html?x=1",
        "at": AT,
        "request_headers": (("Host", "h.example"), ("User-Agent", "tongbao")),
        "http_version": "HTTP/2",
        "status": status,
        "phrase": "OK" if status == 200 else "",
        "response_headers": (
            ("content-type", "text/html"),
            ("content-encoding", "gzip"),
            ("transfer-encoding", "chunked"),
            ("content-length", "77"),
        ),
        "body": body,
    }
    return Exchange(**(given | changes))


def fetched(number=1, outcome="ok", body=BODY, run=RUN, **changes):
    capture = Capture(
        capture_id=f"{run.run_id}-site-{number:05d}",
        run_id=run.run_id,
        source_id="site",
        url=f"https://h.example/a{number}.html?x=1",
        purpose="page",
        fetched_at=run.started_at,
        outcome=outcome,
        status=200,
        reason="一切正常。",
        final_url=None,
        content_type="text/html",
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        etag=None,
        last_modified=None,
        sent_etag=None,
        sent_last_modified=None,
        attempts=1,
        waited=0.25,
        warc_file=None,
        warc_offset=None,
    )
    return Fetched(capture=replace(capture, **changes), body=body if outcome == "ok" else b"")


def write_four(root):
    """A page, a «not modified», an attempt without an answer, and a wall behind a redirect."""
    wall = b"<script>1</script>"
    with ArchiveWriter(root, RUN, "site") as archive:
        return [
            archive.write(fetched(1), [exchange(1)]),
            archive.write(fetched(2, "not_modified", b"", status=304, sha256=None), [exchange(2, 304, b"")]),
            archive.write(fetched(3, "unreachable", b"", status=None, sha256=None, url="http://某地.例/通报"), []),
            archive.write(fetched(4, "blocked", wall, status=412), [exchange(3, 302, b""), exchange(4, 412, wall)]),
        ]


def captures_of(written):
    """The store's captures, as the run that wrote them would have them."""
    return CAPTURES.frame((one.capture,) for one in written)


def none_stored():
    return pl.DataFrame(schema=CAPTURES.polars)
