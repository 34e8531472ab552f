"""tongbao publish: write the published folder from the store's last release."""

from rich.console import Console

from flows.cli.grid import grid
from schemas.publication import Compression, Edition
from tasks.home import home_at


def publish(*, edition: Edition = "public", compression: Compression | None = None, home: str | None = None) -> int:
    """Make the published folder show the last release; writes nothing where it does already.

    Parameters
    ----------
    edition
        public masks persons and contacts; restricted holds them, in a folder of its own.
    compression
        zstd, or snappy for readers that know no zstd: rewrites every file where it is another than before, and holds for
        later runs. Where it is not given, the folder keeps its own; a new one has zstd.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    from tasks.publish import publish as publish_release  # noqa: PLC0415
    from tasks.store import Store  # noqa: PLC0415

    place = home_at(home)
    publication = publish_release(Store.existing(place.store), place.edition(edition), edition, compression)
    title = f"Release {publication.release}, {edition} edition, in {publication.folder}"
    table = grid(title, "table", "rows", numbers=frozenset({"rows"}))
    for name, rows in publication.rows.items():
        table.add_row(name, f"{rows:,}")
    Console(soft_wrap=True).print(table)
    return 0
