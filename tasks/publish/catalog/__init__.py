"""What stands beside the Parquet of a publication, so that people and programs find their way: all from ``schemas``."""

from tasks.publish.catalog.catalog import FILES, write_catalog
from tasks.publish.catalog.database import NAME as DATABASE
from tasks.publish.catalog.database import write_database
from tasks.publish.catalog.dictionary import dictionary
from tasks.publish.catalog.edition import Published

__all__ = ["DATABASE", "FILES", "Published", "dictionary", "write_catalog", "write_database"]
