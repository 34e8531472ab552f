"""The committed pages are what the recipe makes, and hold what the sample promises."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from schemas.source import TITLE_RULE, Source
from tasks.sample import SAMPLE

SOURCES = ("changle", "taijiang", "luojiang", "fzxq", "shaxian", "fujian-jw")
# Every link's text in a list: <a href="./202512/t20251225_5012345.html" title="…">中共福州市长乐区委…的通报</a>
LINK_TEXT = re.compile(r"<a [^>]*>([^<+]+)</a>")


def tree(folder: Path) -> dict[str, bytes]:
    files = (file for day in ("day1", "day2") for file in (folder / day).rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_the_committed_files_are_what_the_script_makes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, SAMPLE / "build_web.py", "--to", tmp_path], check=True, capture_output=True)
    made = tree(tmp_path)
    committed = tree(SAMPLE / "web")
    assert sorted(made) == sorted(committed)
    assert [path for path in made if made[path] != committed[path]] == []


def test_a_day_2_file_differs_from_the_one_it_overlays() -> None:
    files = tree(SAMPLE / "web")
    same = [
        path for path in files if path.startswith("day2") and files.get(path.replace("day2", "day1", 1)) == files[path]
    ]
    assert same == []


def test_day_2_touches_four_notices_one_search_and_a_wall() -> None:
    changed = sorted(path for path in tree(SAMPLE / "web") if path.startswith("day2"))
    assert changed == [
        "day2/www.changle.example/xxgk/xsxc/202512/t20251225_5012345.html",
        "day2/www.fzxq.example/html/tzgg/4207.html",
        "day2/www.luojiang.example/search/list-1.json",
        "day2/www.luojiang.example/search/list-2.json",
        "day2/www.luojiang.example/search/list-none.json",
        "day2/www.shaxian.example/zwgk/xszg/202512/t20251225_2098761.htm",
        "day2/www.taijiang.example/wall.html",
    ]


@pytest.mark.parametrize("name", SOURCES)
def test_each_source_file_is_valid_and_names_a_host_of_the_web(name: str) -> None:
    source = Source.model_validate(yaml.safe_load((SAMPLE / "sources" / f"{name}.yaml").read_text(encoding="utf-8")))
    hosts = yaml.safe_load((SAMPLE / "web" / "web.yaml").read_text(encoding="utf-8"))["hosts"]
    assert source.id == name
    assert source.sample
    assert set(source.hosts) <= set(hosts)
    assert all(source.allows(address.host or "") for address in source.lists)
    assert (source.search is not None) == (source.family == "json")


@pytest.mark.parametrize(
    ("pattern", "notices", "all_links"),
    [
        ("www.changle.example/xxgk/xsxc/index*.html", 1, 12),
        ("www.taijiang.example/**/[ig]*-2.xml", 1, 4),
        ("www.taijiang.example/col/**/index.html", 0, 4),
        ("www.fzxq.example/html/tzgg/index*.html", 2, 9),
        ("www.shaxian.example/zwgk/xszg/index.html", 1, 7),
        ("jw.fujian.example/jdjc/xszg.htm", 2, 8),
    ],
)
def test_in_a_list_the_title_rule_meets_the_notices_and_one_decoy(pattern: str, notices: int, all_links: int) -> None:
    files = sorted((SAMPLE / "web" / "day1").glob(pattern))
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    # Entries of a list stand in <li> with a date; links of the furniture are shorter than any title.
    titles = [title for title in LINK_TEXT.findall(text) if len(title) > 10]
    assert len(titles) == all_links
    assert len([title for title in titles if re.search(TITLE_RULE, title)]) == notices


def test_the_decoy_matches_the_title_rule_and_is_no_notice() -> None:
    page = (SAMPLE / "web/day1/www.fzxq.example/html/tzgg/4288.html").read_text(encoding="utf-8")
    assert re.search(TITLE_RULE, "关于巡察整改情况公示期间联系方式的公告")
    assert "<h1>关于巡察整改情况公示期间联系方式的公告</h1>" in page
    assert re.search(r"现将.{0,12}整改.{0,8}(予以公布|通报如下|向社会公开)", page) is None


def test_no_page_keeps_a_field_of_its_template() -> None:
    assert [path for path, body in tree(SAMPLE / "web").items() if b"${" in body] == []
