"""Source files: what is shipped is valid, and what is wrong is named with its file, key and remedy."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from notices import SAMPLE

from schemas.errors import BadSource, UnknownSource
from tasks.home import SHIPPED
from tasks.sources import chosen_sources, load_source, load_sources, scheduled_ids

GOOD = yaml.safe_load((SAMPLE / "sources" / "changle.yaml").read_text("utf-8"))


def write(folder: Path, name: str = "one", **changes: object) -> None:
    (folder / f"{name}.yaml").write_text(yaml.safe_dump(GOOD | changes, allow_unicode=True), "utf-8")


def test_the_sample_is_chosen_where_nothing_is_named() -> None:
    assert [source.id for source in chosen_sources(None)] == [
        "changle",
        "fujian-jw",
        "fzxq",
        "luojiang",
        "shaxian",
        "taijiang",
    ]


def test_sources_named_twice_are_visited_once_in_the_order_named() -> None:
    assert [source.id for source in chosen_sources(["shaxian", "changle", "shaxian"])] == ["shaxian", "changle"]


def test_an_unknown_source_is_named_beside_those_there_are() -> None:
    with pytest.raises(UnknownSource, match=r"'nosuch'.*changle"):
        chosen_sources(["nosuch"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"family": "wordpress"}, r"one\.yaml, line \d+: the key 'family'.*'trs'.*family: CMS family"),
        ({"interval": 3}, r"one\.yaml, line \d+: the key 'interval' is none.*Did you mean 'interval_seconds'\?"),
        ({"division": "3501"}, r"one\.yaml, line \d+: the key 'division'.*GB/T 2260"),
        ({"division": 350112}, r"one\.yaml, line \d+: the key 'division'.*in quotes"),
        ({"title_rule": "("}, r"one\.yaml, line \d+: the key 'title_rule'.*no regular expression"),
        ({"address_rule": "["}, r"one\.yaml, line \d+: the key 'address_rule'.*no regular expression"),
        ({"lists": []}, r"one\.yaml, line \d+: the key 'lists'"),
        ({"lists": ["http://other.example/"]}, r"the key 'lists' names other\.example, which is not among its hosts"),
        ({"time_zone": "Asia/Fuzhou"}, r"the key 'time_zone' is no time zone: 'Asia/Fuzhou'"),
        ({"schedule": "monthly"}, r"the key 'schedule'.*hourly"),
        ({"verified": "yesterday"}, r"the key 'verified'.*sources check"),
        ({"family": "json"}, r"one\.yaml: search: the family json needs it"),
        ({"family": "json", "search": {"record": "a"}}, r"one\.yaml, line \d+: the key 'search\.records' is missing"),
        (
            {"family": "json", "search": {"records": "a", "title": "t", "date": "d", "page_parameter": "p"}},
            r"the key 'search' takes either url or address",
        ),
    ],
)
def test_a_wrong_key_is_named_with_its_file_its_line_and_what_it_takes(
    tmp_path: Path, changes: dict[str, object], words: str
) -> None:
    write(tmp_path, **changes)
    with pytest.raises(BadSource, match=words) as raised:
        load_sources([tmp_path])
    assert "schemas/source.py" in raised.value.remedy


def test_the_line_named_is_the_one_the_key_stands_in(tmp_path: Path) -> None:
    file = tmp_path / "one.yaml"
    file.write_text("# 福州\n\nid: one\nname: 某区\n\nfamily: wordpress\n", "utf-8")
    with pytest.raises(BadSource, match=r"one\.yaml: the key 'hosts' is missing.* 3 more after it"):
        load_source(file)
    write(tmp_path, division=3)
    line = next(n for n, text in enumerate(file.read_text("utf-8").splitlines(), 1) if text.startswith("division"))
    with pytest.raises(BadSource, match=rf"line {line}: the key 'division'"):
        load_source(file)


def test_a_missing_key_is_named_with_what_it_takes(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(yaml.safe_dump({key: value for key, value in GOOD.items() if key != "family"}))
    with pytest.raises(BadSource, match=r"one\.yaml: the key 'family' is missing\. family: CMS family"):
        load_sources([tmp_path])


def test_a_key_that_stands_twice_is_refused_for_yaml_would_take_the_last(tmp_path: Path) -> None:
    write(tmp_path)
    with (tmp_path / "one.yaml").open("a", encoding="utf-8") as file:
        file.write("family: plain\n")
    with pytest.raises(BadSource, match=r"one\.yaml, line \d+: the key 'family' stands in line \d+ already"):
        load_sources([tmp_path])


def test_a_day_without_quotes_is_a_day(tmp_path: Path) -> None:
    write(tmp_path, verified=dt.date(2026, 1, 5))
    assert "verified: 2026-01-05" in (tmp_path / "one.yaml").read_text("utf-8")
    assert load_source(tmp_path / "one.yaml").verified == "2026-01-05"


@pytest.mark.parametrize(("sample", "host"), [(True, "www.gov.cn"), (False, "www.changle.example")])
def test_a_sample_source_has_hosts_of_the_sample_and_a_real_one_has_none(
    tmp_path: Path, sample: bool, host: str
) -> None:
    write(tmp_path, sample=sample, hosts=[host], lists=[f"http://{host}/"])
    with pytest.raises(BadSource, match=rf"line \d+: {host} is no host"):
        load_sources([tmp_path])


@pytest.mark.parametrize(
    ("host", "address"),
    [("政府.cn", "http://政府.cn/"), ("xn--mxtq1m.cn", "http://政府.cn/"), ("::1", "http://[::1]/")],
)
def test_a_host_may_be_written_either_way(tmp_path: Path, host: str, address: str) -> None:
    write(tmp_path, sample=False, hosts=[host], lists=[address])
    assert load_source(tmp_path / "one.yaml").hosts == (host,)


def test_a_file_that_is_a_list_holds_no_settings(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("- id: one\n", "utf-8")
    with pytest.raises(BadSource, match="holds no settings"):
        load_sources([tmp_path])


@pytest.mark.parametrize("file", sorted((SHIPPED / "sources").glob("*.yaml")), ids=lambda file: file.stem)
def test_a_shipped_source_says_what_is_known_of_it_and_what_is_not(file: Path) -> None:
    source = load_source(file)
    assert (source.id, source.sample) == (file.stem, False)
    assert source.interval_seconds >= 3, "as polite as a guest"
    comment = " ".join(line.strip("# ") for line in file.read_text("utf-8").splitlines() if line.startswith("#"))
    assert "Known:" in comment
    if source.verified == "never":
        assert "Not verified:" in comment


def test_the_regions_of_the_five_notices_and_their_commissions_have_a_source() -> None:
    real = [source for source in load_sources().values() if not source.sample]
    assert {source.division for source in real} >= {
        "000000", "350000", "350100", "350500", "350400", "350103", "350112", "350504", "350405",
    }  # fmt: skip


def test_a_schedule_names_the_real_sources_a_person_has_tried(tmp_path: Path) -> None:
    real = {"sample": False, "hosts": ["h.gov.cn"], "lists": ["http://h.gov.cn/"]}
    for name, schedule, verified in (
        ("a", "daily", "2026-01-05"),
        ("b", "daily", "never"),
        ("c", "hourly", "2026-01-05"),
    ):
        write(tmp_path, name, id=f"site-{name}", schedule=schedule, verified=verified, **real)
    write(tmp_path, "d", schedule="daily", verified="2026-01-05")
    known = load_sources([tmp_path])
    assert scheduled_ids("daily", known) == ["site-a"]
    assert scheduled_ids("hourly", known) == ["site-c"]
    with pytest.raises(UnknownSource, match=r"weekly.*untried: none.*sources check"):
        scheduled_ids("weekly", known)


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "torn.yaml").write_text("id: [", "utf-8")
    with pytest.raises(BadSource, match=r"torn\.yaml"):
        load_sources([tmp_path])


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "one")
    write(tmp_path, "two")
    with pytest.raises(BadSource, match="'changle'"):
        load_sources([tmp_path])
