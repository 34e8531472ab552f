"""Fetched bytes, kept for ever as WARC before anything reads them.

On disk, below the archive folder::

    <run_id>/<source_id>.warc.gz           one file a run and source, one gzip member a record
    index/<run_id>/<source_id>.parquet     one row a record of it, written when it is closed

A file begins with a ``warcinfo`` record that names the run. Every attempt then adds one group of records, fsynced
before the attempt is handed on: for each request sent its ``response`` (or, for a 304, ``revisit``) and ``request``,
and last a ``metadata`` record with the row of ``captures`` as JSON. So the archive alone rebuilds that table, and a
group whose end a kill tore off was never reported to anyone. A payload the archive holds already is a ``revisit`` that
names the record with it.
"""

from tasks.archive.exchange import Exchange
from tasks.archive.held import Held, Place
from tasks.archive.index import read_index, write_index
from tasks.archive.reader import read_record, read_run, runs
from tasks.archive.writer import ArchiveWriter

__all__ = ["ArchiveWriter", "Exchange", "Held", "Place", "read_index", "read_record", "read_run", "runs", "write_index"]
