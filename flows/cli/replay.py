"""tongbao replay: rebuild the dataset from the archive and compare."""

from typing import Annotated

from cyclopts import Parameter
from rich.console import Console

from flows.cli.embedded import prefect_at
from flows.cli.grid import grid
from schemas.errors import DataProblem
from tasks.home import home_at
from tasks.store import Store


def replay(*, accept: Annotated[bool, Parameter(negative=())] = False, home: str | None = None) -> int:
    """Rebuild the dataset from the archive alone, and show where it differs from the store.

    Parameters
    ----------
    accept
        Put the rebuilt dataset in the store's place and publish it; the old store is kept beside it.
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    place = home_at(home)
    Store.existing(place.store)
    with prefect_at(place):
        from flows.replay import replay as replay_flow  # noqa: PLC0415

        replayed = replay_flow(accept_changes=accept, home=str(place.root))
    columns = ("stored", "replayed", "only stored", "only replayed")
    table = grid(f"{replayed.runs} runs replayed", "table", *columns, numbers=frozenset(columns))
    for one in replayed.differences:
        table.add_row(one.table, *(str(n) for n in (one.stored, one.replayed, one.only_stored, one.only_replayed)))
    Console().print(table)
    different = any(not one.same for one in replayed.differences)
    return DataProblem.code if different and not accept else 0
