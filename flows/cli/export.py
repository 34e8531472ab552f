"""tongbao export: a release as files of one's own."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter
from rich.console import Console

from schemas.errors import NoStore
from schemas.publication import COMPRESSION, Compression, Edition, Form
from tasks.home import home_at


def export(
    to: Path,
    *,
    release: int | None = None,
    form: Annotated[Form, Parameter(name="--format")] = "parquet",
    table: Annotated[list[str] | None, Parameter(negative=())] = None,
    edition: Edition = "public",
    compression: Compression = COMPRESSION,
    home: str | None = None,
) -> int:
    """Write a release, the last or any before, into a new folder.

    Parameters
    ----------
    to
        The folder to make.
    release
        Its number, as `tongbao run` prints it; the last where none is named.
    form
        parquet, csv, or xlsx (one workbook, a sheet a table).
    table
        Only this table, may be repeated.
    edition
        public masks persons and contacts; restricted holds them.
    compression
        Of Parquet: zstd, or snappy for a reader that knows no zstd.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    from tasks.publish.export import export as write  # noqa: PLC0415
    from tasks.store import Store  # noqa: PLC0415

    store = Store.existing(home_at(home).store)
    last = store.release()
    if last is None:
        raise NoStore(f"{store.folder} holds no finished run to export.", "Run `tongbao run` first.")
    number = last.release if release is None else release
    files = write(store.as_of(number), to.expanduser().absolute(), form, edition, table or (), compression=compression)
    console = Console()
    console.print(f"Release {number}, {edition} edition: {len(files)} files in {to}", markup=False, soft_wrap=True)
    return 0
