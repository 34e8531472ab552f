"""tongbao store: what the store holds, whether it is whole, and its upkeep."""

import json
from typing import get_args

import polars as pl
from cyclopts import App
from rich.console import Console
from rich.text import Text

from flows.cli.grid import grid
from flows.cli.options import Flag, Json
from schemas.errors import DataProblem
from schemas.operations import COUNTS
from schemas.publication import Edition
from schemas.values import CHINA
from tasks.home import Home, home_at
from tasks.store import Store, kept_releases
from tasks.store import compact as join
from tasks.store import vacuum as sweep

store = App(name="store", help="Releases of the store, its check, and its upkeep.")

_TOLD = ("release", "run_id", "flow", "recorded_at", *COUNTS, "dataset_changed", "parser_version", "kept")


@store.command
def releases(*, as_json: Json = False, home: str | None = None) -> int:
    """List every release: the run that made it, when, what it found, and whether it can still be read.

    Parameters
    ----------
    as_json
        Print a JSON array.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    opened = Store.existing(home_at(home).store)
    kept = [one.release for one in kept_releases(opened)]
    rows = opened.releases().with_columns(kept=pl.col("release").is_in(kept)).select(_TOLD)
    if as_json:
        print(json.dumps(rows.to_dicts(), ensure_ascii=False, indent=1, default=str))
        return 0
    table = grid("Releases", "release", "flow", "run began", *COUNTS, "", numbers=frozenset({"release", *COUNTS}))
    for row in rows.iter_rows(named=True):
        state = "vacuumed" if not row["kept"] else "changed" if row["dataset_changed"] else ""
        table.add_row(
            str(row["release"]),
            row["flow"],
            f"{row['recorded_at'].astimezone(CHINA):%Y-%m-%d %H:%M}",
            *(str(row[name]) for name in COUNTS),
            Text(state, style="dim" if state == "vacuumed" else "green"),
        )
    Console().print(table)
    return 0


@store.command
def check(*, home: str | None = None) -> int:
    """Prove the store whole: every table readable, each key once, each row with its notice, each kept release's files there.

    Parameters
    ----------
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    opened = Store.existing(home_at(home).store)
    faults = opened.check()
    console = Console()
    for fault in faults:
        line = Text.assemble((f"{fault.table}.{fault.rule}  ", "red"), f"{fault.count}: {fault.detail}")
        console.print(line, soft_wrap=True)
    kept = kept_releases(opened)
    held = f"{len(kept)} releases, {kept[0].release} to {kept[-1].release}" if kept else "no release"
    console.print(f"{len(faults)} faults in {held}." if faults else f"Whole: {held}.", highlight=False)
    return DataProblem.code if faults else 0


@store.command
def compact(*, home: str | None = None) -> int:
    """Join small files. Earlier releases keep theirs until a vacuum.

    Parameters
    ----------
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    done = join(Store.existing(home_at(home).store))
    told = f"Release {done.release}: {len(done.tables)} tables compacted." if done.tables else "Nothing to compact."
    Console().print(told, highlight=False)
    return 0


@store.command
def vacuum(*, keep: int, dry_run: Flag = False, home: str | None = None) -> int:
    """Remove the files that no kept release needs, of the store and of what was published.

    Parameters
    ----------
    keep
        How many of the last releases stay readable. The rows of all stay: only their older files go.
    dry_run
        Say what would go, and remove nothing.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    place = home_at(home)
    done = sweep(Store.existing(place.store), keep, dry_run=dry_run)
    columns = ("files", "bytes")
    table = grid("Would be removed" if dry_run else "Removed", "table", *columns, numbers=frozenset(columns))
    for one in done.removed:
        if one.files:
            table.add_row(one.table, str(one.files), f"{one.bytes:,}")
    console = Console()
    console.print(table)
    for path in _versions(place, done.kept, dry_run=dry_run):
        console.print(f"  {path}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"Releases {done.kept[0]} to {done.kept[-1]} can be read.", highlight=False)
    return 0


def _versions(place: Home, kept: tuple[int, ...], *, dry_run: bool) -> list[str]:
    from tasks.publish.retention import retire  # noqa: PLC0415

    folders = [place.edition(edition) for edition in get_args(Edition)]
    return [str(path) for folder in folders for path in retire(folder, kept, dry_run=dry_run)]
