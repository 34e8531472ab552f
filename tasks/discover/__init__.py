"""Reads the lists of a source: which pages they name, and which of them may be notices."""

from tasks.discover.discovery import Discovery, discover
from tasks.discover.families import ADAPTERS, family_of
from tasks.discover.page import Adapter, ListPage, list_page

__all__ = ["ADAPTERS", "Adapter", "Discovery", "ListPage", "discover", "family_of", "list_page"]
