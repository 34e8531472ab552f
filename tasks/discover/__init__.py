"""Reads the lists of a source: which pages they name, and which of them may be notices."""

from tasks.discover.discovery import Discovery, discover, is_wanted
from tasks.discover.families import ADAPTERS, family_of
from tasks.discover.links import date_in
from tasks.discover.page import Adapter, ListPage, list_page

__all__ = [
    "ADAPTERS",
    "Adapter",
    "Discovery",
    "ListPage",
    "date_in",
    "discover",
    "family_of",
    "is_wanted",
    "list_page",
]
