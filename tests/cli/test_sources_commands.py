"""tongbao sources, as a user calls it: on the sample web, in a pipe and on a terminal."""

import json
import os
import pty
import subprocess
from pathlib import Path

import pytest
import yaml
from processes import BIN, environment

from tasks.trial import differences

CHANGLE = "http://www.changle.example/xxgk/xsxc/index.html"
SHAXIAN = "http://www.shaxian.example/zwgk/xszg/index.html"
ARTICLE = "http://www.changle.example/xxgk/xsxc/202512/t20251225_5012345.html"
EMPTY = "http://www.luojiang.example/search/list.json?channel=xsxc&page=9"


def tongbao(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [BIN / "tongbao", "sources", *arguments],
        env=environment(TONGBAO_HOME=str(home)),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert done.stderr.startswith("tongbao: ")
    assert done.stderr.count("\n") == 1, "one line"
    for word in words:
        assert word in done.stderr


def test_every_source_is_listed_with_when_it_was_tried(tmp_path: Path) -> None:
    done = tongbao(tmp_path, "list")
    assert done.returncode == 0
    rows = {line.split()[0]: line for line in done.stdout.splitlines()[2:]}
    assert "sample" in rows["changle"]
    assert "never" in rows["fz-taijiang"]
    assert "www.taijiang.gov.cn" in rows["fz-taijiang"]


def test_a_source_that_works_is_said_so_with_its_newest_notice(tmp_path: Path) -> None:
    done = tongbao(tmp_path, "check", "shaxian", "fzxq")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "", "quiet in a pipe"
    assert "中共三明市沙县区委关于巡视整改进展情况的通报" in done.stdout
    assert "83 items" in done.stdout
    assert "2 of 2 work" in done.stdout


def test_a_check_is_an_object_a_program_can_read(tmp_path: Path) -> None:
    done = tongbao(tmp_path, "check", "taijiang", "--json")
    (report,) = json.loads(done.stdout)
    assert (report["source_id"], report["links"], report["wanted"]) == ("taijiang", 8, 1)
    assert (report["newest"], report["problems"]) == ("2024-02-05", [])
    assert report["preview"]["items"] == 98
    assert report["lists"][0]["family"] == "jpage"
    assert report["robots"] == "It allows the lists."


def test_a_walled_source_ends_with_the_code_of_walls_and_the_others_are_told(tmp_path: Path) -> None:
    done = tongbao(tmp_path, "check", "taijiang", "changle", "--day", "2")
    assert done.returncode == 16
    assert "A wall answered 412." in done.stdout
    assert "1 of 2 work" in done.stdout


def test_a_check_leaves_nothing_but_the_pace(tmp_path: Path) -> None:
    assert tongbao(tmp_path, "check", "shaxian").returncode == 0
    assert {path.relative_to(tmp_path).parts[:2] for path in tmp_path.rglob("*") if path.is_file()} == {
        ("state", "pace")
    }


def test_an_unknown_source_or_day_is_named(tmp_path: Path) -> None:
    refused(tongbao(tmp_path, "check", "nosuch"), 10, "'nosuch'", "shaxian")
    refused(tongbao(tmp_path, "check", "shaxian", "--day", "9"), 17, "day 9")


def test_a_probe_shows_family_links_notice_and_yaml(tmp_path: Path) -> None:
    done = tongbao(tmp_path, "probe", CHANGLE)
    assert done.returncode == 0, done.stderr
    first, counts, _, *links = done.stdout.splitlines()
    assert first.split() == ["trs", CHANGLE]
    assert "12 links, 1 with a title that matches" in counts
    assert [line[2:12] for line in links[:5]] == ["2026-01-04", "2026-01-02", "2025-12-31", "2025-12-30", "2025-12-29"]
    assert links[5] == ""
    assert "52 items" in done.stdout
    assert "id: changle" in done.stdout


def test_the_yaml_alone_can_be_piped_or_written_and_is_a_source(tmp_path: Path) -> None:
    file = tmp_path / "new" / "shaxian.yaml"
    done = tongbao(tmp_path, "probe", SHAXIAN, "--yaml", "--write", file)
    assert done.returncode == 0, done.stderr
    assert done.stdout == file.read_text("utf-8")
    assert yaml.safe_load(done.stdout)["family"] == "trs"
    refused(tongbao(tmp_path, "probe", SHAXIAN, "--write", file), 11, "exists already")


def test_a_golden_test_waits_for_a_reader(tmp_path: Path) -> None:
    done = tongbao(tmp_path, "probe", SHAXIAN, "--golden", tmp_path / "shaxian")
    assert done.returncode == 0, done.stderr
    assert "expected.json" in done.stderr
    assert "read_by" in done.stderr
    assert len(differences(tmp_path / "shaxian")) == 1


@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("http://nosuch.example/list", 3, ["421", "Try later"]),
        ("http://127.0.0.1:9/list", 3, ["no public address"]),
        (ARTICLE, 19, ["a notice itself", "the list that names it"]),
        ("http://www.changle.example/index.html", 19, ["is no list", "column"]),
        (EMPTY, 19, ["JSON without a list of records"]),
        ("www.changle.example", 19, ["http(s)"]),
    ],
)
def test_an_address_that_is_no_list_is_said_so_in_one_sentence(
    tmp_path: Path, url: str, code: int, words: list[str]
) -> None:
    refused(tongbao(tmp_path, "probe", url), code, *words)


def test_a_wall_is_not_probed(tmp_path: Path) -> None:
    wall = "http://www.taijiang.example/col/col2231/index.html"
    refused(tongbao(tmp_path, "probe", wall, "--day", "2"), 16, "412", "not climbed")


def test_a_terminal_of_eighty_columns_shows_whole_rows(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    settings = environment(TONGBAO_HOME=str(tmp_path), TERM="xterm-256color") | {"COLUMNS": "80"}
    with subprocess.Popen(
        [BIN / "tongbao", "sources", "check", "shaxian", "fzxq"],
        env=settings,
        stdout=follower,
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(follower)
        shown = b""
        while True:
            try:
                piece = os.read(leader, 65536)
            except OSError:  # the terminal's other end is closed: Linux says EIO
                break
            if not piece:
                break
            shown += piece
    os.close(leader)
    assert process.returncode == 0
    lines = shown.decode().splitlines()
    assert "\x1b[" in shown.decode(), "coloured"
    row = next(line for line in lines if line.startswith("shaxian"))
    assert "2026-01-04" in row
    assert "works" in row
