"""Golden tests of a source: a list and a notice as fetched, and what is read from them, for a person to check."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import Any

from schemas.errors import BadSource, NotAList
from schemas.source import Source
from schemas.values import Link, ParsedNotice
from tasks.discover import ADAPTERS, list_page
from tasks.extract import read
from tasks.parse import parse
from tasks.trial.probe import Probe

EXPECTED = "expected.json"
_LIST, _NOTICE = "list", "notice"
# Filled in by who read the pages and found every line below right.
_READ_BY = "read_by"
# Of no meaning to who reads it, or raised with every better rule.
_UNSAID = ("parser_version", "body_sha256", "text")


def write_golden(found: Probe, folder: Path) -> Path:
    """Writes list, notice and what was read from them; gives the file a person reads next.

    Raises:
        NotAList: no title of the list led to a notice: a test of half a source is none.
        BadSource: the folder has something in it.
    """
    if found.preview is None or found.preview.parsed is None:
        raise NotAList(f"{found.url} names no page that reads as a notice.", "Choose a list that has one.")
    if folder.exists() and any(folder.iterdir()):
        raise BadSource(f"{folder} is not empty.", "Name a new folder: what a person has read is not written over.")
    folder.mkdir(parents=True, exist_ok=True)
    _keep(folder, _LIST, found.page.body)
    _keep(folder, _NOTICE, found.preview.fetched.body)
    expected = {
        _READ_BY: None,
        "source": found.source.model_dump(mode="json", exclude_defaults=True),
        "list_url": found.url,
        "notice_url": found.preview.link.url,
    } | _read(found.source, found.url, found.page.body, found.preview.link.url, found.preview.fetched.body)
    file = folder / EXPECTED
    file.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def differences(folder: Path) -> list[str]:
    """What is read from a folder's pages now otherwise than the file says; one line each.

    A file that no person has put their name to is a difference too.
    """
    expected = json.loads((folder / EXPECTED).read_text(encoding="utf-8"))
    source = Source.model_validate(expected["source"])
    found = _read(
        source,
        expected["list_url"],
        _kept(folder, _LIST),
        expected["notice_url"],
        _kept(folder, _NOTICE),
    )
    told = [
        f"{name}: expected {expected.get(name)!r}, read {value!r}"
        for name, value in found.items()
        if expected.get(name) != value
    ]
    unread = [f"{_READ_BY}: nobody has read {folder / EXPECTED} yet"] if not expected[_READ_BY] else []
    return unread + told


def _keep(folder: Path, name: str, body: bytes) -> None:
    # Named so that a browser shows it to who reads it.
    opening = body.lstrip(b"\xef\xbb\xbf \r\n\t")[:5]
    kind = "json" if opening[:1] in (b"{", b"[") else "xml" if opening == b"<?xml" else "html"
    (folder / f"{name}.{kind}").write_bytes(body)


def _kept(folder: Path, name: str) -> bytes:
    (file,) = folder.glob(f"{name}.*")
    return file.read_bytes()


def _read(source: Source, list_url: str, listing: bytes, notice_url: str, notice: bytes) -> dict[str, Any]:
    adapter = ADAPTERS[source.family]
    page = list_page(list_url, listing, source.search, source.zone)
    parsed = parse(read(notice, notice_url))
    return {
        "links": [_link(link) for link in adapter.links(page)],
        "next": adapter.next(page),
        "notice": _facts(parsed),
        "items": [f"{item.item_no}. {item.heading}" for item in parsed.items],
        "contacts": [f"{contact.kind}: {contact.value}" for contact in parsed.contacts],
    }


def _link(link: Link) -> Mapping[str, str | None]:
    return {"url": link.url, "title": link.title, "listed_on": link.listed_on.isoformat() if link.listed_on else None}


def _facts(parsed: ParsedNotice) -> dict[str, Any]:
    values = {
        one.name: _plain(getattr(parsed.notice, one.name)) for one in fields(parsed.notice) if one.name not in _UNSAID
    }
    return {name: value for name, value in values.items() if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, dt.date) else value
