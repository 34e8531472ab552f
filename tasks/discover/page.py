"""One page of a list, and what an adapter of a CMS family does with it."""

import datetime as dt
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from selectolax.lexbor import LexborHTMLParser

from schemas.source import JsonSearch
from schemas.values import CHINA, Link
from tasks.extract import decode

_WRAPPED = re.compile(r"^\s*[\w.$]+\(\s*(\{.*\}|\[.*\])\s*\)\s*;?\s*$", re.DOTALL)  # callback({"data": …});


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """A list page, decoded. ``url`` is where it was found, redirects followed. ``search`` is the source's, if any.

    ``zone`` is the one of the times it states.
    """

    url: str
    text: str
    search: JsonSearch | None = None
    zone: dt.tzinfo = CHINA

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page as HTML, parsed once."""
        return LexborHTMLParser(self.text)

    @cached_property
    def json(self) -> Any:
        """The page as JSON, out of its callback if it has one; null where it is none.

        Raises:
            RecursionError: «[[[[…» of a hostile server nests deeper than Python follows: a fault, no empty list.
        """
        wrapped = _WRAPPED.match(self.text)
        try:
            return json.loads(wrapped[1] if wrapped else self.text)
        except ValueError:
            return None


class Adapter(Protocol):
    """How one CMS family writes its lists."""

    def match(self, page: ListPage) -> bool:
        """Whether the page is of this family."""

    def links(self, page: ListPage) -> list[Link]:
        """Every entry of the list, in its order, addresses absolute."""

    def next(self, page: ListPage) -> str | None:
        """Address of the following page; null on the last."""


def list_page(url: str, body: bytes, search: JsonSearch | None = None, zone: dt.tzinfo = CHINA) -> ListPage:
    """The bytes of a list as a page.

    Raises:
        EmptyPage, UndecodablePage: as ``tasks.extract.decode``.
    """
    return ListPage(url=url, text=decode(body)[0], search=search, zone=zone)
