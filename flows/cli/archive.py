"""tongbao archive: the WARC files and their index."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from cyclopts import App
from rich.console import Console

from flows.cli.grid import grid
from flows.cli.options import Flag, Json
from schemas.errors import DataProblem
from tasks.home import Home, home_at

if TYPE_CHECKING:
    from tasks.archive.check import ArchiveCheck, ArchiveFault

archive = App(name="archive", help="The archive of fetched bytes: WARC files and their index.")
_SHOWN = 50


@archive.command(name="index")
def index_archive(*file: str, rebuild: Flag = False, home: str | None = None) -> int:
    """Index the WARC files that have no index, from the files alone.

    Parameters
    ----------
    file
        WARC file below the archive folder, e.g. RUN/SOURCE.warc.gz: index these, whether they have an index or not.
    rebuild
        Index all files anew.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    from tasks.archive.files import warc_files  # noqa: PLC0415
    from tasks.archive.index import index_path, write_index  # noqa: PLC0415

    root = home_at(home).archive
    chosen = file or [name for name in warc_files(root) if rebuild or not index_path(root, name).exists()]
    console = Console()
    damaged = False
    for name in chosen:
        made = write_index(root, name)
        console.print(f"{name}: {made.records} records", highlight=False, soft_wrap=True)
        for gap in made.gaps:
            console.print(f"  byte {gap.offset}: {gap.detail}", markup=False, soft_wrap=True)
        for problem in made.problems:
            console.print(f"  {problem}", markup=False, soft_wrap=True)
        # The torn end of a killed run is as it should be; damage before the end is not.
        damaged = damaged or bool(made.problems) or any(not gap.at_end for gap in made.gaps)
    if not chosen:
        console.print("Every file of the archive is indexed.")
    return DataProblem.code if damaged else 0


@archive.command(name="verify")
def verify_archive(*, home: str | None = None, as_json: Json = False) -> int:
    """Re-read every record of the archive, and prove it against its digests, the index and the store's captures.

    Parameters
    ----------
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    as_json
        Print one JSON object.
    """
    result = _checked(home_at(home))
    if as_json:
        print(json.dumps(asdict(result), ensure_ascii=False, indent=1))
    else:
        _show(result)
    return DataProblem.code if result.faults else 0


def _checked(place: Home) -> "ArchiveCheck":
    from schemas.errors import UnreadableFile  # noqa: PLC0415
    from schemas.operations import CAPTURES  # noqa: PLC0415
    from tasks.archive.check import check  # noqa: PLC0415
    from tasks.store import Store  # noqa: PLC0415

    if not place.archive.is_dir():
        raise UnreadableFile(f"{place.archive} is no folder.", "Name the home of a dataset: --home, or TONGBAO_HOME.")
    if not (place.store / "store.json").exists():
        # The archive outlives its store, and is proven by itself then.
        return check(place.archive, CAPTURES.empty(), frozenset())
    store = Store.existing(place.store)
    return check(place.archive, store.read(CAPTURES), frozenset(store.releases()["run_id"]))


def _show(result: "ArchiveCheck") -> None:
    from tasks.archive.check import by_kind  # noqa: PLC0415

    console = Console()
    counted = frozenset({"files", "records", "bytes", "faults"})
    table = grid("Archive", "files", "records", "bytes", "faults", numbers=counted)
    table.add_row(*(f"{n:,}" for n in (result.files, result.records, result.bytes, len(result.faults))))
    console.print(table)
    _list(console, result.notes)
    _list(console, result.faults)
    if result.faults:
        told = ", ".join(f"{count} {kind}" for kind, count in by_kind(result.faults).items())
        console.print(f"{told}. Every one: --json", highlight=False)


def _list(console: Console, faults: "tuple[ArchiveFault, ...]") -> None:
    for one in faults[:_SHOWN]:
        where = one.warc_file if one.warc_offset is None else f"{one.warc_file} at byte {one.warc_offset}"
        console.print(f"{one.kind}  {where}\n  {one.detail}", markup=False, highlight=False, soft_wrap=True)
