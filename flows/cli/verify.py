"""tongbao verify: prove the evidence."""

from rich.console import Console

from flows.cli.grid import grid
from schemas.errors import DataProblem
from tasks.home import home_at


def verify(*, home: str | None = None) -> int:
    """Re-read the archived bytes, and prove that every quote of every row stands where the row says.

    Parameters
    ----------
    home
        Folder of the dataset; else TONGBAO_HOME, else data/ of the repository.
    """
    from tasks.verify import verify as prove  # noqa: PLC0415

    result = prove(home_at(home))
    console = Console()
    table = grid("Verified against the archive", "table", "rows", "misplaced", numbers=frozenset({"rows", "misplaced"}))
    for name, rows in result.checked.items():
        table.add_row(name, f"{rows:,}", str(sum(one.table == name for one in result.misplaced)))
    console.print(table)
    for one in result.misplaced[:20]:
        console.print(f"  {one.table} {one.notice_id} at {one.char_start}: {one.detail}", markup=False)
    return DataProblem.code if result.misplaced else 0
