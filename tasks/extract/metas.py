"""Metas of the government web-site standard (SiteName, ColumnName, ArticleTitle, PubDate, ContentSource) and kin.

``Maketime`` and ``页面生成时间`` are the time of rendering and are never read.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from tasks.extract.clean import clean

# Lower-case names, the standard's first.
_TITLE = ("articletitle", "og:title")
_SOURCE = ("contentsource", "source", "article:author")
_SITE = ("sitename", "og:site_name")
_COLUMN = ("columnname", "lanmu")
_PUBLISHED = (
    "pubdate",
    "publishdate",
    "publishtime",
    "firstpublishedtime",
    "article:published_time",
    "og:release_date",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metas:
    """What the page's metas say, cleaned; None where they are missing or blank."""

    title: str | None
    source: str | None
    site_name: str | None
    column: str | None
    published: str | None


def metas(nodes: Iterable[LexborNode]) -> Metas:
    """What the page's ``meta`` nodes say. Names in any case; of duplicates the first that is not blank."""
    found: dict[str, str] = {}
    for node in nodes:
        attributes = node.attributes
        name = (attributes.get("name") or attributes.get("property") or "").lower()
        content = attributes.get("content")
        if name and content and not content.isspace():
            found.setdefault(name, content)
    return Metas(
        title=_first(found, _TITLE),
        source=_first(found, _SOURCE),
        site_name=_first(found, _SITE),
        column=_first(found, _COLUMN),
        published=_first(found, _PUBLISHED),
    )


def _first(found: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((value for name in names if (value := clean(found.get(name)))), None)
