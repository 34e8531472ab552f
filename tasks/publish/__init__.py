"""Flat Parquet of a release, for any reader: a glob over ``current`` is always right."""

from tasks.publish.publication import Publication, publish

__all__ = ["Publication", "publish"]
