"""What the tests of the flows share: clean environments, free ports, processes that end."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(**extra: str) -> dict[str, str]:
    """The machine's environment without any Prefect of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT", "TONGBAO"))}
    quiet = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "COLUMNS": "200"}
    return kept | quiet | extra


def stop(process: subprocess.Popen[bytes]) -> None:
    # The worker has been seen to ignore SIGTERM for ten seconds: the whole group is killed.
    os.killpg(process.pid, signal.SIGKILL)
    process.wait(30)
