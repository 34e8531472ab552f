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
# Each stands in flows/cli/<command>.py, with its own help; these lines are what `tongbao --help` says of it.
COMMANDS = {
    "run": "Collect: discover, fetch, archive, read, compare, store and publish.",
    "parse": "Read one notice: a file, an address, or standard input.",
    "notices": "List and show the notices; say which are one.",
    "copies": "Which pages carry a notice, since when, and where they differ.",
    "diff": "Two texts of a notice, word by word.",
    "changes": "What became different since a day.",
    "as-of": "The dataset as it was, and as we knew it.",
    "publish": "Write the published folder, either edition.",
    "export": "A release as Parquet, CSV or a workbook.",
    "sources": "The sites: list them, try one, describe a new one.",
    "import-warc": "Backfill from WARC files.",
    "archive": "Verify and index the archive.",
    "store": "Releases, check, compaction, vacuum.",
    "verify": "Prove every quote from the archived bytes.",
    "replay": "Rebuild the dataset from the archive, and say what differs.",
    "rules": "What the parser goes by, each rule with an example.",
}
for command, about in COMMANDS.items():
    module = command.replace("-", "_")
    app.command(f"flows.cli.{module}:{module}", name=command, help=about)


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
