"""Watch over sources, lists and pages: when to ask again, what vanished, and what is failing."""

from tasks.watch.due import Past, next_due
from tasks.watch.hold import hold_back
from tasks.watch.ladder import Answer, Check, ListPlace, Standing, standing
from tasks.watch.pages import revisit
from tasks.watch.past import pasts
from tasks.watch.watching import Brought, Watched, watch

__all__ = [
    "Answer",
    "Brought",
    "Check",
    "ListPlace",
    "Past",
    "Standing",
    "Watched",
    "hold_back",
    "next_due",
    "pasts",
    "revisit",
    "standing",
    "watch",
]
