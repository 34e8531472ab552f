"""What the store knows, asked by key: of an address, a digest, a notice, an entry of a list."""

from tasks.lookup.learn import learn_captures, learn_copies, learn_lists, learn_notices
from tasks.lookup.lists import EntriesOf, dropped, last_sightings, memories
from tasks.lookup.lookup import Lookup
from tasks.lookup.payloads import Payloads
from tasks.lookup.times import microseconds, moment
from tasks.lookup.where import (
    asked_before,
    carried_by,
    carrying,
    pages_of,
    releases_with_copies,
    releases_with_notices,
    runs_with,
)

__all__ = [
    "EntriesOf",
    "Lookup",
    "Payloads",
    "asked_before",
    "carried_by",
    "carrying",
    "dropped",
    "last_sightings",
    "learn_captures",
    "learn_copies",
    "learn_lists",
    "learn_notices",
    "memories",
    "microseconds",
    "moment",
    "pages_of",
    "releases_with_copies",
    "releases_with_notices",
    "runs_with",
]
