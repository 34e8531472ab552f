"""tongbao parse: read one page or text and print what it states."""

import asyncio
import datetime as dt
import json
import sys
import tempfile
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from cyclopts import Parameter
from rich.console import Console

from flows.cli.grid import grid
from flows.cli.options import Json
from schemas.dataset import FACTS
from schemas.errors import Blocked, NotANotice, SourceUnreachable, UnreadableFile
from schemas.source import Source
from schemas.values import CHINA, Fetched, ParsedNotice, Run


def parse(
    page: Annotated[str, Parameter(allow_leading_hyphen=True)],
    *,
    as_json: Json = False,
) -> int:
    """Read one notice, HTML or plain text, and print what it states.

    Parameters
    ----------
    page
        A file, an http(s) address, or - for standard input.
    as_json
        Print one JSON object: the notice and every row read from it.
    """
    from tasks.extract import read  # noqa: PLC0415
    from tasks.parse import parse as parse_page  # noqa: PLC0415

    parsed = parse_page(read(_body(page), page))
    if as_json:
        print(json.dumps(as_object(parsed), ensure_ascii=False, indent=1, default=_plain))
    else:
        _show(Console(), parsed)
    return 0


def as_object(parsed: ParsedNotice) -> dict[str, Any]:
    """The notice as one object: its facts, its text, and the rows by table."""
    rows = {table.name: [_row(row) for row in parsed.facts(table.name)] for table in FACTS}
    return {"notice": _row(parsed.notice), **rows, "text": parsed.text}


def _row(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.datetime):
        return value.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    msg = f"no JSON for {type(value).__name__}"
    raise TypeError(msg)


def _body(page: str) -> bytes:
    if page == "-":
        return sys.stdin.buffer.read()
    if urlsplit(page).scheme in ("http", "https"):
        return _fetched(page)
    try:
        return Path(page).read_bytes()
    except OSError as error:
        raise UnreadableFile(
            f"{page} cannot be read: {error.strerror}.",
            "Name a file that exists and may be read, or an http(s) address.",
        ) from error


def _fetched(url: str) -> bytes:
    # The same politeness as a run: robots.txt, pace, honest name. Nothing of it is kept.
    from tasks.sample import serve  # noqa: PLC0415
    from tasks.sources import load_sources  # noqa: PLC0415

    host = urlsplit(url).hostname or ""
    known = next((source for source in load_sources().values() if source.allows(host)), None)
    source = known or Source.model_validate(
        {"id": "by-hand", "name": host, "hosts": [host], "division": "000000", "family": "plain", "lists": [url]}
    )
    run = Run(run_id="by-hand", flow="parse", started_at=dt.datetime.now(dt.UTC))
    with ExitStack() as held:
        web = held.enter_context(serve(1)) if source.sample else None
        folder = Path(held.enter_context(tempfile.TemporaryDirectory()))
        fetched = asyncio.run(_ask(source, run, folder, url, web.transport() if web else None))
    capture = fetched.capture
    if capture.outcome == "ok":
        return fetched.body
    if capture.outcome == "blocked":
        raise Blocked(f"{url}: {capture.reason}", "Open it in a browser, save the page, and give the file.")
    if capture.outcome in ("not_html", "image_only", "too_large"):
        raise NotANotice(f"{url}: {capture.reason}", "Give the address of a page with the notice's text.")
    raise SourceUnreachable(f"{url}: {capture.reason}", "Try later, or save the page and give the file.")


async def _ask(source: Source, run: Run, folder: Path, url: str, transport: Any) -> Fetched:
    from tasks.archive import ArchiveWriter  # noqa: PLC0415
    from tasks.fetch import Fetcher  # noqa: PLC0415

    with ArchiveWriter(folder, run, source.id) as archive:
        async with Fetcher(source, run, archive, folder / "pace", transport=transport) as fetcher:
            return await fetcher.get(url, "page")


def _show(console: Console, parsed: ParsedNotice) -> None:
    facts = grid("Notice", "field", "value")
    for name, value in _row(parsed.notice).items():
        if value is not None:
            facts.add_row(name, _plain(value) if not isinstance(value, str | int) else str(value))
    for contact in parsed.contacts:
        facts.add_row(contact.kind, contact.value)
    console.print(facts)
    audit = grid("Self-audit", "check", "outcome", "detail")
    for check in parsed.checks:
        audit.add_row(check.check, check.outcome, check.detail)
    console.print()
    console.print(audit)
    rows = ", ".join(f"{len(parsed.facts(table.name))} {table.name}" for table in FACTS)
    console.print(f"\n{rows}. Every row: --json", highlight=False)
