"""Prefect without a server: settings that must stand in the environment before Prefect is imported."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import PrefectUnavailable
from tasks.home import Home

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    # The run's own log goes to Prefect; on the terminal the command says what matters.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    # 20 s, the default, is too short for a first start on a loaded machine: migrations alone took 18 s on a quiet one.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "180",
}
_CHOSEN = ("PREFECT_API_URL", "PREFECT_HOME", "PREFECT_PROFILE")


@contextmanager
def prefect_at(home: Home) -> Iterator[None]:
    """Where no Prefect server, home or profile is named, an embedded server works inside the home folder.

    The user's own ``~/.prefect`` is not touched: another Prefect's database there would stop this one.

    Raises:
        PrefectUnavailable: the server named does not answer, or the embedded one does not start.
    """
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)
    if not any(os.environ.get(name) for name in _CHOSEN):
        home.prefect.mkdir(parents=True, exist_ok=True)
        os.environ["PREFECT_HOME"] = str(home.prefect)
    import httpx  # noqa: PLC0415
    from prefect.exceptions import PrefectHTTPStatusError  # noqa: PLC0415

    try:
        yield
    except (httpx.ConnectError, httpx.ConnectTimeout, PrefectHTTPStatusError) as error:
        where = os.environ.get("PREFECT_API_URL", "the embedded server")
        raise PrefectUnavailable(
            f"Prefect at {where} does not answer: {error}.", "Start it, or unset PREFECT_API_URL to run without one."
        ) from error
    except RuntimeError as error:
        if "ephemeral" not in str(error) and "reach API" not in str(error):
            raise
        raise PrefectUnavailable(
            f"{error}", "Run again, or start `prefect server start` and set PREFECT_API_URL."
        ) from error
