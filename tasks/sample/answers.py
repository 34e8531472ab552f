"""What each host of the sample answers on each day: files, and the rules of ``web.yaml``. Pure but for reading them.

``data/sample/web/day<N>/<host>/<path>``; a later day overlays the earlier ones.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from typing import Literal, Self
from urllib.parse import parse_qs, unquote, urlsplit

import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample"

Headers = tuple[tuple[str, str], ...]

_HTML = "text/html"
_PLAIN = "text/plain"
_COUNTER = b"{{views}}"
# What a bare nginx says; the sample's hosts have no page of their own for it.
_MISSING = b"<html>\r\n<head><title>404 Not Found</title></head>\r\n<body>\r\n<center><h1>404 Not Found</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"


class Query(BaseModel):
    """An address with a query: the file it answers when every named parameter has the value given."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    when: dict[str, str]
    file: str


class Wall(BaseModel):
    """A challenge that stands before every path but those it spares."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: int
    file: str
    spares: tuple[str, ...]


class Host(BaseModel):
    """How one host answers. ``gone`` and ``walls`` are by day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    validators: tuple[Literal["etag", "last-modified"], ...]
    types: dict[str, str]
    queries: tuple[Query, ...] = ()
    gone: dict[int, tuple[str, ...]] = Field(default_factory=dict)
    walls: dict[int, Wall] = Field(default_factory=dict)
    views: int | None = None


class Web(BaseModel):
    """All hosts, and when the files of each day were last modified."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    modified: dict[int, AwareDatetime]
    hosts: dict[str, Host]

    @classmethod
    def read(cls) -> Self:
        """The web as ``web.yaml`` describes it."""
        return cls.model_validate(yaml.safe_load((SAMPLE / "web" / "web.yaml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: host in lower case and without port, target as sent (path and query), validators held.

    ``times`` counts how often the address was asked on this server, this time included.
    """

    host: str
    target: str
    times: int
    if_none_match: str | None = None
    if_modified_since: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: status, headers (without Content-Length), body."""

    status: int
    headers: Headers
    body: bytes


def answered(web: Web, day: int, asked: Asked) -> Answer:
    """The answer of a host on a day; 421 for a host the sample does not have."""
    host = web.hosts.get(asked.host)
    if host is None:
        return Answer(421, (("Content-Type", _PLAIN),), b"Misdirected request\n")
    target = urlsplit(asked.target)
    path = unquote(target.path)
    wall = host.walls.get(day)
    if wall is not None and path not in wall.spares:
        return Answer(wall.status, (("Content-Type", _HTML),), _found(asked.host, wall.file, day)[1])
    if path in host.gone.get(day, ()):
        return _missing()
    queries = [query for query in host.queries if query.path == path]
    if queries:
        return _query_answer(host, queries, target.query, asked, day)
    return _file_answer(web, host, path, asked, day)


def _query_answer(host: Host, queries: list[Query], sent: str, asked: Asked, day: int) -> Answer:
    # Dynamic addresses carry no validators, as on the real systems.
    values = parse_qs(sent)
    for query in queries:
        if all(values.get(name) == [value] for name, value in query.when.items()):
            _, body = _found(asked.host, query.file, day)
            return Answer(200, (("Content-Type", _type(host, query.file)),), body)
    return _missing()


def _file_answer(web: Web, host: Host, path: str, asked: Asked, day: int) -> Answer:
    relative = path.lstrip("/")
    try:
        since, body = _found(asked.host, relative or _index(asked.host), day)
    except FileNotFoundError:
        return _missing()
    if host.views is not None:
        body = body.replace(_COUNTER, str(host.views + asked.times).encode())
    validators = _validators(host, body, web.modified[since])
    if _unchanged(asked, dict(validators)):
        return Answer(304, validators, b"")
    return Answer(200, (("Content-Type", _type(host, relative or _index(asked.host))), *validators), body)


def _index(host: str) -> str:
    return "index.html" if (SAMPLE / "web" / "day1" / host / "index.html").is_file() else "index.htm"


def _found(host: str, relative: str, day: int) -> tuple[int, bytes]:
    """The day the file came with and its bytes; a folder is answered by its ``index.html``."""
    if ".." in Path(relative).parts:
        raise FileNotFoundError(relative)
    for since in range(day, 0, -1):
        file = SAMPLE / "web" / f"day{since}" / host / relative
        if file.is_dir():
            file /= "index.html"
        if file.is_file():
            return since, file.read_bytes()
    raise FileNotFoundError(relative)


def _missing() -> Answer:
    return Answer(404, (("Content-Type", _HTML),), _MISSING)


def _type(host: Host, file: str) -> str:
    suffix = Path(file).suffix
    return host.types.get(suffix or ".html", _PLAIN if suffix == ".txt" else _HTML)


def _validators(host: Host, body: bytes, modified: datetime) -> Headers:
    # From the bytes and from web.yaml, never from the file system: a fresh checkout answers the same.
    values = {
        "etag": ("ETag", f'"{hashlib.sha256(body).hexdigest()[:16]}"'),
        "last-modified": ("Last-Modified", _http_date(modified)),
    }
    return tuple(values[name] for name in host.validators)


def _unchanged(asked: Asked, validators: dict[str, str]) -> bool:
    etag = validators.get("ETag")
    if asked.if_none_match is not None:
        # RFC 9110: where If-None-Match is sent, If-Modified-Since is not looked at.
        held = {tag.strip().removeprefix("W/") for tag in asked.if_none_match.split(",")}
        return etag is not None and (etag in held or "*" in held)
    modified = validators.get("Last-Modified")
    if asked.if_modified_since is None or modified is None:
        return False
    try:
        return parsedate_to_datetime(modified) <= parsedate_to_datetime(asked.if_modified_since)
    except (TypeError, ValueError):
        return False  # RFC 9110: a date that is none is ignored


def _http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)
