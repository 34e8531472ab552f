"""The CMS families, by name."""

from schemas.source import Family
from tasks.discover.jpaas import Jpaas
from tasks.discover.jpage import Jpage
from tasks.discover.page import Adapter, ListPage
from tasks.discover.plain import Plain
from tasks.discover.shapes import GKMLPT, JPOLICY, OTHER, SSP
from tasks.discover.trs import Trs
from tasks.discover.ucap import Ucap
from tasks.discover.vsb import Vsb
from tasks.discover.was import Was
from tasks.discover.xml_lists import Feed, Sitemap

# The most particular first: every TRS list is a plain list too, results of a WAS search are TRS pages, and any
# family's JSON is JSON.
ADAPTERS: dict[Family, Adapter] = {
    "gkmlpt": GKMLPT,
    "ssp": SSP,
    "jpolicy": JPOLICY,
    "jpaas": Jpaas(),
    "ucap": Ucap(),
    "json": OTHER,
    "jpage": Jpage(),
    "sitemap": Sitemap(),
    "feed": Feed(),
    "was": Was(),
    "vsb": Vsb(),
    "trs": Trs(),
    "plain": Plain(),
}


def family_of(page: ListPage) -> Family | None:
    """The first family that knows the page as its own; null where none does."""
    return next((family for family, adapter in ADAPTERS.items() if adapter.match(page)), None)
