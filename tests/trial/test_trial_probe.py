"""What source an address would make."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from trial_pages import EMPTY, MENU, NO_ANSWER, NOTICE, PAGE, TITLE, entry, listing

from schemas.errors import BadSource, Blocked, NotAList, SourceUnreachable, TongbaoError
from schemas.source import JsonSearch, Source
from tasks.sample import serve
from tasks.sources import load_source, load_sources
from tasks.trial import Probe, Way, differences, probe, write_golden
from tasks.trial.inference import search_of

SAMPLE_LISTS = {one.id: one for one in load_sources().values() if one.sample}


@pytest.fixture(scope="module")
def sample_way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Way]:
    with serve(1) as web:
        yield Way(pace=tmp_path_factory.mktemp("pace"), transport=web.transport())


@pytest.mark.parametrize("name", sorted(SAMPLE_LISTS))
def test_a_list_of_the_sample_gives_a_source_that_reads_it_as_its_own_does(
    name: str, sample_way: Way, tmp_path: Path
) -> None:
    own = SAMPLE_LISTS[name]
    found = probe(str(own.lists[0]), sample_way)
    file = tmp_path / "proposed.yaml"
    file.write_text(found.proposed, "utf-8")
    assert load_source(file) == found.source
    # The discipline site is a plain list too; its own family knows more.
    assert found.source.family == ("vsb" if name == "fujian-jw" else own.family)
    assert (found.source.hosts, found.source.lists, found.source.search) == (own.hosts, own.lists, own.search)
    assert found.source.division in (own.division, "000000")
    assert found.preview is not None
    assert found.preview.refused is None
    assert found.source.verified == "never"


def test_a_site_whose_name_has_a_division_gets_its_code(sample_way: Way) -> None:
    codes = {name: probe(str(SAMPLE_LISTS[name].lists[0]), sample_way).source.division for name in SAMPLE_LISTS}
    assert {name: code for name, code in codes.items() if code != "000000"} == {
        "changle": "350112",
        "fujian-jw": "350000",
        "luojiang": "350504",
        "shaxian": "350405",
        "taijiang": "350103",
    }


def test_json_of_no_family_is_read_off_the_answer() -> None:
    rows = [
        {
            "id": n,
            "img": "/i.png",
            "linkUrl": f"/a/{n}.html",
            "subject": "中共某区委关于巡视整改",
            "pubTime": "2025-12-25 10:00",
        }
        for n in range(3)
    ]
    answer = {"code": 0, "result": {"totalCount": 40, "menu": [{"name": "首页", "href": "/"}], "items": rows}}
    assert search_of(answer, "http://h.example/api?pageNo=1&pageSize=15&q=x") == JsonSearch(
        records="result.items",
        url="linkUrl",
        title="subject",
        date="pubTime",
        page_parameter="pageNo",
        total="result.totalCount",
        size=15,
    )


@pytest.mark.parametrize("answer", [None, [], {}, {"a": [1, 2]}, {"a": [{"b": 1}]}, [[{"u": "/a.html"}]], "text"])
def test_json_without_records_gives_no_search(answer: Any) -> None:
    assert search_of(answer, "http://h.example/api") is None


def test_a_top_level_list_is_read_as_one() -> None:
    rows = [{"URL": "https://www.shi.example/a.htm", "TITLE": "某市通知公告一则", "DOCRELPUBTIME": "2025-12-25"}]
    found = search_of(rows, "http://h.example/list.json")
    assert found is not None
    assert (found.records, found.url, found.title, found.date) == (".", "URL", "TITLE", "DOCRELPUBTIME")


def test_hosts_that_a_list_leads_to_are_proposed_and_stray_ones_are_not(way_to: Any) -> None:
    own = [entry(f"http://news.h.example/{n}.html", "某区召开会议") for n in range(8)]
    pages = {
        "h.example/1": listing(*own, entry("http://news.h.example/n.html"), entry("http://ad.example/a.html", "广告")),
        "news.h.example/n.html": PAGE,
    }
    found = probe("http://h.example/1", way_to(pages))
    assert found.source.hosts == ("h.example", "news.h.example")
    assert found.preview is not None
    assert found.preview.items == 66


def test_a_site_that_leads_to_its_www_is_the_one_meant(way_to: Any) -> None:
    pages = {"qu.example/1": "→ http://www.qu.example/1", "www.qu.example/1": listing(entry("/a")), "/a": PAGE}
    found = probe("http://qu.example/1", way_to(pages))
    assert (found.source.id, found.source.hosts) == ("qu", ("www.qu.example",))
    assert str(found.source.lists[0]) == "http://www.qu.example/1"


def test_a_site_that_leads_to_another_is_not_followed(way_to: Any) -> None:
    with pytest.raises(SourceUnreachable, match=r"other\.example is not among the hosts.*Give the address it leads to"):
        probe("http://qu.example/1", way_to({"/1": "→ http://other.example/1"}))


def test_a_column_of_the_guangdong_platform_leads_to_its_records(way_to: Any) -> None:
    article = {"title": TITLE, "url": "http://www.qu.example/gkmlpt/content/post_1.html", "created_at": "2025-12-25"}
    pages = {
        "/gkmlpt/index": f"<html><body>{MENU}<script>window._CONFIG = {{ SID: '755041' }}</script></body></html>",
        "/gkmlpt/api/all/721?page=1&sid=755041": json.dumps({"classify": {"post_count": 1}, "articles": [article]}),
        "/gkmlpt/content/post_1.html": PAGE,
    }
    found = probe("http://www.qu.example/gkmlpt/index#721", way_to(pages))
    assert found.source.family == "gkmlpt"
    assert str(found.source.lists[0]) == "http://www.qu.example/gkmlpt/api/all/721?page=1&sid=755041"
    assert found.preview is not None
    assert found.preview.items == 66


@pytest.mark.parametrize(
    ("pages", "error", "words"),
    [
        ({"/1": 500}, SourceUnreachable, "500"),
        ({"/robots.txt": NO_ANSWER}, SourceUnreachable, "no route to host.*Try later"),
        ({"/1": NO_ANSWER}, SourceUnreachable, "no route to host.*Try later"),
        ({"/1": 412}, Blocked, "wall"),
        ({"/robots.txt": "User-agent: *\nDisallow: /", "/1": "x"}, SourceUnreachable, "robots.txt"),
        ({}, NotAList, "404"),
        ({"/1": PAGE}, NotAList, "a notice itself"),
        ({"/1": f"<html><body>{MENU}<p>{NOTICE[:20]}</p></body></html>"}, NotAList, "is no list"),
        ({"/1": EMPTY}, NotAList, "trs page that names no page"),
        ({"/1": '{"data": {"list": []}}'}, NotAList, "JSON without"),
        ({"/1": '{"data": ' + "[" * 100_000}, NotAList, "nests deeper"),
    ],
)
def test_an_address_that_is_no_list_says_what_it_is(
    way_to: Any, pages: dict[str, str | int], error: type[TongbaoError], words: str
) -> None:
    with pytest.raises(error, match=words):
        probe("http://h.example/1", way_to(pages))


@pytest.mark.parametrize(
    "address", ["h.example/1", "ftp://h.example/1", "http://", "http://[::1/", "http://qu xian.example/"]
)
def test_what_is_no_address_is_said_so(way_to: Any, address: str) -> None:
    with pytest.raises(NotAList, match="no address"):
        probe(address, way_to({}))


@pytest.fixture(scope="module")
def shaxian(sample_way: Way) -> Probe:
    return probe(str(SAMPLE_LISTS["shaxian"].lists[0]), sample_way)


def test_a_golden_test_holds_only_after_a_person_put_a_name_to_it(shaxian: Probe, tmp_path: Path) -> None:
    file = write_golden(shaxian, tmp_path / "shaxian")
    assert [line.partition(":")[0] for line in differences(tmp_path / "shaxian")] == ["read_by"]
    expected = json.loads(file.read_text("utf-8"))
    assert (len(expected["links"]), len(expected["items"])) == (7, 83)
    assert expected["notice"]["inspected_body"] == "中共三明市沙县区委"
    file.write_text(json.dumps(expected | {"read_by": "who read it"}, ensure_ascii=False), "utf-8")
    assert differences(tmp_path / "shaxian") == []


def test_a_golden_test_names_what_is_read_otherwise(shaxian: Probe, tmp_path: Path) -> None:
    file = write_golden(shaxian, tmp_path / "shaxian")
    expected = json.loads(file.read_text("utf-8"))
    expected |= {"read_by": "who read it", "contacts": ["phone: 1"]}
    file.write_text(json.dumps(expected, ensure_ascii=False), "utf-8")
    assert [line.partition(":")[0] for line in differences(tmp_path / "shaxian")] == ["contacts"]


def test_a_golden_test_that_was_read_is_not_written_over(shaxian: Probe, tmp_path: Path) -> None:
    write_golden(shaxian, tmp_path / "shaxian")
    with pytest.raises(BadSource, match="not empty"):
        write_golden(shaxian, tmp_path / "shaxian")


def test_a_list_without_a_notice_makes_no_golden_test(way_to: Any, tmp_path: Path) -> None:
    found = probe("http://h.example/1", way_to({"/1": listing(entry("/a", "某区召开会议"))}))
    with pytest.raises(NotAList, match="no page that reads as a notice"):
        write_golden(found, tmp_path / "none")
    assert list(tmp_path.iterdir()) == [] or not (tmp_path / "none").exists()


def test_a_proposal_is_a_file_a_person_can_finish(way_to: Any) -> None:
    found = probe("http://h.example/1", way_to({"/1": listing(entry("/a")), "/a": PAGE}))
    assert Source.model_validate(yaml.safe_load(found.proposed)) == found.source
    assert "division: '000000'  # not known" in found.proposed
    assert found.proposed.startswith("# Proposed by")


@pytest.mark.parametrize(
    "folder", sorted((Path(__file__).parent / "goldens").iterdir()), ids=lambda folder: folder.name
)
def test_what_a_person_read_in_a_list_and_its_notice_is_still_read(folder: Path) -> None:
    assert differences(folder) == []
