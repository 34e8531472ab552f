"""Reads the lists of a source: which pages they name, and which of them may be notices."""

from tasks.discover.discovery import Discovery, discover
from tasks.discover.families import ADAPTERS, family_of
from tasks.discover.listing import Listing, PageOfList, listings_of, may_be_notice, page_of_list
from tasks.discover.page import Adapter, ListPage, list_page
from tasks.discover.window import ListMemory, Memory, missing, swept

__all__ = [
    "ADAPTERS",
    "Adapter",
    "Discovery",
    "ListMemory",
    "ListPage",
    "Listing",
    "Memory",
    "PageOfList",
    "discover",
    "family_of",
    "list_page",
    "listings_of",
    "may_be_notice",
    "missing",
    "page_of_list",
    "swept",
]
