"""A real Prefect server for the tests of the flows: started once, on loopback, with a home of its own."""

import subprocess
import time
from collections.abc import Iterator

import httpx
import pytest
from flows_support import BIN, environment, free_port, stop


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
