"""Sanctions: each person a notice or bulletin names as dealt with, and how.

The only rows with names. ``sanctions_of`` reads a rectification notice (its lists and its running text),
``sanctions_in_case`` one case of a bulletin.
"""

from tasks.parse.sanctions.ground import Ground, ground_of
from tasks.parse.sanctions.people import people_in
from tasks.parse.sanctions.rows import sanctions_in_case, sanctions_of

__all__ = ["Ground", "ground_of", "people_in", "sanctions_in_case", "sanctions_of"]
