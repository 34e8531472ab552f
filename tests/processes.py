"""What tests share that start processes: clean environments, free ports, processes that end."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext
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


def processes() -> ForkServerContext:
    """Processes forked from a server that has done the imports: two seconds less each, and no threads to break."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["store_child", "publish_child", "fetch_child"])
    before = os.environ.get("PYTHONPATH")
    # The server of Python 3.11 does not get the sys.path it must import from.
    os.environ["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if path)
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        os.environ.update({"PYTHONPATH": before} if before is not None else {})
    return context
