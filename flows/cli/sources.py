"""tongbao sources: the sites to watch."""

from cyclopts import App
from rich.console import Console

from flows.cli.grid import grid
from tasks.sources import load_sources

sources = App(name="sources", help="The sites to watch: list them, check that they still work, try a new one.")
# Loaded when run: they bring the parser and the network.
sources.command("flows.cli.sources_check:check", name="check")
sources.command("flows.cli.sources_probe:probe", name="probe")


@sources.command(name="list")
def list_sources() -> int:
    """List every source: id, CMS family, schedule, when a person last tried it, pace, hosts and name."""
    table = grid("Sources", "id", "family", "schedule", "verified", "pace", "hosts", "name")
    for column in table.columns[:5]:
        column.no_wrap = True
    for source in load_sources().values():
        verified = "sample" if source.sample else source.verified
        pace = f"{source.interval_seconds:g} s"
        hosts = ", ".join(source.hosts)
        table.add_row(source.id, source.family, source.schedule, verified, pace, hosts, source.name)
    Console().print(table)
    return 0
