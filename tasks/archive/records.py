"""WARC records, built from what was exchanged."""

import datetime as dt
import io
from typing import Any
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.operations import Capture
from tasks.archive.exchange import Exchange
from tasks.archive.original import Original
from tasks.archive.row import to_json

NOT_MODIFIED_PROFILE = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
ROW_CONTENT_TYPE = "application/json"
# They describe the bytes on the wire. Left beside a decoded body they make replay tools decode it twice.
_OF_THE_WIRE = {"content-encoding", "transfer-encoding", "content-length"}


def answer_record(writer: WARCWriter, exchange: Exchange, original: Original | None = None) -> Any:
    """The ``response`` record; a ``revisit`` for a 304, and for a payload that ``original`` holds already.

    For a 304 ``original`` is what the address last brought, where that is known.
    """
    headers = _warc_headers(exchange)
    http = _status_and_headers(exchange)
    if exchange.status == 304:
        headers["WARC-Profile"] = NOT_MODIFIED_PROFILE
        headers["WARC-Refers-To-Target-URI"] = original.url if original else exchange.url
        if original:
            headers["WARC-Refers-To-Date"] = original.date
            headers["WARC-Payload-Digest"] = original.payload_digest or ""
        return writer.create_warc_record(exchange.url, "revisit", warc_headers_dict=_filled(headers), http_headers=http)
    if original is not None and original.payload_digest:
        # Of a place the standard has no name; these two are Heritrix's, and replay tools pass over them.
        headers["WARC-Refers-To-Filename"] = original.warc_file
        headers["WARC-Refers-To-File-Offset"] = str(original.warc_offset)
        return writer.create_revisit_record(
            exchange.url,
            digest=original.payload_digest,
            refers_to_uri=original.url,
            refers_to_date=original.date,
            http_headers=http,
            warc_headers_dict=headers,
        )
    if exchange.truncated:
        headers["WARC-Truncated"] = exchange.truncated
    return writer.create_warc_record(
        exchange.url,
        "response",
        payload=io.BytesIO(exchange.body),
        length=len(exchange.body),
        warc_headers_dict=headers,
        http_headers=http,
    )


def request_record(writer: WARCWriter, exchange: Exchange, answer: Any) -> Any:
    """The ``request`` record that belongs to an answer."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = _warc_headers(exchange)
    headers["WARC-Concurrent-To"] = answer.rec_headers.get_header("WARC-Record-ID")
    http = StatusAndHeaders(f"{target} HTTP/1.1", list(exchange.request_headers), protocol="GET", is_http_request=True)
    return writer.create_warc_record(exchange.url, "request", warc_headers_dict=headers, http_headers=http)


def row_record(writer: WARCWriter, capture: Capture, answer: Any | None) -> Any:
    """The ``metadata`` record with the row of captures, pointing at the answer it is about."""
    headers = {"WARC-Date": _warc_date(capture.fetched_at)}
    if answer is not None:
        headers["WARC-Refers-To"] = answer.rec_headers.get_header("WARC-Record-ID")
    body = to_json(capture)
    return writer.create_warc_record(
        # Of its own, not the page's: replay tools would show this record where the page is asked for.
        f"urn:capture:{capture.capture_id}",
        "metadata",
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type=ROW_CONTENT_TYPE,
        warc_headers_dict=headers,
    )


def _warc_headers(exchange: Exchange) -> dict[str, str]:
    headers = {"WARC-Date": _warc_date(exchange.at)}
    if exchange.address:
        headers["WARC-IP-Address"] = exchange.address
    if exchange.http_version == "HTTP/2":
        # Replay tools read HTTP/1.1 only: the stored form is that, the protocol spoken stands here.
        headers["WARC-Protocol"] = "h2"
    return headers


def _status_and_headers(exchange: Exchange) -> StatusAndHeaders:
    headers: list[tuple[str, str]] = []
    for name, value in exchange.response_headers:
        kept = f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_WIRE else name
        headers.append((kept, value))
    if exchange.status != 304:
        headers.append(("Content-Length", str(len(exchange.body))))
    protocol = "HTTP/1.0" if exchange.http_version == "HTTP/1.0" else "HTTP/1.1"
    return StatusAndHeaders(f"{exchange.status} {exchange.phrase}".strip(), headers, protocol=protocol)


def _filled(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if value}


def _warc_date(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
