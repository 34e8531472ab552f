"""Sanctions: each person a notice or bulletin names as dealt with, and how.

The only rows with names. ``sanctions_of`` reads a rectification notice (its lists and its running text),
``sanctions_of_cases`` the cases of a bulletin.
"""

from tasks.parse.sanctions.ground import Ground, ground_of
from tasks.parse.sanctions.people import people_in
from tasks.parse.sanctions.rows import sanctions_of, sanctions_of_cases

__all__ = ["Ground", "ground_of", "people_in", "sanctions_of", "sanctions_of_cases"]
