"""Deployed as a user would: a server, a pool, a worker; a schedule that schedules, and a run by hand.

An unpinned install of this stack passes `pip check`, deploys, runs by hand, and schedules nothing: only this finds it.
"""

import datetime as dt
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
from notices import REPOSITORY
from processes import BIN, environment, stop

DEPLOYMENTS = {
    "collect/hourly": "5 8-20 * * *",
    "collect/daily": "35 9 * * *",
    "collect/every-week": "5 5 * * 1",
    "revisit/weekly": "30 3 * * 0",
    "replay/monthly": "0 4 1 * *",
    "publish/nightly": "45 2 * * *",
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory, server: str) -> dict[str, str]:
    home = tmp_path_factory.mktemp("worker")
    return environment(
        PREFECT_API_URL=server,
        PREFECT_HOME=str(home),
        PREFECT_SERVER_EPHEMERAL_ENABLED="false",
        TONGBAO_REPOSITORY=str(REPOSITORY),
        TONGBAO_HOME=str(home / "data"),
        PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}",
    )


def prefect(settings: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [BIN / "prefect", "--no-prompt", *arguments],
        cwd=REPOSITORY,
        env=settings,
        capture_output=True,
        text=True,
        timeout=330,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def deployments(server: str, settings: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The deployments of prefect.yaml, on the server, by flow and name."""
    prefect(settings, "work-pool", "create", "tongbao", "--type", "process")
    prefect(settings, "deploy", "--all")
    found = httpx.post(f"{server}/deployments/filter", json={}).json()
    flows = {flow["id"]: flow["name"] for flow in httpx.post(f"{server}/flows/filter", json={}).json()}
    return {f"{flows[one['flow_id']]}/{one['name']}": one for one in found}


@pytest.fixture(scope="module")
def worker(settings: dict[str, str], deployments: dict[str, dict[str, Any]]) -> Iterator[None]:
    process = subprocess.Popen(
        [BIN / "prefect", "worker", "start", "--pool", "tongbao", "--name", "test", "--limit", "2"],
        cwd=REPOSITORY,
        env=settings | {"PREFECT_WORKER_QUERY_SECONDS": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield
    stop(process)


def runs(server: str, deployment: str, state: str) -> list[dict[str, Any]]:
    wanted = {
        "deployments": {"id": {"any_": [deployment]}},
        "flow_runs": {"state": {"type": {"any_": [state]}}},
    }
    found: list[dict[str, Any]] = httpx.post(f"{server}/flow_runs/filter", json=wanted).json()
    return found


def test_every_flow_is_deployed_with_its_schedule_in_shanghai(deployments: dict[str, dict[str, Any]]) -> None:
    crons = {name: one["schedules"][0]["schedule"] for name, one in deployments.items() if one["schedules"]}
    assert {name: schedule["cron"] for name, schedule in crons.items()} == DEPLOYMENTS
    assert {schedule["timezone"] for schedule in crons.values()} == {"Asia/Shanghai"}


def test_real_sites_wait_until_someone_switches_their_schedules_on(deployments: dict[str, dict[str, Any]]) -> None:
    waiting = {name: one for name, one in deployments.items() if one["schedules"] and not one["schedules"][0]["active"]}
    assert {name: one["parameters"]["schedule"] for name, one in waiting.items()} == {
        "collect/daily": "daily",
        "collect/every-week": "weekly",
    }


def test_a_second_run_of_a_deployment_waits_for_its_turn(deployments: dict[str, dict[str, Any]]) -> None:
    for one in deployments.values():
        assert one["global_concurrency_limit"]["limit"] == 1
        assert one["concurrency_options"]["collision_strategy"] == "ENQUEUE"


def test_a_deployed_cron_finds_a_scheduled_run(server: str, deployments: dict[str, dict[str, Any]]) -> None:
    hourly = deployments["collect/hourly"]["id"]
    for _ in range(120):
        scheduled = runs(server, hourly, "SCHEDULED")
        if scheduled:
            break
        time.sleep(1)
    assert scheduled, "the scheduler made no run: is SQLAlchemy pinned below 2.1?"
    due = dt.datetime.fromisoformat(scheduled[0]["expected_start_time"])
    assert due.astimezone(dt.timezone(dt.timedelta(hours=8))).minute == 5


@pytest.mark.usefixtures("worker")
def test_a_run_by_hand_goes_through_the_worker(
    server: str, deployments: dict[str, dict[str, Any]], settings: dict[str, str]
) -> None:
    prefect(settings, "deployment", "run", "collect/hourly", "--watch", "--watch-timeout", "300")
    (finished,) = runs(server, deployments["collect/hourly"]["id"], "COMPLETED")
    assert finished["state"]["name"] == "Completed"
    current = Path(settings["TONGBAO_HOME"]) / "published" / "current"
    assert pl.read_parquet(current / "notices" / "*.parquet").height == 5


@pytest.mark.usefixtures("worker")
def test_a_schedule_starts_a_run_by_itself(
    server: str, deployments: dict[str, dict[str, Any]], settings: dict[str, str]
) -> None:
    # The shipped crons are hours away: one more schedule, every few seconds, on the flow that only publishes.
    nightly = deployments["publish/nightly"]["id"]
    prefect(settings, "deployment", "schedule", "create", "publish/nightly", "--interval", "15")
    finished: list[dict[str, Any]] = []
    for _ in range(240):
        finished = runs(server, nightly, "COMPLETED")
        if finished:
            break
        time.sleep(1)
    prefect(settings, "deployment", "schedule", "clear", "publish/nightly", "--accept-yes")
    assert finished, "no scheduled run of publish ended"
    assert finished[0]["auto_scheduled"] is True
