"""Each host answers as its kind of site does, on both days."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from schemas.errors import UnknownDay
from tasks.sample import SAMPLE, SampleWeb, serve

Ask = Callable[..., httpx.Response]

CHANGLE = "http://www.changle.example/xxgk/xsxc/202512/t20251225_5012345.html"
TAIJIANG = "http://www.taijiang.example/art/2024/1/26/art_2231_1002345.html"
LUOJIANG = "http://www.luojiang.example/zwgk/xsxc/202512/t20251226_3167802.htm"
BINHAI = "http://www.fzxq.example/html/tzgg/4207.html"
SHAXIAN = "http://www.shaxian.example/zwgk/xszg/202512/t20251225_2098761.htm"
JW = "http://jw.fujian.example/info/1035/26918.htm"
SEARCH = "http://www.luojiang.example/search/list.json?channel=xsxc&page="
# The next group in the datastore: <nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2&appid=1"></a>]]>
NEXT_GROUP = re.compile(r'<nextgroup><!\[CDATA\[<a href="([^"]+)">')


@pytest.mark.parametrize(
    ("url", "encoding"),
    [
        (CHANGLE, "utf-8"),
        (TAIJIANG, "utf-8"),
        (LUOJIANG, "gb18030"),
        (BINHAI, "utf-8"),
        (SHAXIAN, "utf-8"),
        (JW, "utf-8"),
    ],
)
def test_a_notice_answers_in_the_encoding_of_its_site(day1: SampleWeb, ask: Ask, url: str, encoding: str) -> None:
    response = ask(day1, url)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/html")
    assert "整改" in response.content.decode(encoding)


@pytest.mark.parametrize(
    ("url", "etag", "last_modified"),
    [
        (CHANGLE, True, False),
        (TAIJIANG, False, True),
        (LUOJIANG, True, False),
        (BINHAI, False, False),
        (SHAXIAN, True, True),
        (JW, True, False),
    ],
)
def test_a_host_gives_the_validators_it_is_said_to_give(
    day1: SampleWeb, ask: Ask, url: str, etag: bool, last_modified: bool
) -> None:
    headers = ask(day1, url).headers
    assert ("ETag" in headers, "Last-Modified" in headers) == (etag, last_modified)


def test_a_page_held_by_its_etag_is_not_sent_again(day1: SampleWeb, ask: Ask) -> None:
    etag = ask(day1, CHANGLE).headers["ETag"]
    again = ask(day1, CHANGLE, If_None_Match=etag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert ask(day1, CHANGLE, If_None_Match='"another"').status_code == 200


def test_a_page_held_by_its_date_is_not_sent_again(day1: SampleWeb, ask: Ask) -> None:
    since = ask(day1, TAIJIANG).headers["Last-Modified"]
    assert since == "Sun, 04 Jan 2026 18:00:00 GMT"
    assert ask(day1, TAIJIANG, If_Modified_Since=since).status_code == 304
    assert ask(day1, TAIJIANG, If_Modified_Since="Sun, 04 Jan 2026 17:59:59 GMT").status_code == 200
    assert ask(day1, TAIJIANG, If_Modified_Since="yesterday").status_code == 200


def test_an_etag_that_differs_beats_a_date_that_does_not(day1: SampleWeb, ask: Ask) -> None:
    since = ask(day1, SHAXIAN).headers["Last-Modified"]
    assert ask(day1, SHAXIAN, If_None_Match='"old"', If_Modified_Since=since).status_code == 200


def test_validators_of_day_1_hold_on_day_2_only_for_what_did_not_change(
    day1: SampleWeb, day2: SampleWeb, ask: Ask
) -> None:
    for url, status in ((CHANGLE, 200), (SHAXIAN, 200), (JW, 304), (CHANGLE.replace("25_5012345", "26_5012503"), 304)):
        etag = ask(day1, url).headers["ETag"]
        assert ask(day2, url, If_None_Match=etag).status_code == status
    edited = ask(day2, SHAXIAN, If_Modified_Since=ask(day1, SHAXIAN).headers["Last-Modified"])
    assert edited.status_code == 200
    assert edited.headers["Last-Modified"] == "Sun, 11 Jan 2026 18:00:00 GMT"


def test_the_visit_counter_changes_the_page_at_every_request(day1: SampleWeb, ask: Ask) -> None:
    first, second = (ask(day1, BINHAI).text for _ in range(2))
    assert "浏览次数：1285" in first
    assert second == first.replace("1285", "1286")
    assert "{{views}}" not in first


@pytest.mark.parametrize("site", ["www.changle", "www.taijiang", "www.fzxq", "www.shaxian", "jw.fujian"])
def test_most_hosts_have_a_robots_file(day1: SampleWeb, ask: Ask, site: str) -> None:
    response = ask(day1, f"http://{site}.example/robots.txt")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/plain"
    assert response.text.startswith("User-agent: *\n")
    assert ("Crawl-delay: 0.02" in response.text) == (site == "www.taijiang")


def test_one_host_has_no_robots_file(day1: SampleWeb, ask: Ask) -> None:
    assert ask(day1, "http://www.luojiang.example/robots.txt").status_code == 404


def test_the_list_of_a_jpage_site_leads_to_its_next_group(day1: SampleWeb, ask: Ask) -> None:
    first = ask(day1, "http://www.taijiang.example/col/col2231/index.html")
    following = NEXT_GROUP.search(first.text)
    assert following is not None
    second = ask(day1, f"http://www.taijiang.example{following[1]}")
    assert second.headers["Content-Type"] == "text/xml;charset=UTF-8"
    assert "/art/2024/1/26/art_2231_1002345.html" in second.text
    assert NEXT_GROUP.search(second.text) is None


def test_a_json_search_turns_its_pages_and_then_is_empty(day1: SampleWeb, ask: Ask) -> None:
    answers = [ask(day1, f"{SEARCH}{number}").json()["data"] for number in (1, 2, 3)]
    assert [(answer["total"], answer["pages"], len(answer["list"])) for answer in answers] == [
        (8, 2, 5),
        (8, 2, 3),
        (8, 2, 0),
    ]
    listed = [entry["url"] for answer in answers for entry in answer["list"]]
    assert LUOJIANG in listed
    assert {ask(day1, url).status_code for url in listed} == {200}


def test_every_link_of_every_list_is_answered(day1: SampleWeb, ask: Ask) -> None:
    for path, listed in (
        ("www.changle.example/xxgk/xsxc/index.html", 7),
        ("www.changle.example/xxgk/xsxc/index_1.html", 5),
        ("www.fzxq.example/html/tzgg/index.html", 5),
        ("www.fzxq.example/html/tzgg/index_2.html", 4),
        ("www.shaxian.example/zwgk/xszg/index.html", 7),
        ("jw.fujian.example/jdjc/xszg.htm", 8),
    ):
        page = ask(day1, f"http://{path}")
        links = re.findall(r'<a href="([^"]*(?:/t2|/42|/43|/41|/26)\d+[^"]*)"', page.text)
        assert len(links) == listed
        assert {ask(day1, str(page.url.join(link))).status_code for link in links} == {200}


def test_on_day_2_one_notice_is_gone_and_no_longer_listed(day2: SampleWeb, ask: Ask) -> None:
    assert ask(day2, LUOJIANG).status_code == 404
    answers = [ask(day2, f"{SEARCH}{number}").json()["data"] for number in (1, 2)]
    assert [answer["total"] for answer in answers] == [7, 7]
    assert LUOJIANG not in [entry["url"] for answer in answers for entry in answer["list"]]


def test_on_day_2_a_wall_stands_before_all_but_the_robots_file(day2: SampleWeb, ask: Ask) -> None:
    for path in ("/", "/col/col2231/index.html", "/art/2024/1/26/art_2231_1002345.html", "/module/web/x.jsp?page=2"):
        response = ask(day2, f"http://www.taijiang.example{path}")
        assert response.status_code == 412
        assert len(response.content) < 6000
        assert "<script>" in response.text
        assert "整改" not in response.text
    assert ask(day2, "http://www.taijiang.example/robots.txt").status_code == 200


def test_on_day_2_a_listed_notice_answers_200_and_says_it_is_not_there(day2: SampleWeb, ask: Ask) -> None:
    response = ask(day2, BINHAI)
    assert response.status_code == 200
    assert "对不起，您访问的页面不存在或已删除" in response.text
    assert "福州新区" in response.text
    assert "/html/tzgg/4207.html" in ask(day2, "http://www.fzxq.example/html/tzgg/index_2.html").text


def test_on_day_2_the_discipline_site_answers_as_before(day1: SampleWeb, day2: SampleWeb, ask: Ask) -> None:
    files = [path for path in (SAMPLE / "web/day1/jw.fujian.example").rglob("*") if path.is_file()]
    assert len(files) == 11
    for file in files:
        url = f"http://jw.fujian.example/{file.relative_to(SAMPLE / 'web/day1/jw.fujian.example').as_posix()}"
        assert ask(day1, url).content == ask(day2, url).content == file.read_bytes()


def test_requests_are_counted_by_address(day1: SampleWeb, ask: Ask) -> None:
    for url in (CHANGLE, CHANGLE, f"{SEARCH}1"):
        ask(day1, url)
    assert dict(day1.hits) == {CHANGLE: 2, f"{SEARCH}1": 1}


def test_a_path_cannot_climb_out_of_its_host(day1: SampleWeb) -> None:
    with httpx.Client() as client:
        for path in (b"/../../web.yaml", b"/%2e%2e/%2e%2e/web.yaml", b"//etc/passwd", b"/%2fetc/passwd"):
            url = httpx.URL(f"http://127.0.0.1:{day1.port}", raw_path=path)
            assert client.get(url, headers={"Host": "www.changle.example"}).status_code == 404


def test_a_day_the_sample_does_not_have_is_refused_by_name() -> None:
    with pytest.raises(UnknownDay, match="no day 3: it has 1 and 2"), serve(3):
        pass


def test_the_sample_is_served_from_any_folder_and_stops_while_a_client_holds_on(tmp_path: Path) -> None:
    script = (
        "import sys, httpx\n"
        f"sys.path.insert(0, {str(SAMPLE.parents[1])!r})\n"
        "from tasks.sample import serve\n"
        "client = httpx.Client()\n"
        "with serve(1) as web:\n"
        "    url = f'http://127.0.0.1:{web.port}/'\n"
        "    print(client.get(url, headers={'Host': 'www.shaxian.example'}).status_code)\n"
        "print('stopped')\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], check=False, cwd=tmp_path, capture_output=True, timeout=30, text=True
    )
    assert (run.stdout, run.stderr) == ("200\nstopped\n", "")
