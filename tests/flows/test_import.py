"""tongbao import-warc, as a user runs it."""

import json
import subprocess
from pathlib import Path

from processes import BIN, environment
from test_imports import Foreign, at, page, url


def tongbao(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "tongbao", *arguments],
        env=environment(TONGBAO_HOME=str(home)),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_damaged_file_gives_what_is_whole_and_a_second_import_adds_nothing(tmp_path: Path) -> None:
    home, foreign = tmp_path / "home", Foreign(tmp_path / "crawl.warc.gz")
    foreign.add(url("shaxian"), at(3), page("shaxian", 1))
    foreign.add(url("shaxian"), at(9), page("shaxian", 2))
    start = foreign.buffer.tell()
    foreign.add(url("changle"), at(3), page("changle"))
    file = foreign.done()
    file.write_bytes(file.read_bytes()[:-2000])
    first = tongbao(home, "import-warc", str(file))
    assert first.returncode == 1, first.stderr
    assert "2 responses imported · 0 known already" in first.stdout
    assert "Release 1: 1 new · 0 changed" in first.stdout
    assert "Release 2: 0 new · 1 changed" in first.stdout
    assert f"crawl.warc.gz at byte {start}: the file ends, or is damaged" in first.stdout
    again = tongbao(home, "import-warc", str(file), "--json")
    told = json.loads(again.stdout)
    assert (again.returncode, told["known"], told["summaries"]) == (1, 2, [])
    assert tongbao(home, "verify").returncode == 0
    assert tongbao(home, "archive", "verify").returncode == 0
    missing = tongbao(home, "import-warc", str(tmp_path / "none.warc.gz"))
    assert (missing.returncode, "is no file" in missing.stderr) == (12, True)
