"""Reference data: administrative divisions by name and year, and telephone area codes."""

from tasks.reference.area import area_code
from tasks.reference.division import division
from tasks.reference.gazetteer import Division, divisions
from tasks.reference.mention import divisions_in

__all__ = ["Division", "area_code", "division", "divisions", "divisions_in"]
