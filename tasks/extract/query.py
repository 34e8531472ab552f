"""CSS queries, with one selector engine a thread: a tree's own costs as much to set up as all queries of a small page."""

import threading

from selectolax.lexbor import LexborCSSSelector, LexborNode


class _Engine(threading.local):
    def __init__(self) -> None:
        self.selector = LexborCSSSelector()  # type: ignore[no-untyped-call]  # its stub forgets "-> None"


_ENGINE = _Engine()


def every(node: LexborNode, query: str) -> list[LexborNode]:
    """The nodes that match, the node itself among them, in document order."""
    return _ENGINE.selector.find(query, node)


def holds(node: LexborNode, query: str) -> bool:
    """Whether the node, or any below it, matches."""
    return bool(_ENGINE.selector.any_matches(query, node))
