"""Source files: what is shipped is valid, and what is wrong is named with its file, key and remedy."""

from pathlib import Path

import pytest
import yaml
from notices import SAMPLE

from schemas.errors import BadSource, UnknownSource
from tasks.sources import chosen_sources, load_sources

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
    with pytest.raises(UnknownSource, match=r"'fuzhou'.*changle"):
        chosen_sources(["fuzhou"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"family": "wordpress"}, r"one\.yaml.*'family'"),
        ({"interval": 3}, r"one\.yaml.*'interval'"),
        ({"division": "3501"}, r"one\.yaml.*'division'"),
        ({"title_rule": "("}, r"one\.yaml.*'title_rule'.*regular expression"),
        ({"lists": []}, r"one\.yaml.*'lists'"),
    ],
)
def test_a_wrong_key_is_named_with_its_file(tmp_path: Path, changes: dict[str, object], words: str) -> None:
    write(tmp_path, **changes)
    with pytest.raises(BadSource, match=words) as raised:
        load_sources([tmp_path])
    assert "schemas/source.py" in raised.value.remedy


def test_a_file_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    (tmp_path / "torn.yaml").write_text("id: [", "utf-8")
    with pytest.raises(BadSource, match=r"torn\.yaml"):
        load_sources([tmp_path])


def test_two_files_with_one_id_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "one")
    write(tmp_path, "two")
    with pytest.raises(BadSource, match="'changle'"):
        load_sources([tmp_path])
