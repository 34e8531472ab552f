"""A table of the store against the schema of this program: what is new in it, and what would break it."""

from collections.abc import Iterator

import pyarrow as pa

from schemas.errors import StoreVersion
from schemas.table import Table


def new_columns(held: pa.Schema, table: Table) -> list[pa.Field]:
    """Columns that what is stored does not have: it reads as null in them.

    Raises:
        StoreVersion: the schema differs in another way, so that rows of both could not stand in one table.
    """
    broken = list(_breaks(held, table))
    if broken:
        raise StoreVersion(
            f"The stored table {table.name} is not what this program writes: {'; '.join(broken)}.",
            "Replay the archive into a new home, or use the version of tongbao that made the store.",
        )
    return [field for field in table.arrow if field.name not in held.names]


def _breaks(held: pa.Schema, table: Table) -> Iterator[str]:
    wanted = table.arrow
    for field in held:
        if field.name not in wanted.names:
            # Dropped, or renamed, or this program is older than the store.
            yield f"{field.name} is stored and not known here"
            continue
        now = wanted.field(field.name)
        if now.type != field.type:
            yield f"{field.name} is stored as {field.type}, written as {now.type}"
        elif now.nullable != field.nullable:
            yield f"{field.name} {'may' if field.nullable else 'must not'} be null in the store, here it {'may' if now.nullable else 'must not'}"
    for field in wanted:
        if field.name not in held.names and not field.nullable:
            yield f"{field.name} is new and must not be null, as it would be in every stored row"
