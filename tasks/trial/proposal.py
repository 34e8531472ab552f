"""The source an address would make, and its YAML for a person to finish."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError

from schemas.errors import NotAList, TongbaoError
from schemas.source import Family, JsonSearch, Source
from schemas.values import Fetched, Link
from tasks.extract import read
from tasks.reference import division

_SAMPLE_SUFFIX = ".example"
# www.fzcl.gov.cn → fzcl, fzxq.fuzhou.gov.cn → fzxq-fuzhou
_PREFIX = re.compile(r"^(?:www\d?|m)\.")
_SUFFIX = re.compile(r"(?:\.(?:gov|org|com|net|edu|ac))?\.(?:cn|com|org|net|example)$")
_NOT_ID = re.compile(r"[^a-z0-9]+")
# 福州市长乐区人民政府门户网站, 长乐区政府网: the division is what stands before.
_BODY = re.compile(r"(?:人民政府|政府|纪委|纪检监察|监察委|区委|县委|市委).*$")
# A host with fewer of a list's entries than a fifth is an advertisement for another site.
_OWN_SHARE = 5
_NATION = "000000"
# Addresses are not folded.
_WIDE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The source, its YAML, and what a person must look at before it is used."""

    source: Source
    yaml: str


def by_hand(url: str, hosts: Sequence[str]) -> Source:
    """A source to ask one address with, before anything is known of the site.

    Raises:
        NotAList: what is given is no address.
    """
    sample = hosts[0].endswith(_SAMPLE_SUFFIX)
    try:
        return Source.model_validate(
            {"id": "by-hand", "name": f"by hand: {hosts[0]}", "hosts": hosts, "division": _NATION, "family": "plain"}
            | {"lists": [url]}
            | ({"sample": True, "interval_seconds": 0.05} if sample else {})
        )
    except ValidationError as error:
        said = error.errors()[0]["msg"]
        raise NotAList(f"{url!r} is no address of a list: {said}.", "Give an http(s) address.") from error


def propose(url: str, family: Family, search: JsonSearch | None, links: Sequence[Link], page: Fetched) -> Proposal:
    """The source that would watch the list: what can be known is filled in, the rest says so in a comment."""
    host = (urlsplit(url).hostname or "").lower()
    name = _name(page) or host
    place = division(_BODY.sub("", name), year=None) if name != host else None
    settings: dict[str, object] = {
        "id": _id(host),
        "name": name,
        "hosts": _hosts(host, links),
        "division": place.code if place else _NATION,
        "family": family,
        "lists": [url],
    }
    if search is not None:
        settings["search"] = search.model_dump(exclude_none=True)
    if family == "sitemap" and not any(link.title for link in links):
        settings["address_rule"] = "xszg|xsxc|xunshi|xuncha"
    if host.endswith(_SAMPLE_SUFFIX):
        settings |= {"sample": True, "interval_seconds": 0.05}
    settings["schedule"] = "daily"
    settings["verified"] = "never"
    return Proposal(source=Source.model_validate(settings), yaml=_written(settings, place is None))


def _written(settings: dict[str, object], placeless: bool) -> str:
    lines = [f"# Proposed by `tongbao sources probe`. Read it, mend it, then: tongbao sources check {settings['id']}"]
    for key, value in settings.items():
        comment = ""
        if key == "division" and placeless:
            comment = "  # not known from the page: the GB/T 2260 code of the site's region"
        if key == "address_rule":
            comment = "  # a guess: the list has no titles, so say which addresses are notices"
        lines.append(f"{_line(key, value)}{comment}")
    return "\n".join(lines) + "\n"


def _line(key: str, value: object) -> str:
    if isinstance(value, list):
        return f"{key}: {yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=_WIDE).rstrip()}"
    return yaml.safe_dump(
        {key: value}, allow_unicode=True, sort_keys=False, default_flow_style=False, width=_WIDE
    ).rstrip()


def _id(host: str) -> str:
    bare = _NOT_ID.sub("-", _SUFFIX.sub("", _PREFIX.sub("", host))).strip("-")
    return bare[:41] if len(bare) > 1 else f"site-{bare or 'new'}"


def _hosts(host: str, links: Sequence[Link]) -> list[str]:
    met = Counter((urlsplit(link.url).hostname or "").lower() for link in links)
    often = [one for one, count in met.most_common() if one and count * _OWN_SHARE >= len(links)]
    return list(dict.fromkeys([host, *often]))


def _name(page: Fetched) -> str | None:
    try:
        read_page = read(page.body, page.capture.url)
    except TongbaoError:
        return None
    return read_page.site_name if read_page.site_name and len(read_page.site_name) > 1 else None
