"""A diff of two texts as one leaf of HTML."""

from tasks.leaf.leaf import Heading, leaf

__all__ = ["Heading", "leaf"]
