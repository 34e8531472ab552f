"""The CMS families, by name."""

from schemas.source import Family
from tasks.discover.jpage import Jpage
from tasks.discover.json_search import Json
from tasks.discover.page import Adapter, ListPage
from tasks.discover.plain import Plain
from tasks.discover.trs import Trs

# The most particular first: every TRS list is a plain list too.
ADAPTERS: dict[Family, Adapter] = {"json": Json(), "jpage": Jpage(), "trs": Trs(), "plain": Plain()}


def family_of(page: ListPage) -> Family | None:
    """The first family that knows the page as its own; null where none does."""
    return next((family for family, adapter in ADAPTERS.items() if adapter.match(page)), None)
