"""What tests share."""

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from browser import WITHOUT
from notices import NAMES, REPOSITORY, text_page
from processes import BIN, environment, free_port, stop

from schemas.values import ParsedNotice
from tasks.parse import parse


@pytest.fixture(scope="session")
def parsed() -> dict[str, ParsedNotice]:
    """The five notices, parsed from their plain texts."""
    return {name: parse(text_page(name)) for name in NAMES}


@pytest.fixture(scope="session")
def gold() -> dict[str, dict[str, Any]]:
    """What a person read in them."""
    return {name: json.loads((REPOSITORY / "tests" / "golden" / f"{name}.json").read_text("utf-8")) for name in NAMES}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own."""
    monkeypatch.setenv("TONGBAO_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the API of a server whose scheduler looks every two seconds."""
    folder = tmp_path_factory.mktemp("prefect")
    port = free_port()
    settings = environment(
        PREFECT_HOME=str(folder),
        PREFECT_SERVER_API_HOST="127.0.0.1",
        PREFECT_SERVER_API_PORT=str(port),
        PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS="2",
    )
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [BIN / "prefect", "server", "start"], env=settings, stdout=log, stderr=log, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}/api"
    try:
        for _ in range(240):
            try:
                if httpx.get(f"{url}/health", timeout=2).is_success:
                    break
            except httpx.HTTPError:
                time.sleep(0.5)
        else:
            pytest.fail(f"the server did not start: {(folder / 'server.log').read_text()[-2000:]}")
        yield url
    finally:
        stop(process)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the last lines that the page was not looked at, where no browser is."""
    skipped = [report for report in terminalreporter.stats.get("skipped", []) if WITHOUT in str(report.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} tests did not run: {WITHOUT}. Install chromium and a CJK font.")
