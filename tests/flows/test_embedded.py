"""With no server at all: Prefect embedded, inside the home folder."""

import subprocess
from pathlib import Path

from processes import BIN, environment


def test_a_run_needs_no_server_and_leaves_the_users_own_prefect_alone(tmp_path: Path) -> None:
    user, home = tmp_path / "user", tmp_path / "home"
    user.mkdir()
    done = subprocess.run(
        [BIN / "tongbao", "run"],
        env=environment(HOME=str(user), TONGBAO_HOME=str(home)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "5 new · 0 changed" in done.stdout
    assert done.stdout.rstrip().endswith(f"Open: {home}/published/current")
    assert not (user / ".prefect").exists()
    assert (home / "state" / "prefect").is_dir()
