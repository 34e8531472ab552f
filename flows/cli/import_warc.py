"""tongbao import-warc: pages out of WARC files that others made."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from flows.cli.embedded import prefect_at
from flows.cli.options import Json
from schemas.errors import DataProblem, UnreadableFile
from tasks.home import home_at

if TYPE_CHECKING:
    from flows.import_warc import Imported


def import_warc(
    *file: str,
    home: str | None = None,
    as_json: Json = False,
) -> int:
    """Import the pages of WARC files: Common Crawl, Wayback downloads, wget --warc-file, another archive of this program.

    They go the way of fetched pages, each at the time it was captured. Importing a file twice adds nothing.

    Parameters
    ----------
    file
        WARC files: .warc.gz compressed record by record, or .warc.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    as_json
        Print one JSON object.
    """
    from tasks.store import Store  # noqa: PLC0415

    if not file:
        raise UnreadableFile("No file is named.", "Name one or more WARC files.")
    missing = [name for name in file if not Path(name).is_file()]
    if missing:
        raise UnreadableFile(f"{missing[0]} is no file.", "Name WARC files that exist.")
    place = home_at(home)
    # What would stop the import is met before Prefect is started, which takes a while.
    with Store.open(place.store, sample=False).lease("an import about to start"):
        pass
    with prefect_at(place):
        from flows import steps  # noqa: PLC0415
        from flows.import_warc import import_warc as flow  # noqa: PLC0415

        steps.listeners.append(_hear)
        done = flow(files=[str(Path(name).resolve()) for name in file], home=str(place.root))
    if as_json:
        print(json.dumps(asdict(done), ensure_ascii=False, indent=1, default=str))
    else:
        _show(done)
    return DataProblem.code if done.bad or any(one.quarantined for one in done.summaries) else 0


def _hear(message: str) -> None:
    if sys.stderr.isatty():
        print(f"  {message}", file=sys.stderr)


def _show(done: "Imported") -> None:
    console = Console(soft_wrap=True, highlight=False)
    added = sum(done.outcomes.values())
    console.print(f"{done.records} records · {added} responses imported · {done.known} known already")
    for told, counts in (("Imported", done.outcomes), ("Passed over", done.passed)):
        if counts:
            console.print(f"{told}: {', '.join(f'{count} {what}' for what, count in counts.items())}", markup=False)
    for one in done.summaries:
        did = f"{one.new} new · {one.changed} changed · {one.unchanged} unchanged · {one.refused} refused"
        console.print(f"Release {one.release}: {did} · {one.quarantined} quarantined")
    for bad in done.bad:
        console.print(f"{bad.file} at byte {bad.offset}: {bad.detail}.", markup=False)
    if done.bad:
        console.print("What was whole is imported; mend the file, or fetch it again, and import it once more.")
