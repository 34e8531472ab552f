"""Bad input: one sentence that names the thing and the remedy, a code of its own, and a store as it was."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from notices import REPOSITORY
from processes import BIN, environment

from tasks.store import Store


def tongbao(*arguments: str | Path, given: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [BIN / "tongbao", *arguments],
        env=environment(**settings),
        input=given,
        capture_output=True,
        timeout=120,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[bytes], code: int, *words: str) -> None:
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert said.startswith("tongbao: ")
    assert said.count("\n") == 1, "one line"
    for word in words:
        assert word in said
    assert done.stdout == b""


def test_an_unknown_source_is_named_beside_the_known_ones(tmp_path: Path) -> None:
    refused(tongbao("run", "--source", "nosuch", TONGBAO_HOME=str(tmp_path)), 10, "'nosuch'", "changle", "taijiang")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_day_is_named_beside_the_known_ones(tmp_path: Path) -> None:
    refused(tongbao("run", "--day", "9", TONGBAO_HOME=str(tmp_path)), 17, "day 9", "1 and 2")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    refused(tongbao("parse", tmp_path / "none.html"), 12, "none.html")
    refused(tongbao("parse", tmp_path), 12, str(tmp_path))


def test_an_empty_page_is_no_notice(tmp_path: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<html><body><p> </p><script>var a = 1;</script></body></html>")
    refused(tongbao("parse", blank), 13, "blank.html")
    refused(tongbao("parse", "-", given=b""), 13)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    picture = tmp_path / "picture.html"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    refused(tongbao("parse", picture), 14, "picture.html")


def test_a_page_labelled_with_a_wrong_encoding_is_read_all_the_same(tmp_path: Path) -> None:
    text = (REPOSITORY / "data" / "sample" / "notices" / "luojiang.txt").read_text("utf-8")
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = tmp_path / "page.html"
    page.write_bytes(f'<html><meta charset="utf-8"><body>{body}</body></html>'.encode("gb18030"))
    done = tongbao("parse", page, "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["notice"]["items"] == 66


def test_a_page_that_is_no_notice_says_what_is_missing() -> None:
    refused(tongbao("parse", REPOSITORY / "tests" / "pages" / "shanxi_gov.html"), 15, "shanxi_gov.html", "整改")


def test_a_host_that_does_not_answer_is_said_so() -> None:
    refused(tongbao("parse", "http://127.0.0.1:9/page.html"), 3, "127.0.0.1")


def test_a_store_of_another_schema_version_is_left_alone(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "store", sample=True)
    identity = store.folder / "store.json"
    identity.write_text(json.dumps(json.loads(identity.read_text()) | {"schema_version": 99}))
    before = {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")}
    for command in ("run", "verify", "diff"):
        arguments = (command, "350405") if command == "diff" else (command,)
        refused(tongbao(*arguments, TONGBAO_HOME=str(tmp_path)), 20, "99")
    assert {path: path.stat().st_mtime_ns for path in store.folder.rglob("*")} == before


def test_a_store_of_real_sites_is_not_mixed_with_the_sample(tmp_path: Path) -> None:
    Store.open(tmp_path / "store", sample=False)
    refused(tongbao("run", TONGBAO_HOME=str(tmp_path)), 24, str(tmp_path))


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    refused(tongbao("run", TONGBAO_HOME=str(tmp_path / "file" / "home")), 22, "file")


def test_commands_that_need_a_store_say_how_to_make_one(tmp_path: Path) -> None:
    for arguments in (("verify",), ("replay",), ("diff", "350405")):
        refused(tongbao(*arguments, TONGBAO_HOME=str(tmp_path)), 25, "tongbao run")


def test_a_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    done = tongbao("run", TONGBAO_HOME=str(tmp_path), PREFECT_API_URL="http://127.0.0.1:9/api")
    refused(done, 30, "127.0.0.1:9")


def test_a_wrong_option_is_a_matter_of_usage() -> None:
    assert tongbao("run", "--dya", "2").returncode == 2
    assert tongbao("prase").returncode == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="a small disk can only be mounted by root")
def test_a_disk_that_fills_leaves_the_store_as_it_was(tmp_path: Path, server: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.decode().strip()}")
    prefect = tmp_path / "prefect"
    prefect.mkdir()
    settings = {"TONGBAO_HOME": str(disk), "PREFECT_API_URL": server, "PREFECT_HOME": str(prefect)}
    try:
        done = tongbao("run", **settings)
        assert done.returncode == 23, done.stderr.decode()
        assert "no room" in done.stderr.decode()
        if (disk / "store" / "store.json").exists():
            assert Store.existing(disk / "store").release() is None
        assert not (disk / "published" / "current").exists()
        subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)
        again = tongbao("run", **settings)
        assert again.returncode == 0, again.stderr.decode()
        assert b"5 new" in again.stdout
    finally:
        subprocess.run(["umount", disk], check=True)
