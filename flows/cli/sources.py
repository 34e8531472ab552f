"""tongbao sources: the sites to watch."""

from cyclopts import App
from rich.console import Console

from flows.cli.grid import grid
from tasks.sources import load_sources

sources = App(name="sources", help="The sites to watch.")


@sources.command(name="list")
def list_sources() -> int:
    """List every source: id, name, CMS family, hosts, pace, and when it was last tried by hand."""
    table = grid("Sources", "id", "name", "family", "division", "hosts", "pace", "verified")
    for source in load_sources().values():
        pace = f"{source.interval_seconds:g} s"
        verified = "sample" if source.sample else source.verified
        table.add_row(source.id, source.name, source.family, source.division, ", ".join(source.hosts), pace, verified)
    Console().print(table)
    return 0
