"""tongbao replay: rebuild the dataset from the archive and compare."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path

from rich.console import Console

from flows.cli.embedded import prefect_at
from flows.cli.grid import grid
from flows.cli.options import Flag
from schemas.errors import DataProblem
from tasks.home import Home, home_at
from tasks.review import Mask, cause, hidden, review
from tasks.store import Store, write_atomically


def replay(
    *,
    accept: Flag = False,
    report: Path | None = None,
    home: str | None = None,
) -> int:
    """Rebuild the dataset from the archive alone, and show where it differs from the store.

    Parameters
    ----------
    accept
        Put the rebuilt dataset in the store's place and publish it; the old store is kept beside it.
    report
        Write into this file which rows were added, removed and changed, with examples, for review.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    place = home_at(home)
    Store.existing(place.store)
    with prefect_at(place):
        from flows.replay import replay as replay_flow  # noqa: PLC0415

        replayed = replay_flow(accept_changes=accept, home=str(place.root))
    columns = ("stored", "replayed", "added", "removed", "changed")
    table = grid(f"{replayed.runs} runs replayed", "table", *columns, numbers=frozenset(columns))
    for one in replayed.differences:
        table.add_row(one.table, *(str(getattr(one, name)) for name in columns))
    console = Console()
    console.print(table)
    different = any(not one.same for one in replayed.differences)
    if different:
        console.print(f"Cause: {cause(replayed.rules)}. None of it is news.", highlight=False)
    if report is not None:
        text = review(replayed.differences, replayed.rules, hidden if accept else _mask(place))
        write_atomically(report.expanduser().absolute(), text.encode())
        console.print(f"Report: {report}", markup=False, highlight=False, soft_wrap=True)
    return DataProblem.code if different and not accept else 0


def _mask(place: Home) -> Mask:
    """What hides the persons that either store knows of a notice: newer rules may read a name the older did not."""
    from tasks.publish.veils import mask_of  # noqa: PLC0415

    return partial(_masked, [cache(partial(mask_of, Store.existing(one))) for one in (place.store, place.replayed)])


def _masked(masks: Sequence[Callable[[str], Callable[[str], str]]], notice_id: str | None, words: str) -> str:
    if notice_id is None:
        return hidden(notice_id, words)
    for mask in masks:
        words = mask(notice_id)(words)
    return words
