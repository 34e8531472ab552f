"""tongbao: the command line. A command is loaded when it is run: Prefect alone takes two seconds, the store one."""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError
from rich.console import Console

from schemas.errors import TongbaoError
from tasks.home import home_at

USAGE = 2
INTERRUPTED = 130

app = App(
    name="tongbao",
    help="The open record of how China's 巡视/巡察 findings are rectified: collect the notices, read them, see what changed.",
)
for name in ("run", "parse", "diff", "copies", "replay", "verify", "rules", "publish", "export", "changes"):
    app.command(f"flows.cli.{name}:{name}", name=name)
app.command("flows.cli.sources:sources", name="sources")
app.command("flows.cli.archive:archive", name="archive")
app.command("flows.cli.import_warc:import_warc", name="import-warc")
app.command("flows.cli.as_of:as_of", name="as-of")
app.command("flows.cli.store:store", name="store")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end with its code: 0, 1 data problem, 2 usage, 3 unreachable, or an error's own."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    try:
        code = app(arguments, exit_on_error=False, error_console=console, result_action="return_value")
    except CycloptsError:
        sys.exit(USAGE)
    except TongbaoError as error:
        console.print(f"tongbao: {error}", markup=False)
        sys.exit(error.code)
    except OSError as error:
        from tasks.store import explain  # noqa: PLC0415

        explained = explain(error, home_at().root)
        if explained is None:
            raise
        console.print(f"tongbao: {explained}", markup=False)
        sys.exit(explained.code)
    except KeyboardInterrupt:
        console.print("tongbao: stopped; what was fetched is in the archive, the store is as it was.")
        sys.exit(INTERRUPTED)
    sys.exit(code if isinstance(code, int) else 0)
