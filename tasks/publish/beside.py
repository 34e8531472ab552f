"""What stands beside the Parquet of a version: catalogs, database, changelog, feed, page."""

from pathlib import Path

from tasks.publish import switch
from tasks.publish.build import Making
from tasks.publish.catalog import DATABASE, Published, write_catalog, write_database
from tasks.publish.changelog import NAME as CHANGELOG
from tasks.publish.changelog import write_changelog
from tasks.publish.feed import NAME as FEED
from tasks.publish.feed import write_feed
from tasks.publish.page import NAME as PAGE
from tasks.publish.page import write_page

# They speak of notices, and cost the more the more notices there are: a run without news keeps them.
_OF_NEWS = (DATABASE, CHANGELOG, FEED, PAGE)


def write_beside(partial: Path, published: Published, making: Making) -> None:
    """Writes them into the version's folder, whose Parquet must be there.

    Raises:
        OSError: what the file system refuses.
        duckdb.Error: the database cannot be written.
    """
    write_catalog(partial, published)
    last, current = making.last, making.current.resolve()
    made = published.manifest
    same = last is not None and (last.news, last.masked_by) == (made.news, made.masked_by)
    if same and (current / DATABASE).is_file():
        for name in _OF_NEWS:
            if (current / name).is_file():
                switch.link(current / name, partial / name)
        return
    earlier = last.files if last is not None else ()
    write_database(partial, published, current, earlier)
    write_changelog(partial, published, current, earlier)
    write_feed(partial, published)
    if making.edition == "public":
        write_page(partial, published, current if last is not None else None)
