"""Reads the lists of a source: which pages they name, and which of them may be notices."""

from tasks.discover.discovery import Discovery, discover
from tasks.discover.families import ADAPTERS, family_of
from tasks.discover.links import date_in
from tasks.discover.listing import Listing, PageOfList, is_wanted, listings_of, may_be_notice, page_of_list
from tasks.discover.page import Adapter, ListPage, list_page
from tasks.discover.window import KnownEntries, ListMemory, Memory, missing, swept

__all__ = [
    "ADAPTERS",
    "Adapter",
    "Discovery",
    "KnownEntries",
    "ListMemory",
    "ListPage",
    "Listing",
    "Memory",
    "PageOfList",
    "date_in",
    "discover",
    "family_of",
    "is_wanted",
    "list_page",
    "listings_of",
    "may_be_notice",
    "missing",
    "page_of_list",
    "swept",
]
